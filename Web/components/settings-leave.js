import { ask } from "../app/api.js"
import { forgetDrafts } from "../app/leaving.js"
import { client } from "../app/live.js"
import { submit } from "../app/settings.js"

/** Leaving for good, with two weeks to think it over. */
class SettingsLeave extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      submit(form, () => this.#leave(form))
    })
  }

  async #leave(form) {
    const { confirmed } = await import("./confirm-dialog.js")
    const isMeant = await confirmed({
      question: "Delete your account?",
      detail: "You are signed out everywhere, and nobody sees you from now on. Log in within 14 days, and"
        + " everything is as it was; after that it is deleted for good.",
      action: "Delete my account",
    })
    if (!isMeant) return
    await ask("DELETE", "/api/me", { password: form.elements.password.value })
    client.close()
    await forgetDrafts()
    location.assign("/login")
  }
}

customElements.define("settings-leave", SettingsLeave)
