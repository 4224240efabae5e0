import { request, safeNext } from "../app/api.js"
import { setText } from "../app/dom.js"
import { fill, t } from "../models/words.js"

const ASKED = new URLSearchParams(location.search)
const SECRET = new URLSearchParams(location.hash.slice(1)) // what no log of a server is to see
let invite = SECRET.get("invite") ?? ASKED.get("invite") // the code that somebody was given, while it is good

/** Logging in, signing up and setting up: a plain form, sent without leaving the page so that errors stay beside it. */
class AccountForm extends HTMLElement {
  #form = null

  // Lifecycle

  connectedCallback() {
    this.#form = this.querySelector("form")
    this.#form.addEventListener("submit", this.#submit)
    this.querySelector("[data-show-password]").addEventListener("click", this.#showPassword)
    this.querySelector("[data-recovery]")?.addEventListener("click", this.#typeLetters)
    const other = this.querySelector("[data-other]")
    if (other) Object.assign(other, { search: location.search, hash: location.hash }) // `next` and `invite` go along
    if (this.querySelector("[data-inviter]") && invite) this.#greet()
    this.#form.querySelector("input").focus()
  }

  // Actions

  #submit = async (event) => {
    event.preventDefault()
    this.#complain(null)
    this.#busy(true)
    try {
      await request("POST", new URL(this.#form.action).pathname, this.#values())
      location.assign(safeNext(ASKED.get("next") ?? this.#form.dataset.then, location.origin))
    } catch (error) {
      this.#busy(false)
      if (error.field === "invite") invite = null // who may sign up without one, does with the next press
      if (error.code !== "code_required" || !this.#askForCode()) this.#complain(error)
    }
  }

  #showPassword = ({ currentTarget }) => {
    const { password } = this.#form.elements
    const isShown = password.type === "text"
    password.type = isShown ? "password" : "text"
    currentTarget.setAttribute("aria-pressed", String(!isShown))
  }

  /** A phone's keys become letters again. */
  #typeLetters = () => {
    const { code } = this.#form.elements
    code.inputMode = "text"
    code.focus()
  }

  #values() {
    const values = Object.fromEntries(new FormData(this.#form))
    if (values.displayName === "") delete values.displayName
    if (this.#form.action.endsWith("/setup")) return { ...values, key: SECRET.get("key") ?? ASKED.get("key") ?? "" }
    return invite && this.#form.elements.displayName ? { ...values, invite } : values
  }

  /** Says who invites, or that the invitation is over. */
  async #greet() {
    const place = this.querySelector("[data-inviter]")
    try {
      const { inviter } = await request("POST", "/api/invites/look", { invite })
      setText(place, fill(t("{name} invites you. You will be friends at once."), { name: `${inviter.displayName} (@${inviter.username})` }))
    } catch (error) {
      setText(place, error.advice)
      if (error.field === "invite") invite = null // who may sign up without one, does
    }
    place.hidden = false
  }

  // Rendering

  /** The password was right, and a second factor is on. @returns {boolean} false where it was asked before */
  #askForCode() {
    const { code } = this.#form.elements
    if (!code.disabled) return false
    this.querySelector("[data-code]").hidden = false
    code.disabled = false
    code.focus()
    return true
  }

  #busy(isBusy) {
    this.#form.querySelector("[type=submit]").disabled = isBusy
    this.#form.setAttribute("aria-busy", String(isBusy))
  }

  /** Puts an error beside its field, or above the button when it concerns them all. */
  #complain(error) {
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid")
    for (const place of this.#form.querySelectorAll("[role=alert]")) setText(place, "")
    if (!error) return
    const field = error.field ?? (error.code === "username_taken" ? "username" : undefined)
    const input = field && this.#form.elements.namedItem(field)
    const place = input ? this.querySelector(`#${field}-error`) : this.querySelector("#form-error")
    setText(place, error.advice)
    input?.setAttribute("aria-invalid", "true")
    const target = input || this.#form.elements.password
    target.focus()
  }
}

customElements.define("account-form", AccountForm)
