import { ask } from "../app/api.js"
import { h, reconcile, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { fill, many, t } from "../models/words.js"
import "./person-row.js"
import { announce } from "./status-line.js"

const PAUSE = 200 // ms without a key until it is searched
const FOUND_MAX = 20 // people

/** Finding people by the beginning of their name. */
class PeopleSearch extends HTMLElement {
  #found = null // people, null while nothing was asked
  #timer = null
  #turn = 0 // of several searches, the last one counts
  #stop = null

  // Lifecycle

  connectedCallback() {
    const form = this.querySelector("form")
    form.addEventListener("input", this.#wait)
    form.addEventListener("submit", this.#submit)
    this.#stop = store.watch((state) => this.#render(state))
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    this.#stop()
  }

  // Actions

  #wait = () => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#search, PAUSE)
  }

  #submit = (event) => {
    event.preventDefault()
    clearTimeout(this.#timer)
    this.#search()
  }

  #search = async () => {
    const query = this.querySelector("input").value.trim().replace(/^@/, "")
    const turn = ++this.#turn
    if (query === "") return this.#show(null, "")
    this.#say(t("Searching…"))
    try {
      const { items } = await ask("GET", `/api/users?query=${encodeURIComponent(query)}&limit=${FOUND_MAX}`)
      if (turn !== this.#turn) return
      store.dispatch({ event: "people_found", data: { items } })
      this.#show(items, items.length > 0 ? "" : fill(t("Nobody's name begins with “{query}”."), { query }))
      announce(many(items.length, { one: t("1 person found"), other: t("{count} people found") }))
    } catch (error) {
      if (turn === this.#turn) this.#show(null, `${t("The search did not work.")} ${error.advice}`, true)
    }
  }

  // Rendering

  #show(found, words, isFault = false) {
    this.#found = found
    this.#say(words, isFault)
    this.#render(store.state)
  }

  #say(words, isFault = false) {
    const place = this.querySelector("[data-words]")
    setText(place, words)
    if (isFault) place.append(" ", h("button", { type: "submit", class: "button small" }, t("Try again")))
  }

  #render(state) {
    if (!state.me) return
    reconcile(this.querySelector("ul"), this.#found ?? [], ({ id }) => id, () => h("li", {}, document.createElement("person-row")),
      (item, user) => item.firstChild.show(state, user))
  }
}

customElements.define("people-search", PeopleSearch)
