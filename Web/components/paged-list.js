import { ask } from "../app/api.js"
import { h, setText } from "../app/dom.js"
import { t } from "../models/words.js"

const PAGE = 50 // entries read at once

/** A list that is read page by page, and says when it is empty or cannot be read. */
class PagedList extends HTMLElement {
  #path = ""
  #make = null
  #next = "" // null at the end
  #turn = 0 // of several openings, the last one counts
  #list = h("ul", { tabindex: "-1" })
  #words = h("p", { class: "hint", role: "status" })
  #more = h("button", { class: "button", type: "button", hidden: true }, t("Show more"))
  #empty = ""

  /**
   * Shows what is at a path, from its beginning.
   * @param {string} path with a query, if any
   * @param {(item: object) => HTMLLIElement} make
   * @param {string} empty said where there is nothing
   */
  async open(path, make, empty) {
    this.#path = path
    this.#make = make
    this.#empty = empty
    this.#next = ""
    this.#more.onclick = () => this.#read()
    if (!this.#list.isConnected) this.replaceChildren(this.#list, this.#words, this.#more)
    await this.#read()
  }

  /** Takes an entry out, and says so where it was the last. @param {HTMLLIElement} row */
  drop(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling
    row.remove()
    const target = next?.querySelector("button, a") ?? this.#list
    target.focus()
    if (this.#list.children.length === 0 && this.#next !== null) this.#read()
    else this.#say()
  }

  async #read() {
    const turn = ++this.#turn
    const isFirst = this.#next === ""
    setText(this.#words, t("Loading…"))
    try {
      const cursor = isFirst ? "" : `&before=${encodeURIComponent(this.#next)}`
      const { items, next } = await ask("GET", `${this.#path}${this.#path.includes("?") ? "&" : "?"}limit=${PAGE}${cursor}`)
      if (turn !== this.#turn) return
      this.#next = next
      const rows = items.map(this.#make)
      if (isFirst) this.#list.replaceChildren(...rows)
      else this.#list.append(...rows)
      this.#more.hidden = next === null
      this.#say()
    } catch (error) {
      if (turn !== this.#turn) return
      setText(this.#words, error.advice)
      this.#more.hidden = false
    }
  }

  #say() {
    setText(this.#words, this.#list.children.length > 0 ? "" : this.#empty)
  }
}

customElements.define("paged-list", PagedList)
