import { setText } from "../app/dom.js"
import "../app/feed-state.js"
import { publish } from "../app/outgoing.js"
import { navigate } from "../app/router.js"
import { Draft } from "../models/draft.js"
import "./draft-card.js"

const TEXT_MAX = 2_000 // characters
const COUNT_FROM = 1_800 // characters, when the reader of the counter begins to care

/** Writing a post. What is written survives leaving the page; what is sent shows in the feed. */
class PostForm extends HTMLElement {
  #draft = new Draft("post", localStorage)
  #form = null

  // Lifecycle

  connectedCallback() {
    this.#form = this.querySelector("form")
    const { text } = this.#form.elements
    text.value = this.#draft.text
    text.addEventListener("input", this.#count)
    text.addEventListener("keydown", this.#send)
    this.#form.addEventListener("submit", this.#submit)
    this.#count()
    requestAnimationFrame(() => text.focus({ preventScroll: true }))
  }

  // Actions

  #send = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit()
  }

  #submit = (event) => {
    event.preventDefault()
    const { text, audience } = this.#form.elements
    const problem = problemOf(text.value)
    this.#complain(problem)
    if (problem) return text.focus()
    publish({ text: text.value.trim(), audience: audience?.value ?? "public" })
    text.value = ""
    this.#draft.clear()
    navigate("/")
  }

  // Rendering

  #count = () => {
    const { text } = this.#form.elements
    const { length } = [...text.value]
    this.#draft.text = text.value
    setText(this.querySelector("[data-count]"), length >= COUNT_FROM ? `${TEXT_MAX - length} left` : "")
    if (problemOf(text.value) === null) this.#complain(null)
  }

  #complain(problem) {
    const { text } = this.#form.elements
    setText(this.querySelector("[role=alert]"), problem ?? "")
    if (problem) text.setAttribute("aria-invalid", "true")
    else text.removeAttribute("aria-invalid")
  }
}

/** What is wrong with a post's text; null when nothing is. */
function problemOf(text) {
  const { length } = [...text.trim()]
  if (length === 0) return "Write something first."
  return length > TEXT_MAX ? `That is ${length - TEXT_MAX} characters too long.` : null
}

customElements.define("post-form", PostForm)
