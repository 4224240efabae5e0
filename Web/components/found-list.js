import { h, reconcile, setText } from "../app/dom.js"
import { dress } from "../app/dress.js"
import { foundRow, keyOf, readFound } from "../app/found-row.js"
import { clock } from "../app/timing.js"
import { Search, wordsOf } from "../models/search.js"
import { t } from "../models/words.js"

/** What was found, with what is said about it and the way to older ones. */
class FoundList extends HTMLElement {
  search = null
  #field = null
  #announce = () => {}
  #list = h("ol")
  #words = h("p", { class: "hint", "data-words": true })
  #more = h("button", { class: "button small", type: "button", hidden: true, onclick: () => this.#act() })

  // Lifecycle

  /**
   * @param {HTMLInputElement} field that is typed in
   * @param {string} kind of what is searched at first
   * @param {{label: string, announce?: (text: string) => void}} how `announce` where the words themselves are not live
   */
  open(field, kind, { label, announce = () => {} }) {
    dress("search")
    this.#field = field
    this.#announce = announce
    this.#list.setAttribute("aria-label", label)
    this.search = new Search(readFound, (found) => this.#show(found), clock, kind)
    field.addEventListener("input", () => this.search.type(field.value))
    field.addEventListener("keydown", this.#keyed)
    this.addEventListener("keydown", this.#keyed)
    this.replaceChildren(this.#words, this.#list, this.#more)
    this.search.type(field.value)
  }

  /** The words, for where they are to be live. */
  get words() { return this.#words }

  disconnectedCallback() {
    this.search?.stop()
  }

  // Actions

  #act() {
    if (this.search.found.error && this.search.found.items.length === 0) this.search.now()
    else this.search.more()
    this.#field.focus() // the button may go
  }

  /** Enter searches at once, the arrows lead through what was found and back to the field. */
  #keyed = (event) => {
    const isField = event.target === this.#field
    if (event.key === "Enter" && isField) {
      event.preventDefault()
      return this.search.now()
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
    const stops = [this.#field, ...this.#list.querySelectorAll("a")]
    const here = isField ? 0 : stops.indexOf(event.target)
    const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)]
    if (here < 0 || !next) return
    event.preventDefault()
    next.focus()
  }

  // Rendering

  #show(found) {
    this.hidden = found.query === ""
    reconcile(this.#list, found.items, keyOf, foundRow, () => {})
    const words = wordsOf(found)
    if (this.#words.textContent !== words && !found.isBusy) this.#announce(words)
    setText(this.#words, words)
    this.#words.classList.toggle("error", found.error !== null)
    this.#more.hidden = found.isBusy || !(found.error || found.next !== null)
    setText(this.#more, found.error ? t("Try again") : t("More"))
    this.dispatchEvent(new Event("found"))
  }
}

customElements.define("found-list", FoundList)
