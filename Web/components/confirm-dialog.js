import { h } from "../app/dom.js"
import { t } from "../models/words.js"

/** A question that must be answered first. The focus returns to where it was. */
class ConfirmDialog extends HTMLElement {
  /** @param {{question: string, detail: string, action: string}} words @returns {Promise<boolean>} */
  ask({ question, detail, action }) {
    const dialog = h("dialog", { "aria-labelledby": "confirm-question", "aria-describedby": "confirm-detail" },
      h("h2", { id: "confirm-question" }, question),
      h("p", { id: "confirm-detail" }, detail),
      h("form", { method: "dialog", class: "actions" },
        h("button", { value: "no", class: "button" }, t("Cancel")),
        h("button", { value: "yes", class: "button danger" }, action)))
    this.replaceChildren(dialog)
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        resolve(dialog.returnValue === "yes")
        this.remove()
      })
      dialog.showModal()
    })
  }
}

customElements.define("confirm-dialog", ConfirmDialog)

/** @type {(words: {question: string, detail: string, action: string}) => Promise<boolean>} */
export function confirmed(words) {
  const element = document.createElement("confirm-dialog")
  document.body.append(element)
  return element.ask(words)
}
