import { setRole, suspend } from "../app/admin-acts.js"
import { avatar, h, nameLink } from "../app/dom.js"
import { store } from "../app/live.js"
import { bytes } from "../app/ops-words.js"
import { dayName } from "../app/timing.js"
import { fill, t } from "../models/words.js"
import "./paged-list.js"

const PAUSE = 200 // ms without a key until it is searched

/** Everybody who has an account, and whether they may use it. */
class AdminPeople extends HTMLElement {
  #list = document.createElement("paged-list")
  #input = h("input", { id: "admin-query", type: "search", autocomplete: "off", autocapitalize: "none", maxlength: "50", dir: "auto" })
  #timer = null

  // Lifecycle

  connectedCallback() {
    this.replaceChildren(h("label", { for: "admin-query" }, t("The name begins with")), this.#input, this.#list)
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#open(), PAUSE)
    })
    this.#open()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  #open() {
    const query = this.#input.value.trim().replace(/^@/, "")
    this.#list.open(`/api/admin/people?query=${encodeURIComponent(query)}`, (person) => this.#row(person), t("Nobody's name begins so."))
  }

  // Actions

  async #act(run, row) {
    const person = await run()
    if (!person) return
    const next = this.#row(person)
    row.replaceWith(next)
    next.querySelector("button")?.focus()
  }

  // Rendering

  #row(person) {
    const { username, role, disabled, leftAt, createdAt, mediaBytes } = person
    const isMe = store.state.me?.username === username
    const facts = [`@${username}`, role === "admin" && t("admin"), disabled && t("suspended"), leftAt && t("has left"),
      fill(t("here since {date}"), { date: dayName(Date.parse(createdAt)) }), mediaBytes > 0 && bytes(mediaBytes)]
    const button = (words, run, danger = "") => h("button", { class: `button small ${danger}`, type: "button", onclick: () => this.#act(run, row) },
      words, h("span", { class: "unseen" }, ` ${person.displayName}`))
    const row = h("li", { class: "person" }, avatar(person),
      h("p", {}, nameLink(person), h("span", { class: "hint" }, facts.filter(Boolean).join(", "))),
      h("p", { class: "actions" }, ...(isMe ? [h("span", { class: "hint" }, t("You"))] : [
        role === "admin" ? button(t("Make member"), () => setRole(person, "member")) : button(t("Make an admin"), () => setRole(person, "admin")),
        disabled ? button(t("Let in again"), () => suspend(person, false)) : button(t("Suspend"), () => suspend(person, true), "danger"),
      ])))
    return row
  }
}

customElements.define("admin-people", AdminPeople)
