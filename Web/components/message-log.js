import { avatar, h, icon, nameLink, reconcile, setAvatar, setText, setWritten } from "../app/dom.js"
import { clockTime, dayName, inFull } from "../app/timing.js"
import { ScrollKeeper } from "../models/scroll-keeper.js"
import { store } from "../app/live.js"

const GROUPED_FOR = 5 * 60_000 // ms one author's messages share a heading
const FOLDED = "A message by somebody whom you have blocked."
const AT_END = 48 // pixels from the end that still count as the end
const NEAR_START = 200 // pixels from the start at which earlier messages are read

/** What is said in a room. It stays at the end while its reader is there, and still otherwise. */
class MessageLog extends HTMLElement {
  onmore = () => {}
  onretry = () => {}
  ondiscard = () => {}
  #parts = null
  #room = null
  #relations = null
  #unfolded = new Set() // ids of messages by somebody blocked that were opened
  #wasAtEnd = true
  #unseen = 0
  #resize = new ResizeObserver(() => this.#wasAtEnd && this.toEnd())
  #keeper = new ScrollKeeper({
    top: () => this.#parts.log.getBoundingClientRect().top,
    moveBy: (pixels) => { this.#parts.log.scrollTop += pixels },
  })

  // Lifecycle

  constructor() {
    super()
    this.#parts = this.#build()
  }

  connectedCallback() {
    this.replaceChildren(this.#parts.log, this.#parts.jump)
    this.#resize.observe(this.#parts.log)
  }

  disconnectedCallback() {
    this.#resize.disconnect()
  }

  // Actions

  /** Scrolls to what was said last. */
  toEnd() {
    const { log } = this.#parts
    log.scrollTop = log.scrollHeight
    this.#wasAtEnd = true
    this.#unseen = 0
    this.#showJump()
  }

  #scrolled = () => {
    const { log } = this.#parts
    this.#wasAtEnd = log.scrollHeight - log.clientHeight - log.scrollTop < AT_END
    if (this.#wasAtEnd) this.#unseen = 0
    this.#showJump()
    if (log.scrollTop < NEAR_START && this.#room?.hasMore && this.#room.loaded) this.onmore()
  }

  // Rendering

  /** @param {object} room @param {{me: object, relations: Map<string, object>}} state */
  show(room, { me, relations }) {
    if (room === this.#room && relations === this.#relations) return
    this.#relations = relations
    const before = this.#room
    this.#room = room
    const change = () => {
      this.#parts.more.hidden = !room.hasMore
      reconcile(this.#parts.list, rows(room, me), ({ key }) => key, makeRow,
        (element, row) => this.#showRow(element, row))
    }
    const isHistory = before?.messages[0]?.seq !== room.messages[0]?.seq
    if (isHistory) this.#quietly(change)
    else if (this.#wasAtEnd) change()
    else this.#keep(change)
    if (this.#wasAtEnd) this.#stayAtEnd(room)
    else this.#count(before, room)
  }

  #stayAtEnd(room) {
    this.toEnd()
    if (room.messages.length > 0)
      store.dispatch({ event: "room_trimmed", data: { id: room.messages[0].conversation } })
  }

  /** History is put in without being read out, and without moving what is read. */
  #quietly(change) {
    const { log } = this.#parts
    log.setAttribute("aria-live", "off")
    this.#keep(change)
    requestAnimationFrame(() => requestAnimationFrame(() => log.removeAttribute("aria-live")))
  }

  /** When earlier messages come, a day's heading moves up and the first message loses its own. */
  #keep(change) {
    const [, ...messages] = this.#parts.list.querySelectorAll(".message")
    this.#keeper.keep(messages, change)
  }

  #count(before, room) {
    const last = before?.messages.at(-1)?.seq ?? 0
    this.#unseen += room.messages.filter(({ seq }) => seq > last).length
    this.#showJump()
  }

  #showJump() {
    const { jump, count } = this.#parts
    jump.hidden = this.#wasAtEnd
    setText(count, this.#unseen > 0 ? `${this.#unseen} new` : "To the end")
  }

  #showRow(element, { kind, item, time, isFirst, isMine }) {
    if (kind === "day") return
    const isFolded = this.#isFolded(item)
    const text = item.deleted ? "This message was deleted." : isFolded ? FOLDED : item.text
    this.#showFold(element, item, isFolded)
    setWritten(element.querySelector(".text"), text)
    element.classList.toggle("first", isFirst)
    element.classList.toggle("mine", isMine)
    element.classList.toggle("deleted", item.deleted === true || isFolded)
    if (item.author) {
      setAvatar(element, item.author)
      setText(element.querySelector(".author"), item.author.displayName)
    }
    const now = element.querySelector("time")
    if (now.dateTime !== item.createdAt) now.replaceWith(makeTime(item, time))
    if (kind === "pending") this.#showState(element, item)
    else element.querySelector(".state")?.remove()
  }

  /** Whoever I have blocked is heard only when I want to. */
  #isFolded({ id, author, deleted }) {
    return !deleted && this.#relations.get(author?.id)?.relation === "blocked" && !this.#unfolded.has(id)
  }

  #showFold(element, item, isFolded) {
    const button = element.querySelector(".unfold")
    if (!isFolded) return button?.remove()
    if (button) return
    const open = () => {
      this.#unfolded.add(item.id)
      setWritten(element.querySelector(".text"), item.text)
      element.classList.remove("deleted")
      element.querySelector(".unfold").remove()
      this.#parts.log.focus()
    }
    element.append(h("button", { class: "quiet unfold", type: "button", onclick: open }, "Show it"))
  }

  #showState(element, pending) {
    const place = element.querySelector(".state")
    if (place.dataset.state === pending.state) return
    place.dataset.state = pending.state
    const button = (words, run) => h("button", { type: "button", class: "quiet", onclick: run }, words)
    if (pending.state === "sending") place.replaceChildren("Sending…")
    else place.replaceChildren(h("span", { role: "alert" }, `Not sent. ${pending.error} `),
      button("Try again", () => this.onretry({ key: pending.key, text: pending.text })),
      button("Discard", () => this.ondiscard(pending)))
  }

  // Private

  #build() {
    const more = h("button", { class: "button small more", type: "button", hidden: true, onclick: () => this.onmore() },
      "Show earlier messages")
    const list = h("ol")
    const log = h("div", { class: "log", role: "log", tabindex: "0", "aria-label": "Messages" }, more, list)
    const count = h("span")
    const jump = h("button", { class: "pill", type: "button", hidden: true, onclick: () => this.toEnd() },
      icon("down"), count)
    log.addEventListener("scroll", this.#scrolled, { passive: true })
    return { more, list, log, jump, count }
  }
}

