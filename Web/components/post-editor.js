import { h, setText } from "../app/dom.js"
import { problemOf } from "../models/post-text.js"
import { fill, t } from "../models/words.js"

const ALT_MAX = 1_500 // characters
const ASKED = { image: t("Describe it for who cannot see it"), video: t("Describe it for who cannot see it"), audio: t("Describe it for who cannot hear it") }

/** Changing one's own post, in its place: its text, and which of its pictures it keeps. */
class PostEditor extends HTMLElement {
  #text = null
  #shown = [] // {media, keep, alt} of each thing that it shows

  /**
   * @param {{id: string}} post
   * @param {{text: string, media: object[]}} begun
   * @param {(changed: {text: string, media: object[]}?) => void} done with what it shall be, or null when nothing
   *   shall change
   */
  show({ id }, { text, media = [] }, done) {
    const [textId, errorId] = [`edit-${id}`, `edit-error-${id}`]
    const error = h("p", { class: "error", id: errorId, role: "alert" })
    this.#text = h("textarea", { id: textId, rows: "4", dir: "auto", "aria-describedby": errorId })
    this.#text.value = text
    const form = h("form", { novalidate: true },
      h("label", { for: textId }, t("Your post")), this.#text, ...this.#shows(media), error,
      h("div", { class: "actions" },
        h("button", { class: "button", type: "button", onclick: () => done(null) }, t("Cancel")),
        h("button", { class: "button primary", type: "submit" }, t("Save"))))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      const changed = this.#changed
      const problem = problemOf(changed.text, changed.media.length === 0)
      if (problem) this.complain(problem)
      else done(changed)
    })
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit()
      if (event.key === "Escape") done(null)
      event.stopPropagation()
    })
    this.replaceChildren(form)
    this.#text.focus()
    this.#text.setSelectionRange(text.length, text.length)
  }

  /** @param {string} problem why the post was not changed; what was written stays */
  complain(problem) {
    setText(this.querySelector("[role=alert]"), problem)
    this.#text.setAttribute("aria-invalid", "true")
    this.#text.focus()
  }

  // Private

  get #changed() {
    const media = this.#shown.filter(({ keep }) => keep.checked).map(({ media: one, alt }) => ({ ...one, alt: alt.value.trim() }))
    return { text: this.#text.value.trim(), media }
  }

  #shows(media) {
    this.#shown = media.map((one, index) => {
      const altId = `alt-of-${one.id}`
      const alt = h("textarea", { id: altId, rows: "1", dir: "auto", maxlength: ALT_MAX })
      alt.value = one.alt
      const keep = h("input", { type: "checkbox", checked: true, onchange: () => { alt.disabled = !keep.checked } })
      const small = one.variants?.thumb ?? one.variants?.poster
      const item = h("li", {}, small ? h("img", { src: small, alt: "" }) : h("span"),
        h("label", { class: "choice" }, keep, media.length > 1 ? fill(t("Keep number {number}"), { number: index + 1 }) : t("Keep it")),
        h("div", { class: "alt" }, h("label", { for: altId }, ASKED[one.kind]), alt))
      return { media: one, keep, alt, item }
    })
    return media.length === 0 ? [] : [h("ol", { class: "keeping", "aria-label": t("What it shows") }, ...this.#shown.map(({ item }) => item))]
  }
}

customElements.define("post-editor", PostEditor)
