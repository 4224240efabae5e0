import { setText } from "../app/dom.js"
import "../app/feed-state.js"
import { publish } from "../app/outgoing.js"
import { navigate } from "../app/navigate.js"
import { Draft } from "../models/draft.js"
import { TEXT_MAX, problemOf } from "../models/post-text.js"
import { many, t } from "../models/words.js"
import "./draft-card.js"

const AUDIENCE = "hubbub.audience" // where the last choice is kept
const READERS = {
  public: t("Every member of this Hubbub can read it."),
  friends: t("Your friends can read it."),
  me: t("Nobody but you can read it."),
}
const COUNT_FROM = 1_800 // characters, when the reader of the counter begins to care

/** Writing a post. What is written survives leaving the page; what is sent shows in the feed. */
class PostForm extends HTMLElement {
  #draft = new Draft("post", localStorage)
  #form = null

  // Lifecycle

  connectedCallback() {
    this.#form = this.querySelector("form")
    const { text, audience } = this.#form.elements
    text.value = this.#draft.text
    text.addEventListener("input", this.#count)
    text.addEventListener("keydown", this.#send)
    this.#form.addEventListener("submit", this.#submit)
    audience.value = lastAudience()
    audience.addEventListener("change", this.#choose)
    this.#showReaders()
    this.#count()
    import("../app/attaching.js").then(({ attachTo }) => attachTo(this.#form, "post")).catch(() => {}) // then it goes without
    requestAnimationFrame(() => text.focus({ preventScroll: true }))
  }

  // Actions

  #send = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit()
  }

  #choose = () => {
    try {
      localStorage.setItem(AUDIENCE, this.#form.elements.audience.value)
    } catch {
      // it is chosen anew next time
    }
    this.#showReaders()
  }

  #submit = async (event) => {
    event.preventDefault()
    const { text, audience } = this.#form.elements
    await this.#form.taking
    const tray = this.querySelector("media-tray")
    if (this.#isWrong(tray) || (tray && !await tray.settled()) || this.#isWrong(tray)) return // it may be written on meanwhile
    const media = tray?.media ?? []
    publish({ text: text.value.trim(), audience: audience.value, media })
    tray?.clear(media)
    text.value = ""
    this.#draft.clear()
    navigate("/")
  }

  #isWrong(tray) {
    const { text } = this.#form.elements
    const problem = problemOf(text.value, tray?.isEmpty)
    this.#complain(problem)
    if (problem) text.focus()
    return problem !== null
  }

  // Rendering

  #count = () => {
    const { text } = this.#form.elements
    const { length } = [...text.value]
    this.#draft.text = text.value
    setText(this.querySelector("[data-count]"), length >= COUNT_FROM ? many(TEXT_MAX - length, { other: t("{count} left") }) : "")
    if (problemOf(text.value, false) === null) this.#complain(null)
  }

  #showReaders() {
    setText(this.querySelector("[data-readers]"), READERS[this.#form.elements.audience.value])
  }

  #complain(problem) {
    const { text } = this.#form.elements
    setText(this.querySelector("[role=alert]"), problem ?? "")
    if (problem) text.setAttribute("aria-invalid", "true")
    else text.removeAttribute("aria-invalid")
  }
}

/** Whom the last post was for, on this browser. */
function lastAudience() {
  try {
    const kept = localStorage.getItem(AUDIENCE)
    return Object.hasOwn(READERS, kept) ? kept : "public"
  } catch {
    return "public"
  }
}

customElements.define("post-form", PostForm)
