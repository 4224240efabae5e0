import { h } from "../app/dom.js"
import { store } from "../app/live.js"
import { fill, t } from "../models/words.js"

const HEIGHT = 40 // pixels, above a message

/**
 * What can be done with one message. There is one bar for all of them: it stands on the message under
 * the pointer or with the focus. The arrow keys go from message to message.
 */
class MessageBar extends HTMLElement {
  #view = null
  #actionsFor = null
  #item = null

  /** @param {HTMLElement} view a `<conversation-view>` @param {(view, message) => object[]} actionsFor */
  serve(view, actionsFor) {
    this.#view = view
    this.#actionsFor = actionsFor
    this.setAttribute("aria-live", "off")
    this.setAttribute("role", "toolbar")
    const { log } = view
    log.addEventListener("pointerover", ({ target, pointerType }) => pointerType === "mouse" && this.#offer(target))
    log.addEventListener("pointerleave", () => this.contains(document.activeElement) || this.#hide())
    log.addEventListener("focusin", ({ target }) => this.#offer(target))
    log.addEventListener("focusout", ({ relatedTarget }) => log.contains(relatedTarget) || this.#hide())
    log.addEventListener("keydown", this.#key)
    log.onchange = () => this.#renew()
    const item = log.querySelector(".message:is(:hover, :focus-within)")
    if (item) this.#offer(item)
  }

  // Actions

  #offer(target) {
    const item = target.closest(".message")
    if (!item || (item === this.#item && this.isConnected) || this.contains(document.activeElement)) return
    this.#item = item
    const message = this.#view.log.itemOf(item)
    if (!offersMore(message) || item.querySelector("message-editor")) return this.remove()
    this.setAttribute("aria-label", fill(t("Message by {name}"), { name: message.author?.displayName }))
    this.#showActions(message)
    this.classList.toggle("below", item.getBoundingClientRect().top - this.#view.log.getBoundingClientRect().top < HEIGHT)
    item.append(this)
  }

  /** A message offers more once it is sent, and nothing once it is deleted; a pointer at rest tells nobody. */
  #renew() {
    const item = this.#item
    if (!item?.isConnected || offersMore(this.#view.log.itemOf(item)) === this.isConnected) return
    if (this.contains(document.activeElement)) item.focus()
    this.#item = null
    this.#offer(item)
  }

  #hide() {
    this.#item = null
    this.remove()
  }

  #choose(run) {
    this.#item?.focus()
    this.#hide()
    run()
  }

  #key = (event) => {
    const { target, key } = event
    const items = [...this.#view.log.querySelectorAll(".message")]
    if (key === "Escape" && this.contains(target)) {
      event.preventDefault()
      this.#item.focus()
      this.#showActions(this.#view.log.itemOf(this.#item))
    } else if (key === "Escape" && target.closest(".message") && !target.closest("form")) this.#view.form.elements.text.focus()
    else if (target.matches(".message, [role=log]") && ["ArrowUp", "ArrowDown", "Home", "End"].includes(key)) {
      const index = items.indexOf(target)
      const last = items.length - 1
      const next = { Home: 0, End: last, ArrowUp: index < 0 ? last : Math.max(0, index - 1), ArrowDown: index < 0 ? last : index + 1 }[key]
      event.preventDefault()
      items[next]?.focus()
    } else if (this.contains(target) && ["ArrowLeft", "ArrowRight"].includes(key)) {
      const buttons = [...this.querySelectorAll("button")]
      const step = key === "ArrowLeft" ? -1 : 1
      buttons[(buttons.indexOf(target) + step + buttons.length) % buttons.length].focus()
    }
  }

  // Rendering

  #showActions(message) {
    const button = ({ words, run, isDanger }) => h("button", { type: "button", class: isDanger ? "danger" : null,
      onclick: () => this.#choose(run) }, words)
    this.replaceChildren(h("button", { type: "button", onclick: () => this.#showPalette(message) }, t("React")),
      ...this.#actionsFor(this.#view, message).map(button))
  }

  #showPalette({ mine = [] }) {
    this.#item.focus() // what is pressed goes, and the focus must not go with it
    const give = async (emoji) => {
      const { react } = await this.#view.tools()
      react(this.#view.log.itemOf(this.#item), emoji)
    }
    this.replaceChildren(...(store.state.config.reactions ?? []).map((emoji) => h("button", { type: "button", class: "emoji",
      "aria-pressed": String(mine.includes(emoji)), onclick: () => give(emoji).then(() => this.#choose(() => {})) }, emoji)))
    this.querySelector("button")?.focus()
  }
}

const offersMore = (message) => message?.seq !== undefined && !message.deleted

customElements.define("message-bar", MessageBar)
