import { ask } from "../app/api.js"
import { submit } from "../app/settings.js"
import { t } from "../models/words.js"
import { say } from "./status-line.js"

/** Another password; every other session ends with the old one. */
class SettingsPassword extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      submit(form, () => this.#change(form))
    })
  }

  async #change(form) {
    const [current, changed] = ["current", "new"].map((name) => form.elements.namedItem(name).value)
    await ask("POST", "/api/me/password", { current, new: changed })
    form.reset()
    say(t("Password changed. Your other sessions have ended."))
    this.dispatchEvent(new Event("sessions-ended", { bubbles: true }))
  }
}

customElements.define("settings-password", SettingsPassword)
