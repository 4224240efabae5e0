import { client } from "../app/live.js"
import { clock } from "../app/timing.js"
import { Draft } from "../models/draft.js"

const TEXT_MAX = 4_000 // characters
const TYPING_EVERY = 4_000 // ms between two signs that I type

/** The line that one writes in: what is begun is kept for its own conversation, and the other is told. */
class MessageForm extends HTMLElement {
  #conversation = ""
  #draft = null
  #typedAt = -Infinity // ms, when it was last told

  /**
   * @param {string} conversation its id
   * @param {(text: string, replyTo: number | undefined, media: object[]) => Promise<void>} send rejects where it cannot even be tried
   */
  open(conversation, send) {
    const [form] = this.getElementsByTagName("form")
    const { text } = form.elements
    this.#conversation = conversation
    this.#draft = new Draft(conversation, localStorage)
    text.value = this.#draft.text
    text.maxLength = TEXT_MAX
    text.addEventListener("input", () => {
      this.#draft.text = text.value
      if (text.value.trim() !== "") this.#type()
    })
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
      event.preventDefault()
      form.requestSubmit()
    })
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#send(form, send)
    })
  }

  /** Whether something was begun that is not sent. */
  get isBegun() { return Boolean(this.#draft?.text) }

  async #send(form, send) {
    const { text } = form.elements
    await form.taking
    const [tray] = form.getElementsByTagName("media-tray")
    if (tray && !await tray.settled()) return
    const [words, replyTo, media] = [text.value.trim(), Number(form.dataset.replyTo) || undefined, tray?.media ?? []]
    if (words === "" && media.length === 0) return
    text.value = ""
    form.dispatchEvent(new Event("sent"))
    try {
      await send(words, replyTo, media)
      this.#draft.text = text.value
      tray?.clear(media)
    } catch {
      text.value ||= words
    }
  }

  /** None of the signs is late: it would outlive the message. */
  #type() {
    if (clock.now() - this.#typedAt < TYPING_EVERY) return
    this.#typedAt = clock.now()
    client.ask({ op: "typing", conversation: this.#conversation }).catch(() => { this.#typedAt = -Infinity })
  }
}

customElements.define("message-form", MessageForm)
