import { ask } from "../app/api.js"
import { openDialog } from "../app/dialog.js"
import { h, setText } from "../app/dom.js"
import { t } from "../models/words.js"
import { say } from "./status-line.js"

const REASON_MAX = 1_000 // characters

/** Telling the admins of a post, a message or a person. */
class ReportDialog extends HTMLElement {
  #error = h("p", { class: "error", id: "reason-error", role: "alert" })
  #reason = h("textarea", { id: "reason", name: "reason", rows: "4", maxlength: REASON_MAX, required: true, dir: "auto", "aria-describedby": "reason-error" })
  #dialog = null

  /** @param {object} subject `{post}`, `{message}` or `{user}` @param {string} title */
  open(subject, title) {
    const form = h("form", {},
      h("p", { class: "hint" }, t("The admins see it as it is now, and who reported it. Nobody else is told.")),
      h("label", { for: "reason" }, t("What is wrong with it?")), this.#reason, this.#error,
      h("div", { class: "actions" },
        h("button", { class: "button", type: "button", onclick: () => this.#dialog.close() }, t("Cancel")),
        h("button", { class: "button primary", type: "submit" }, t("Report"))))
    form.noValidate = true
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#send(subject, form.querySelector("[type=submit]"))
    })
    this.#dialog = openDialog(this, title, form)
    this.#reason.focus()
  }

  async #send(subject, button) {
    setText(this.#error, "")
    button.disabled = true
    try {
      await ask("POST", "/api/reports", { ...subject, reason: this.#reason.value })
      this.#dialog.close()
      say(t("Reported. Thank you: an admin looks at it."))
    } catch (error) {
      button.disabled = false
      setText(this.#error, error.advice)
      this.#reason.focus()
    }
  }
}

customElements.define("report-dialog", ReportDialog)

/** Opens the dialog. @param {object} subject `{post}`, `{message}` or `{user}` @param {string} title */
export function report(subject, title) {
  const element = document.createElement("report-dialog")
  document.body.append(element)
  element.open(subject, title)
}
