import { t } from "../models/words.js"
import "./found-list.js"
import { announce } from "./status-line.js"

let kept = "" // what was searched when one of the found was opened, while one stays among conversations

/** Finding a message in all conversations: what is found takes the place of their list. */
class MessageSearch extends HTMLElement {
  #found = document.createElement("found-list")

  // Lifecycle

  connectedCallback() {
    const field = this.querySelector("input")
    this.append(this.#found)
    this.#found.addEventListener("found", () => this.#show())
    this.#found.addEventListener("click", ({ target }) => target.closest("a") && (kept = field.value))
    field.value ||= kept
    this.#found.open(field, "messages", { label: t("Found messages"), announce })
    this.#show()
  }

  disconnectedCallback() {
    if (!location.pathname.startsWith("/messages")) kept = ""
  }

  // Rendering

  #show() {
    const { query } = this.#found.search.found
    if (query === "") kept = ""
    this.parentElement?.toggleAttribute("data-searching", query !== "")
  }
}

customElements.define("message-search", MessageSearch)
