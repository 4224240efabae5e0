import { h, icon, reconcile, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { LogPlace } from "../app/log-place.js"
import { makeItem, showItem } from "../app/message-item.js"
import { isHistory, rowsOf, seenOf } from "../models/log.js"
import { ScrollKeeper } from "../models/scroll-keeper.js"
import { many, t } from "../models/words.js"

/** What is said in a conversation. It stays at the end while its reader is there, and still otherwise. */
class MessageLog extends HTMLElement {
  /** @type {(direction: "before" | "after" | "latest") => void} */
  onmore = () => {}
  /** @type {(act: string, item: object, button: HTMLElement) => void} */
  onact = () => {}
  /** @type {(seq: number) => void} a quoted message is wanted that is not known */
  onquote = () => {}
  /** @type {() => void} something else may be on the screen now */
  onlook = () => {}
  /** @type {() => void} a message may be another now */
  onchange = () => {}
  goal = null // seq of the message to go to once it is there, or `end`
  #more = h("button", { class: "button small more", type: "button", hidden: true, onclick: () => this.onmore("before") },
    t("Show earlier messages"))
  #list = h("ol")
  #view = h("div", { class: "log", role: "log", tabindex: "0", "aria-label": t("Messages"), "aria-relevant": "additions" },
    this.#more, this.#list)
  #jump = h("button", { class: "pill", type: "button", hidden: true, onclick: () => this.toEnd() }, icon("down"), h("span"))
  #none = h("p", { class: "empty" })
  #place = new LogPlace(this.#view, this.#jump)
  #seen = {} // what is shown: {log, me, relations, conversation}
  #items = new WeakMap() // element -> message
  #unfolded = new Set() // ids of messages by somebody blocked that were opened
  #resize = new ResizeObserver(() => this.stay())
  #keeper = new ScrollKeeper({
    top: () => this.#view.getBoundingClientRect().top,
    moveBy: (pixels) => { this.#view.scrollTop += pixels },
  })

  // Lifecycle

  connectedCallback() {
    this.#view.addEventListener("scroll", this.#scrolled, { passive: true })
    this.#list.addEventListener("click", this.#press)
    this.replaceChildren(this.#view, this.#none, this.#jump)
    this.#resize.observe(this.#view)
    this.#resize.observe(this.#list)
  }

  disconnectedCallback() {
    this.#resize.disconnect()
  }

  // Actions

  /** Goes to what was said last, which may have to be read first. */
  toEnd() {
    if (!this.#seen.log?.hasMoreAfter) return this.#place.end()
    this.goal = "end"
    this.onmore("latest")
  }

  /** At the end, where one was there: what is around may have grown, and have been smaller for a moment. */
  stay() {
    if (this.#place.isAtEnd) this.#place.end()
  }

  #scrolled = () => {
    const { loaded, hasMore, hasMoreAfter } = this.#seen.log ?? {}
    const { isNearStart, isNearEnd } = this.#place.look(hasMoreAfter)
    this.onlook()
    if (loaded && isNearStart && hasMore) this.onmore("before")
    if (loaded && isNearEnd && hasMoreAfter) this.onmore("after")
  }

  #press = ({ target }) => {
    const button = target.closest("[data-act]")
    if (!button) return
    const item = this.itemOf(button)
    if (button.dataset.act !== "unfold") return this.onact(button.dataset.act, item, button)
    this.#unfolded.add(item.id)
    this.#view.focus()
    this.show(this.#seen.log, { ...this.#seen, relations: new Map(this.#seen.relations) }, this.#seen.conversation)
  }

  /** @param {Element} part of a message @returns {object | undefined} the message as it is now */
  itemOf(part) {
    return this.#items.get(part.closest(".message"))
  }

  /** The last message of which the beginning is on the screen. */
  get lastSeen() {
    const last = [...this.#list.querySelectorAll(".message[data-seq]")].findLast((item) => this.#place.shows(item))
    return last && this.#items.get(last)
  }

  /** @param {number} seq @returns {boolean} whether that message is there; it is shown and has the focus then */
  reveal(seq) {
    const item = this.#list.querySelector(`[data-seq="${seq}"]`)
    if (!item) return false
    this.goal = null
    this.#place.leaveEnd()
    this.querySelector(".target")?.classList.remove("target")
    item.classList.add("target")
    item.scrollIntoView({ block: "center" })
    item.focus({ preventScroll: true })
    return true
  }

  // Rendering

  /** @param {object} log @param {{me: object, relations: Map<string, object>}} state @param {object} conversation */
  show(log, { me, relations }, conversation) {
    const seen = { log, me, relations, conversation }
    if (Object.keys(seen).every((key) => seen[key] === this.#seen[key])) return
    const before = this.#seen.log
    this.#seen = seen
    const change = () => this.#showRows(seen)
    if (isHistory(before, log)) this.#quietly(change)
    else if (this.#place.isAtEnd) change()
    else this.#keep(change)
    this.#settle(before, log)
  }

  #showRows({ log, me, relations, conversation }) {
    const marks = seenOf(log, me)
    const known = new Map(log.messages.map((message) => [message.seq, message]))
    this.#more.hidden = !log.hasMore
    setText(this.#none, log.messages.length ? "" : log.loaded ? t("Nothing said yet.") : t("Loading…"))
    reconcile(this.#list, rowsOf(log, me), ({ key }) => key, makeItem, (element, row) => {
      if (!row.item) return
      this.#items.set(element, row.item)
      showItem(element, row, {
        me, isFolded: this.#isFolded(row.item, relations), quote: this.#quoteOf(row.item, known, log),
        seen: marks && marks.seq === row.item.seq ? seenWords(marks.by, conversation) : undefined,
      })
    })
    this.onchange()
  }

  /** Where one is after a change. */
  #settle(before, log) {
    if (this.goal === "end" && !log.hasMoreAfter) {
      this.goal = null
      this.#place.end()
    } else if (this.goal && this.reveal(this.goal)) this.#place.leaveEnd()
    else if (!before?.loaded && log.loaded) {
      this.#place.begin(this.#list.querySelector(".unread-line"))
      this.#scrolled()
    } else if (this.#place.isAtEnd && !log.hasMoreAfter) {
      this.#place.end()
      if (log.messages.length > 0) store.dispatch({ event: "log_trimmed", data: { id: log.messages[0].conversation } })
    } else if (!before?.hasMoreAfter) {
      const last = before?.messages.at(-1)?.seq ?? 0
      this.#place.miss(log.messages.filter(({ seq }) => seq > last).length)
    }
    this.onlook()
  }

  /** History is put in without being read out, and without moving what is read. */
  #quietly(change) {
    this.#view.setAttribute("aria-live", "off")
    this.#keep(change)
    requestAnimationFrame(() => requestAnimationFrame(() => this.#view.removeAttribute("aria-live")))
  }

  /** When earlier messages come, a day's heading moves up and the first message loses its own. */
  #keep(change) {
    const [, ...messages] = this.#list.querySelectorAll(".message")
    this.#keeper.keep(messages, change)
  }

  /** Whoever I have blocked is heard only when I want to. */
  #isFolded({ id, author, deleted }, relations) {
    return !deleted && relations.get(author?.id)?.relation === "blocked" && !this.#unfolded.has(id)
  }

  #quoteOf({ replyTo }, known, { quotes }) {
    if (!replyTo) return undefined
    const found = known.get(replyTo) ?? quotes.get(replyTo)
    if (found === undefined) this.onquote(replyTo)
    return found
  }
}

/** Who has seen a message: of two there is but one, of more their number, and who on demand. */
function seenWords(by, { kind, members = [] }) {
  if (kind === "direct") return { words: t("Seen"), names: "" }
  const names = members.filter(({ id }) => by.includes(id)).map(({ displayName }) => displayName).join(", ")
  return { words: many(by.length, { other: t("Seen by {count}") }), names }
}

customElements.define("message-log", MessageLog)
