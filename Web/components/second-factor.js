import { loginPath, request } from "../app/api.js"
import { h, setText } from "../app/dom.js"
import { t } from "../models/words.js"
import { say } from "./status-line.js"

const PATH = "/api/me/factor"

/**
 * One's own second factor: turning it on with an authenticator, the recovery codes, turning it off.
 * It asks the server how things are; the page gives it a heading, and nothing else.
 */
class SecondFactor extends HTMLElement {
  // Lifecycle

  connectedCallback() {
    this.#load()
  }

  // Actions

  async #load() {
    const me = await this.#ask("GET", "/api/me")
    if (!me) return
    if (me.factor) this.#showOn()
    else this.#showOff()
  }

  #setUp = async () => {
    const setup = await this.#ask("POST", PATH)
    if (setup) this.#showSetup(setup)
  }

  #confirm = async (event) => {
    event.preventDefault()
    const answer = await this.#ask("PUT", PATH, { code: event.target.elements.code.value })
    if (answer) this.#showCodes(answer.recoveryCodes)
  }

  #turnOff = async (event) => {
    event.preventDefault()
    const answer = await this.#ask("DELETE", PATH, { password: event.target.elements.password.value })
    if (answer === undefined) return
    this.#backToOff()
    say(t("The second factor is off."))
  }

  /** What had the focus is gone; it goes to what came instead. */
  #backToOff = () => {
    this.#showOff()
    this.querySelector("button").focus()
  }

  #keptCodes = () => {
    this.#showOn()
    this.querySelector("p").focus()
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text)
      say(t("Copied."))
    } catch {
      say(t("This browser did not let us copy. Select the text and copy it yourself."))
    }
  }

  /** @returns {Promise<object | null | undefined>} the answer; undefined when there was none, which is told */
  async #ask(method, path, body) {
    this.#complain(null)
    this.setAttribute("aria-busy", "true")
    try {
      return await request(method, path, body)
    } catch (error) {
      if (error.code === "unauthorized") location.assign(loginPath(location))
      else this.#complain(error)
    } finally {
      this.removeAttribute("aria-busy")
    }
  }

  // Rendering

  #showOff() {
    this.#show(
      h("p", {}, t("With a code from an authenticator app, your password alone lets nobody in.")),
      h("button", { class: "button primary", type: "button", onclick: this.#setUp }, t("Turn on")))
  }

  #showSetup({ secret, uri, qr }) {
    const groups = secret.match(/.{1,4}/g).join(" ")
    this.#show(
      h("p", {}, t("Scan this with your authenticator, or give it the key; then type the code that it shows.")),
      ...(qr ? [qrCode(qr)] : []),
      h("p", {}, h("code", { "data-secret": true }, groups)),
      h("p", { class: "actions" },
        h("button", { class: "button", type: "button", onclick: () => this.#copy(secret) }, t("Copy the key")),
        h("a", { class: "button", href: uri }, t("Open an authenticator here"))),
      h("form", { novalidate: true, onsubmit: this.#confirm },
        h("label", { for: "factor-code" }, t("Code")),
        h("input", { id: "factor-code", name: "code", type: "text", inputmode: "numeric", required: true,
          autocomplete: "one-time-code", maxlength: "64", "aria-describedby": "factor-error" }),
        h("p", { class: "actions" },
          h("button", { class: "button primary", type: "submit" }, t("Confirm")),
          h("button", { class: "button", type: "button", onclick: this.#backToOff }, t("Cancel")))))
    this.querySelector("input").focus()
  }

  /** Shows the codes the only time there is. */
  #showCodes(codes) {
    const heading = h("p", { tabindex: "-1" },
      t("The second factor is on. Keep these codes where you find them without your authenticator: each lets you in once, and they are not shown again."))
    this.#show(
      heading,
      h("ol", { "data-codes": true }, ...codes.map((code) => h("li", {}, h("code", {}, code)))),
      h("p", { class: "actions" },
        h("button", { class: "button", type: "button", onclick: () => this.#copy(codes.join("\n")) }, t("Copy the codes")),
        h("button", { class: "button primary", type: "button", onclick: this.#keptCodes }, t("I have kept them"))))
    heading.focus()
  }

  #showOn() {
    this.#show(
      h("p", { tabindex: "-1" }, t("The second factor is on: a login wants a code besides the password.")),
      h("form", { novalidate: true, onsubmit: this.#turnOff },
        h("label", { for: "factor-password" }, t("Password")),
        h("input", { id: "factor-password", name: "password", type: "password", required: true,
          autocomplete: "current-password", maxlength: "256", "aria-describedby": "factor-error" }),
        h("p", { class: "actions" }, h("button", { class: "button danger", type: "submit" }, t("Turn off")))))
  }

  // Private

  #show(...parts) {
    this.replaceChildren(...parts, h("p", { class: "error", id: "factor-error", role: "alert" }))
  }

  #complain(error) {
    const input = this.querySelector("input")
    if (!this.querySelector("#factor-error")) this.#show()
    setText(this.querySelector("#factor-error"), error?.advice ?? "")
    if (!error) return input?.removeAttribute("aria-invalid")
    input?.setAttribute("aria-invalid", "true")
    input?.focus()
  }
}

/** Black on white in the dark too: cameras want it so. */
function qrCode(svg) {
  return h("img", { class: "qr-code", alt: t("QR code of the key below"), width: "220", height: "220",
    src: `data:image/svg+xml,${encodeURIComponent(svg)}` })
}

customElements.define("second-factor", SecondFactor)
