import { h, setText } from "../app/dom.js"
import { problemOf } from "../models/post-text.js"

/** Changing the text of one's own post, in its place. */
class PostEditor extends HTMLElement {
  /**
   * @param {{id: string}} post
   * @param {string} text to begin with
   * @param {(text: string?) => void} done with the new text, or null when nothing shall change
   */
  show({ id }, text, done) {
    const [textId, errorId] = [`edit-${id}`, `edit-error-${id}`]
    const error = h("p", { class: "error", id: errorId, role: "alert" })
    const area = h("textarea", { id: textId, rows: "4", dir: "auto", "aria-describedby": errorId })
    area.value = text
    const form = h("form", { novalidate: true },
      h("label", { for: textId }, "Your post"), area, error,
      h("div", { class: "actions" },
        h("button", { class: "button", type: "button", onclick: () => done(null) }, "Cancel"),
        h("button", { class: "button primary", type: "submit" }, "Save")))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const problem = problemOf(area.value)
      if (problem) this.complain(problem)
      else done(area.value.trim())
    })
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit()
      if (event.key === "Escape") done(null)
      event.stopPropagation()
    })
    this.replaceChildren(form)
    area.focus()
    area.setSelectionRange(text.length, text.length)
  }

  /** @param {string} problem why the post was not changed; what was written stays */
  complain(problem) {
    const area = this.querySelector("textarea")
    setText(this.querySelector("[role=alert]"), problem)
    area.setAttribute("aria-invalid", "true")
    area.focus()
  }
}

customElements.define("post-editor", PostEditor)
