import { ask } from "../app/api.js"
import { h } from "../app/dom.js"
import { forgetDrafts } from "../app/leaving.js"
import { client } from "../app/live.js"
import { submit } from "../app/settings.js"
import { t } from "../models/words.js"

/** Leaving for good, with two weeks to think it over. */
class SettingsLeave extends HTMLElement {
  connectedCallback() {
    const form = h("form", { novalidate: true },
      h("h3", {}, t("Delete your account")),
      h("p", {}, t("You are signed out everywhere at once, and nobody sees you or what you posted from then on. If you log in within 14 days, everything is as it was. After 14 days it is deleted for good.")),
      h("label", { for: "password" }, t("Your password")),
      h("input", { id: "password", name: "password", type: "password", autocomplete: "current-password", maxlength: "256",
        "aria-describedby": "password-error" }),
      h("p", { class: "error", id: "password-error", "data-error": "password", role: "alert" }),
      h("p", { class: "error", "data-fault": true, role: "alert" }),
      h("div", { class: "actions" }, h("button", { class: "button danger", type: "submit" }, t("Delete my account"))))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      submit(form, () => this.#leave(form))
    })
    this.replaceChildren(form)
  }

  async #leave(form) {
    const { confirmed } = await import("./confirm-dialog.js")
    const isMeant = await confirmed({
      question: t("Delete your account?"),
      detail: t("You are signed out everywhere, and nobody sees you from now on. Log in within 14 days, and everything is as it was; after that it is deleted for good."),
      action: t("Delete my account"),
    })
    if (!isMeant) return
    await ask("DELETE", "/api/me", { password: form.elements.password.value })
    client.close()
    await forgetDrafts()
    location.assign("/login")
  }
}

customElements.define("settings-leave", SettingsLeave)