/** The room as a list of rows: days, messages, and at the end what is on its way. */
function rows({ messages, pending }, me) {
  const all = []
  let previous = null
  for (const item of [...messages, ...pending.map((one) => ({ ...one, author: me }))]) {
    const time = Date.parse(item.createdAt)
    const day = new Date(time).toDateString()
    const isMine = item.author?.id === me.id
    if (day !== previous?.day) all.push({ kind: "day", key: `day ${day}`, time })
    const isFirst = day !== previous?.day || previous.author !== item.author?.id
      || time - previous.time > GROUPED_FOR
    // one row from pending to said, so that it is read out once
    const key = isMine && item.key ? `key ${item.key}` : `seq ${item.seq}`
    all.push({ kind: item.seq === undefined ? "pending" : "message", key, item, time, isFirst, isMine })
    previous = { day, author: item.author?.id, time }
  }
  return all
}

function makeRow({ kind, item, time }) {
  if (kind === "day") return h("li", { class: "day" }, dayName(time))
  const state = kind === "pending" ? [h("p", { class: "state" })] : []
  return h("li", { class: "message" },
    ...(item.author ? [avatar(item.author)] : []),
    h("p", { class: "head" },
      item.author ? nameLink(item.author, { class: "author" }) : h("span", { class: "author" }, "Somebody"), makeTime(item, time)),
    h("p", { class: "text", dir: "auto" }), ...state)
}

/** Out of the reading order: whoever listens to a room wants words, not minutes. */
function makeTime({ createdAt }, time) {
  return h("time", { datetime: createdAt, title: inFull(time), "aria-hidden": "true" }, clockTime(time))
}

customElements.define("message-log", MessageLog)
