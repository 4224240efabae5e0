import { h } from "../app/dom.js"
import { t } from "../models/words.js"

const TEXT_MAX = 4_000 // characters

/** Changing the text of one's own message, in its place. */
class MessageEditor extends HTMLElement {
  /**
   * @param {HTMLElement} item the message's
   * @param {string} text to begin with
   * @param {string} [problem] why it was not changed as it stands
   * @param {(text: string?) => void} done with the new text, or null when nothing shall change
   */
  open(item, text, problem, done) {
    const words = item.querySelector(".text")
    const area = h("textarea", { "aria-label": t("Your message"), rows: "2", dir: "auto", maxlength: TEXT_MAX })
    area.value = text
    const end = (changed) => {
      this.remove()
      words.hidden = false
      done(changed)
    }
    const form = h("form", {}, area, h("p", { class: "error", role: "alert" }, problem ?? ""),
      h("div", { class: "actions" },
        h("button", { class: "button small", type: "button", onclick: () => end(null) }, t("Cancel")),
        h("button", { class: "button small primary", type: "submit" }, t("Save"))))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      if (area.value.trim() !== "") end(area.value.trim())
    })
    form.addEventListener("keydown", (event) => {
      event.stopPropagation()
      if (event.key === "Escape") end(null)
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target !== area) return
      event.preventDefault()
      form.requestSubmit()
    })
    this.setAttribute("aria-live", "off")
    this.append(form)
    item.querySelector("message-bar")?.remove()
    words.hidden = true
    words.after(this)
    area.focus()
  }
}

customElements.define("message-editor", MessageEditor)
