import { h, setText } from "../app/dom.js"
import { dress } from "../app/dress.js"
import { srcsetOf } from "../models/media.js"
import { fill, t } from "../models/words.js"
import { isStill } from "./media-grid.js"

const SWIPE = 40 // pixels sideways that turn to another picture
const STEP = 60 // pixels by which an arrow key moves one that is zoomed

/** Pictures as large as the screen, one at a time. */
class MediaViewer extends HTMLElement {
  #items = []
  #index = 0
  #swipe = null // where a finger came down, in pixels
  #image = h("img", { alt: "" })
  #stage = h("div", { class: "stage", onclick: () => this.#zoom() }, this.#image)
  #place = h("span")
  #words = h("span", { dir: "auto" })
  #buttons = {
    before: h("button", { class: "button", type: "button", onclick: () => this.#go(this.#index - 1) }, t("Previous")),
    after: h("button", { class: "button", type: "button", onclick: () => this.#go(this.#index + 1) }, t("Next")),
    zoom: h("button", { class: "button", type: "button", "aria-pressed": "false", onclick: () => this.#zoom() }, t("Zoom")),
    close: h("button", { class: "button", type: "button", onclick: () => this.#dialog.close() }, t("Close")),
  }
  #dialog = h("dialog", { class: "media-dialog", "aria-label": t("Pictures"), onkeydown: (event) => this.#key(event) }, this.#stage,
    h("p", { "aria-live": "polite" }, this.#place, this.#words),
    h("div", { class: "actions" }, this.#buttons.before, this.#buttons.after, this.#buttons.zoom, this.#buttons.close))

  // Lifecycle

  /** @param {object[]} items pictures @param {number} index of the first one to see */
  open(items, index) {
    const from = document.activeElement
    const close = () => this.#dialog.close()
    this.#items = items
    this.#dialog.addEventListener("close", () => {
      removeEventListener("popstate", close)
      this.remove()
      if (from?.isConnected) from.focus()
    })
    addEventListener("popstate", close)
    this.#stage.addEventListener("pointerdown", ({ pointerType, clientX, clientY }) => {
      this.#swipe = pointerType === "touch" ? { x: clientX, y: clientY } : null
    })
    this.#stage.addEventListener("pointerup", (event) => this.#swiped(event))
    this.#image.addEventListener("error", () => this.#stage.toggleAttribute("data-gone", true))
    this.replaceChildren(this.#dialog)
    for (const name of ["before", "after"]) this.#buttons[name].hidden = items.length < 2
    this.#dialog.showModal()
    this.#go(index)
    this.#buttons[items.length > 1 ? "after" : "close"].focus()
  }

  // Actions

  #key = (event) => {
    const { length } = this.#items
    const target = { ArrowLeft: this.#index - 1, ArrowRight: this.#index + 1, Home: 0, End: length - 1 }[event.key]
    const [across, down] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] ?? []
    const isZoomed = this.#stage.hasAttribute("data-zoomed")
    if ((isZoomed ? across : target) === undefined) return
    event.preventDefault()
    if (isZoomed) this.#stage.scrollBy(across, down)
    else this.#go(target)
  }

  #swiped({ clientX, clientY }) {
    const [across, down] = this.#swipe ? [clientX - this.#swipe.x, clientY - this.#swipe.y] : [0, 0]
    this.#swipe = null
    if (Math.abs(across) < SWIPE || Math.abs(across) < Math.abs(down) || this.#stage.hasAttribute("data-zoomed")) return
    this.#go(this.#index + (across < 0 ? 1 : -1))
  }

  #zoom(isOn = !this.#stage.hasAttribute("data-zoomed")) {
    this.#stage.toggleAttribute("data-zoomed", isOn)
    this.#buttons.zoom.setAttribute("aria-pressed", String(isOn))
    if (isOn) this.#stage.tabIndex = 0
    else this.#stage.removeAttribute("tabindex")
    if (isOn) this.#stage.scrollTo((this.#stage.scrollWidth - this.#stage.clientWidth) / 2, (this.#stage.scrollHeight - this.#stage.clientHeight) / 2)
  }

  // Rendering

  #go(index) {
    const { length } = this.#items
    if (index < 0 || index >= length) return
    this.#index = index
    const item = this.#items[index]
    this.#zoom(false)
    this.#stage.toggleAttribute("data-gone", false)
    for (const name of ["width", "height"]) this.#image.setAttribute(name, item[name] ?? "")
    Object.assign(this.#image, { ...sourceOf(item), alt: item.alt })
    setText(this.#place, length > 1 ? fill(t("{number} of {count}"), { number: index + 1, count: length }) : "")
    setText(this.#words, item.alt || t("No description"))
    this.#words.classList.toggle("hint", !item.alt)
    this.#buttons.before.setAttribute("aria-disabled", String(index === 0)) // they keep the focus
    this.#buttons.after.setAttribute("aria-disabled", String(index === length - 1))
    for (const near of [this.#items[index + 1], this.#items[index - 1]]) if (near) Object.assign(new Image(), sourceOf(near)) // it is there by the time it is wanted
  }
}

function sourceOf(item) {
  const { url, animated, variants } = item
  if (animated && variants.fallback && isStill()) return { srcset: "", src: variants.fallback }
  return { sizes: "100vw", srcset: srcsetOf(item), src: url }
}

customElements.define("media-viewer", MediaViewer)

/** Shows pictures. @param {object[]} items @param {number} index of the first one to see */
export async function view(items, index) {
  await dress("media-viewer")
  const element = document.createElement("media-viewer")
  document.body.append(element)
  element.open(items, index)
}
