import { h, icon } from "../app/dom.js"

let serial = 0

/** A few actions behind a button: open until one is chosen, Escape is pressed or the focus goes. */
class MoreMenu extends HTMLElement {
  #button = null
  #list = null
  #actions = () => []

  // Lifecycle

  connectedCallback() {
    this.addEventListener("focusout", this.#leave)
    this.addEventListener("keydown", this.#key)
  }

  // Actions

  #toggle = () => (this.#list.hidden ? this.#open() : this.#close())

  #open() {
    this.#list.replaceChildren(...this.#actions().map(({ words, run, isDanger, isOn }) => h("li", {},
      h("button", { type: "button", class: isDanger ? "danger" : null, "aria-pressed": isOn === undefined ? null : String(isOn),
        onclick: () => this.#choose(run) }, words))))
    this.#list.hidden = false
    this.#button.setAttribute("aria-expanded", "true")
    this.#list.querySelector("button")?.focus()
    this.#list.scrollIntoView({ block: "nearest" })
  }

  #close() {
    this.#list.hidden = true
    this.#button.setAttribute("aria-expanded", "false")
  }

  /** The focus is back on the button before anything else takes it, and finds its way there again. */
  #choose(run) {
    this.#button.focus()
    this.#close()
    run()
  }

  #leave = ({ relatedTarget }) => {
    if (!this.contains(relatedTarget)) this.#close()
  }

  #key = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (this.#list.hidden || (step === undefined && event.key !== "Escape")) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === "Escape") return this.#choose(() => {})
    const buttons = [...this.#list.querySelectorAll("button")]
    const index = buttons.indexOf(document.activeElement)
    buttons[(index + step + buttons.length) % buttons.length]?.focus()
  }

  // Rendering

  /**
   * @param {string} label for who does not see where the button is
   * @param {() => {words: string, run: () => void, isDanger?: boolean, isOn?: boolean}[]} actions asked
   *   for each time it opens
   * @param {string} [words] on the button, instead of three dots
   */
  show(label, actions, words) {
    this.#actions = actions
    if (this.#button) return
    const id = `menu-${serial += 1}`
    this.#list = h("ul", { id, hidden: true })
    this.#button = h("button", { class: words ? "button" : "quiet", type: "button", "aria-expanded": "false",
      "aria-controls": id, onclick: this.#toggle }, ...(words ? [words, icon("open")] : [icon("more")]), h("span", { class: "unseen" }, ` ${label}`))
    this.append(this.#button, this.#list)
  }
}

customElements.define("more-menu", MoreMenu)
