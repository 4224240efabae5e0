const SVG = "http://www.w3.org/2000/svg"

/** Outlines in a box of 24 by 24. */
const ICONS = {
  heart: "M12 20.3 4.6 13a4.9 4.9 0 0 1 7-6.9l.4.5.4-.5a4.9 4.9 0 0 1 7 6.9Z",
  trash: "M5 7h14M10 7V5h4v2M7 7l.8 12h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  up: "M12 19V6M6.5 11 12 5.5 17.5 11",
  down: "M12 5v13M6.5 13l5.5 5.5 5.5-5.5",
}

/**
 * Makes an element. `on…` props listen, `true` sets an empty attribute, and what is null,
 * undefined or false is left out. Text goes in as text, never as markup.
 * @param {string} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node | string)} kids
 */
export function h(tag, props = {}, ...kids) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...kids)
  return element
}

/** @param {keyof typeof ICONS} name an ornament: whoever cannot see it misses nothing */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg")
  const path = document.createElementNS(SVG, "path")
  path.setAttribute("d", ICONS[name])
  for (const [key, value] of [["class", "icon"], ["viewBox", "0 0 24 24"], ["aria-hidden", "true"]])
    svg.setAttribute(key, value)
  svg.append(path)
  return svg
}

/** A person's picture, or the first letter of their name. @param {{username, displayName, avatar?}} user */
export function avatar(user) {
  if (user.avatar) return h("img", { class: "avatar", src: user.avatar, alt: "", width: "40", height: "40" })
  const letter = [...(user.displayName || user.username)][0].toUpperCase()
  const tint = [...user.username].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % 6
  return h("span", { class: "avatar", "data-tint": String(tint), "aria-hidden": "true" }, letter)
}

/** Writes text only where it differs, so that nothing is announced or painted for nothing. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}

const keys = new WeakMap() // element made by `reconcile` -> its key

/**
 * Makes the children of `parent` fit `items`, moving as few of them as it can.
 * @param {Element} parent whose children all come from here
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T, index: number) => Element} make
 * @param {(element: Element, item: T, index: number) => void} update
 * @template T
 */
export function reconcile(parent, items, keyOf, make, update) {
  const wanted = new Set(items.map(keyOf))
  const present = new Map()
  for (const child of [...parent.children]) {
    if (wanted.has(keys.get(child))) present.set(keys.get(child), child)
    else child.remove()
  }
  let cursor = parent.firstElementChild
  items.forEach((item, index) => {
    const key = keyOf(item)
    const element = present.get(key) ?? make(item, index)
    keys.set(element, key)
    if (element === cursor) cursor = cursor.nextElementSibling
    else parent.insertBefore(element, cursor)
    update(element, item, index)
  })
}
