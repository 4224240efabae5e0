import { ask } from "./api.js"
import { persist, store } from "./live.js"

const PAGE = 50 // messages

/** Reads what was said in one conversation, a page at a time. */
export class LogReader {
  #id
  #path
  #onrefuse
  #reading = null // a promise, while a page is read

  /** @param {string} id of the conversation @param {(error: Error) => void} onrefuse */
  constructor(id, onrefuse) {
    this.#id = id
    this.#path = `/api/conversations/${encodeURIComponent(id)}`
    this.#onrefuse = onrefuse
  }

  /**
   * Reads what the conversation is and what was said there: lately, at a message, or where the unread begin.
   * @param {number} at seq of the message to begin with, 0 for none
   * @param {(conversation: object) => boolean} take takes it in; false if nobody waits for it any more
   */
  async open(at, take) {
    const page = (query) => this.#page(query)
    try {
      const [{ conversation, reads = {} }, first] = await Promise.all([this.#ask(""), page(at ? `&around=${at}` : "")])
      const { unread, readSeq, readNumber } = conversation
      const isCut = !at && unread > 0 && first.items[0]?.number > readNumber + 1
      const read = isCut ? await page(`&around=${readSeq}`) : first
      if (!take(conversation)) return
      const data = { id: this.#id, ...read, reads, unreadAfter: unread > 0 ? readSeq : null }
      store.dispatch({ event: at || isCut ? "history_replaced" : "history_read", data })
    } catch (error) {
      this.#onrefuse(error)
    }
  }

  /** @param {"before" | "after" | "latest"} direction from what is loaded */
  more(direction) {
    const { messages } = store.state.logs.get(this.#id)
    if (direction === "latest") return this.#read("", "history_replaced", true)
    if (direction === "after") return this.#read(`&after=${messages.at(-1).seq}`, "history_continued")
    return this.#read(`&before=${messages[0].seq}`, "history_read")
  }

  /** @param {number} seq of a message that is wanted with those around it */
  around(seq) {
    return this.#read(`&around=${seq}`, "history_replaced", true)
  }

  /** What the reader waits for is read after what is being read; what scrolling wants is left out then. */
  async #read(query, event, isAsked = false) {
    if (this.#reading && !isAsked) return
    await this.#reading
    this.#reading = this.#load(query, event)
    await this.#reading
    this.#reading = null
  }

  async #load(query, event) {
    try {
      const data = await this.#page(query)
      if (store.state.logs.has(this.#id)) store.dispatch({ event, data: { id: this.#id, ...data } })
    } catch (error) {
      this.#onrefuse(error)
    }
  }

  /** What shows pictures is there before they are, so that nothing moves. */
  async #page(query) {
    const page = await this.#ask(`/messages?limit=${PAGE}${query}`)
    if (page.items.some(({ media }) => media?.length > 0)) await import("./showing.js").catch(() => {})
    return page
  }

  #ask(rest) {
    return persist(() => ask("GET", this.#path + rest))
  }
}
