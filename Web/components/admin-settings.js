import { fillPart } from "../app/admin-acts.js"
import { ask } from "../app/api.js"
import { h } from "../app/dom.js"
import { fill, t } from "../models/words.js"
import { say } from "./status-line.js"

const MODES = { open: t("Everybody"), invite: t("Whoever has an invitation"), closed: t("Nobody") }

/** What an admin decides for everybody. */
class AdminSettings extends HTMLElement {
  connectedCallback() {
    fillPart(this, "/api/admin/settings", (answer) => this.#show(answer))
  }

  // Actions

  #decide = async ({ currentTarget: select }) => {
    select.setAttribute("aria-busy", "true")
    try {
      const now = await ask("PATCH", "/api/admin/settings", { signup: select.value })
      select.dataset.before = now.signup
      say(t("Saved."))
    } catch (error) {
      select.value = select.dataset.before
      say(fill(t("Nothing was changed. {why}"), { why: error.advice }))
    } finally {
      select.removeAttribute("aria-busy")
    }
  }

  // Rendering

  #show({ signup, signupFixed, publicURL, version }) {
    const options = Object.entries(MODES).map(([value, words]) => h("option", { value }, words))
    const select = h("select", { id: "signup", disabled: signupFixed, "data-before": signup, "aria-describedby": "signup-hint", onchange: this.#decide }, ...options)
    select.value = signup
    this.replaceChildren(
      h("label", { for: "signup" }, t("Who may sign up")), select,
      h("p", { class: "hint", id: "signup-hint" }, signupFixed ? t("Set by HUBBUB_SIGNUP when the server starts.") : t("Holds at once.")),
      h("dl", { class: "facts" },
        ...(publicURL ? [h("dt", {}, t("Address")), h("dd", {}, publicURL)] : []),
        h("dt", {}, t("Version")), h("dd", {}, version)))
  }
}

customElements.define("admin-settings", AdminSettings)
