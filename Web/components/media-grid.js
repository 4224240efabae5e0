import { h } from "../app/dom.js"
import { isSame, lengthOf, nameOf, ratioOf, sizesOf, srcsetOf } from "../models/media.js"
import { t } from "../models/words.js"
import { say } from "./status-line.js"

const GONE = { image: t("This picture cannot be shown."), video: t("This video cannot be played here."), audio: t("This sound cannot be played here.") }

/** One to four pictures, or a video or a sound. Their place is kept before they are loaded. */
class MediaGrid extends HTMLElement {
  #items = []

  // Lifecycle

  connectedCallback() {
    if (!Object.hasOwn(this, "items")) return
    const { items } = this // set before this module was there
    delete this.items
    this.items = items
  }

  /** @param {object[]} items as the server tells of them; `local` is an address in this tab of what was sent from here */
  set items(items) {
    if (isSame(items, this.#items)) return
    this.#items = items
    this.dataset.count = items.length
    this.replaceChildren(...items.map((item, index) => this.#frame(item, index)))
  }

  // Actions

  #open = async (item) => {
    try {
      const { view } = await import("./media-viewer.js")
      await view(this.#items, this.#items.indexOf(item))
    } catch {
      say(t("The picture cannot be opened right now."))
    }
  }

  // Rendering

  #frame(item, index) {
    const frame = h("figure", { "data-kind": item.kind })
    frame.style.setProperty("--ratio", ratioOf(item))
    if (item.width) frame.style.setProperty("--width", `${item.width}px`)
    if (item.placeholder?.startsWith("data:image/")) frame.style.backgroundImage = `url("${item.placeholder}")`
    const name = nameOf(item, index, this.#items.length)
    const gone = () => frame.replaceChildren(h("p", { class: "gone" }, GONE[item.kind], " ",
      ...(item.kind === "image" ? [] : [h("a", { href: item.url }, t("Open the file"))])))
    frame.append(...(item.kind === "image" ? this.#picture(item, name, gone) : player(item, name, gone)))
    if (item.alt && item.kind !== "audio") frame.append(...described(item))
    return frame
  }

  #picture(item, name, gone) {
    const { url, variants, width, height, alt, local, animated } = item
    const image = h("img", { alt, loading: "lazy", width, height, sizes: sizesOf(this.#items.length) })
    const show = (isStill) => {
      if (local || isStill) image.removeAttribute("srcset")
      else image.srcset = srcsetOf(item)
      image.src = local ?? (isStill ? variants.fallback : variants.medium ?? url)
    }
    let isLocal = Boolean(local)
    image.addEventListener("load", () => {
      image.closest("figure")?.style.removeProperty("background-image") // some can be seen through
      if (isLocal) URL.revokeObjectURL(local)
    })
    image.addEventListener("error", () => {
      if (!isLocal) return gone()
      isLocal = false
      image.srcset = srcsetOf(item)
      image.src = variants.medium ?? url
    })
    const shot = h("button", { class: "shot", type: "button", "aria-label": name, onclick: () => this.#open(item) }, image)
    const isMoving = animated && variants.fallback && !local
    show(isMoving && isStill())
    return isMoving ? [shot, switchOf(show)] : [shot]
  }
}

/** Whether somebody wants nothing to move on its own. */
export function isStill() {
  return "motion" in document.documentElement.dataset || matchMedia("(prefers-reduced-motion: reduce)").matches
}

/** The button by which a picture that moves is stopped, and goes on. @param {(isStill: boolean) => void} show */
function switchOf(show) {
  let isAtRest = isStill()
  const words = () => (isAtRest ? t("Play") : t("Stop"))
  const button = h("button", { class: "mark switch", type: "button", onclick: () => {
    isAtRest = !isAtRest
    show(isAtRest)
    button.textContent = words()
  } }, words())
  return button
}

function player({ kind, url, variants, width, height, alt, seconds }, name, gone) {
  const props = { controls: true, preload: "metadata", "aria-label": name, src: url, onerror: gone }
  if (kind === "video") return [h("video", { playsinline: true, width, height, poster: variants.poster, ...props })]
  const length = seconds > 0 ? lengthOf(seconds) : ""
  return [h("figcaption", { dir: "auto" }, alt || t("Sound"), h("span", { class: "hint" }, ` ${length}`)), h("audio", props)]
}

/** The description, for everybody: behind a button, for it may be long. */
function described({ alt }) {
  const words = h("figcaption", { class: "told", dir: "auto", hidden: true }, alt)
  const button = h("button", { class: "mark", type: "button", "aria-expanded": "false", "aria-label": t("ALT: the description"), onclick: () => {
    words.hidden = !words.hidden
    button.setAttribute("aria-expanded", String(!words.hidden))
  } }, t("ALT"))
  return [words, button]
}

customElements.define("media-grid", MediaGrid)
