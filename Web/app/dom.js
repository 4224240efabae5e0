const SVG = "http://www.w3.org/2000/svg"

/** Outlines in a box of 24 by 24. */
const ICONS = {
  heart: "M12 20.3 4.6 13a4.9 4.9 0 0 1 7-6.9l.4.5.4-.5a4.9 4.9 0 0 1 7 6.9Z",
  trash: "M5 7h14M10 7V5h4v2M7 7l.8 12h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  up: "M12 19V6M6.5 11 12 5.5 17.5 11",
  down: "M12 5v13M6.5 13l5.5 5.5 5.5-5.5",
  open: "m7 10 5 5 5-5",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  talk: "M4.5 5.5h15v11h-8L7 20.5v-4H4.5Z",
  public: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M4 12h16M12 4c-5 5-5 11 0 16 5-5 5-11 0-16",
  friends: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 19.5c0-7 13-7 13 0M16 11a3 3 0 1 0-1-5.8M18 14.2c2.2.7 3.5 2.4 3.5 5.3",
  me: "M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
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
  return drawing(ICONS[name])
}

/** @param {string} outline in a box of 24 by 24 */
export function drawing(outline) {
  const svg = document.createElementNS(SVG, "svg")
  const path = document.createElementNS(SVG, "path")
  path.setAttribute("d", outline)
  for (const [key, value] of [["class", "icon"], ["viewBox", "0 0 24 24"], ["aria-hidden", "true"]])
    svg.setAttribute(key, value)
  svg.append(path)
  return svg
}

const MENTION = /(?<![\w@])@([a-z0-9_]{2,30})/gi

/** What somebody wrote, its mentions as links. @param {string} text @returns {(Node | string)[]} */
export function written(text) {
  const parts = []
  let end = 0
  for (const { 0: mention, 1: name, index } of text.matchAll(MENTION)) {
    parts.push(text.slice(end, index), h("a", { href: `/u/${name.toLowerCase()}` }, mention))
    end = index + mention.length
  }
  return [...parts, text.slice(end)]
}

/** Shows what somebody wrote, where it differs. */
export function setWritten(element, text) {
  if (element.textContent !== text) element.replaceChildren(...written(text))
}

/** Shows pictures, a video or a sound after `place`, in a grid that may still have to be loaded; or none. */
export function setMedia(place, media = []) {
  let [grid] = place.parentNode.getElementsByTagName("media-grid")
  if (media.length === 0) return grid?.remove()
  if (!grid) place.after(grid = h("media-grid"))
  grid.items = media
}

/** A person's name, which leads to them. */
export function nameLink(user, props = {}) {
  return h("a", { class: "name", dir: "auto", href: `/u/${user.username}`, ...props }, user.displayName)
}

/** A person's picture, or the first letter of their name. @param {{username, displayName, avatar?}} user */
export function avatar(user) {
  if (user.avatar) return h("img", { class: "avatar", src: user.avatar, alt: "", width: "40", height: "40" })
  const letter = [...(user.displayName || user.username)][0].toUpperCase()
  const tint = [...user.username].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % 6
  return h("span", { class: "avatar", "data-tint": String(tint), "aria-hidden": "true" }, letter)
}

/** Shows a person's picture in the place of the one that is in `place`, where it differs. */
export function setAvatar(place, user) {
  const [shown] = place.getElementsByClassName("avatar")
  if (shown.getAttribute("src") !== (user.avatar ?? null)) shown.replaceWith(avatar(user))
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
