import { h, setText } from "../app/dom.js"
import { client, first, store, whenShown } from "../app/live.js"
import { LogReader } from "../app/log-reader.js"
import "../app/log-state.js"
import { navigate } from "../app/navigate.js"
import { clock, throttle } from "../app/timing.js"
import { partnerOf, people, titleOf } from "../models/conversation.js"
import { fill, t } from "../models/words.js"
import "./message-form.js"
import "./message-log.js"

const MARK_EVERY = 500 // ms between two marks of how far I have read

/** One conversation: its history, what is said now, and a line to answer. */
class ConversationView extends HTMLElement {
  talk = decodeURIComponent(location.pathname.split("/")[2] ?? "") // its id
  onend = () => {} // ends what the tools have begun
  #stops = []
  #log = null
  #reader = new LogReader(this.talk, (error) => this.#refuse(error))
  #conversation = null // as last known
  #isHere = false // whether it was seen in the list of mine
  #marked = 0 // seq up to which it was marked as read
  #tools = null // what is done with messages, loaded after what they say
  #told = 0 // seq up to which the server was told so
  #mark = throttle(() => this.#tell(), MARK_EVERY, clock)

  // Lifecycle

  connectedCallback() {
    if (this.talk === "") return
    this.closest("main").toggleAttribute("data-open", true)
    for (const part of this.querySelectorAll("[hidden][data-part]")) part.hidden = false
    this.querySelector("[data-none]").hidden = true
    this.#log = this.querySelector("message-log")
    this.#log.onmore = (direction) => this.#reader.more(direction)
    this.#log.onact = (...act) => this.#use((tools) => tools.act(this, ...act))
    this.#log.onquote = (seq) => this.#use((tools) => tools.readQuote(this.talk, seq))
    this.#log.onlook = this.#look
    const form = this.querySelector("message-form")
    form.open(this.talk, this.#send)
    form.addEventListener("input", () => this.#log.stay())
    this.querySelector("[data-about]").addEventListener("click", this.#about)
    document.addEventListener("visibilitychange", this.#look)
    addEventListener("pagehide", this.#tell)
    store.dispatch({ event: "log_opened", data: { id: this.talk } })
    this.#stops = [
      store.watch((state) => this.#render(state)),
      () => document.removeEventListener("visibilitychange", this.#look),
      () => removeEventListener("pagehide", this.#tell),
      this.#tell,
    ]
    first(this.#open())
    import("../app/catch-up.js").then(({ readBlocks }) => readBlocks()).catch(() => {}) // then nothing is folded
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
    this.onend()
    if (this.talk !== "") store.dispatch({ event: "log_closed", data: { id: this.talk } })
  }

  get log() { return this.#log }

  get form() { return this.querySelector("message-form form") }

  /** What can be done with messages. @returns {Promise<typeof import("../app/message-tools.js")>} */
  tools() {
    this.#tools ??= import("../app/message-tools.js").then((tools) => {
      if (this.form) tools.equip(this)
      return tools
    }).catch((error) => {
      this.#tools = null // they could not be loaded: they are tried again when they are wanted
      throw error
    })
    return this.#tools
  }

  #use(run) {
    return this.tools().then(run, () => {})
  }

  // Actions

  #open() {
    const at = Number(history.state?.seq ?? new URLSearchParams(location.search).get("at"))
    return this.#reader.open(at, (conversation) => {
      if (!this.isConnected) return false
      this.#log.goal = at || null
      this.#conversation = conversation
      if (store.state.conversations?.has(this.talk)) store.dispatch({ event: "conversation", data: { conversation } })
      whenShown.then(() => this.#use(() => {}))
      return true
    })
  }

  /** Goes to a message, also where it is not loaded. @param {number} seq */
  async goTo(seq) {
    if (this.#log.reveal(seq)) return
    this.#log.goal = seq
    await this.#reader.around(seq)
  }

  #about = () => import("./about-dialog.js").then(({ showAbout }) => showAbout(this.talk)).catch(() => {})

  #send = async (...said) => {
    const { sendMessage } = await this.tools()
    sendMessage(this.talk, ...said)
    this.#log.toEnd()
  }

  /** What was on the screen while somebody could see it is read. The server knows what that changes. */
  #look = () => {
    const last = this.#log.lastSeen
    if (document.hidden || !last || !this.#isHere || last.seq <= this.#marked) return
    this.#marked = last.seq
    this.#mark()
    store.dispatch({ event: "read_here", data: { conversation: this.talk, seq: last.seq, number: last.number } })
  }

  /** Also when one leaves: what was read stays read. */
  #tell = () => {
    if (this.#marked <= this.#told) return
    this.#told = this.#marked
    client.ask({ op: "read", conversation: this.talk, seq: this.#marked }).catch(() => {})
  }

  // Rendering

  #render(state) {
    const log = state.logs.get(this.talk)
    const conversation = state.conversations?.get(this.talk)
    if (conversation && conversation !== this.#conversation) this.#showTitle(conversation, state.me)
    this.#conversation = conversation ?? this.#conversation
    if (!conversation && this.#isHere) return this.#end()
    this.#isHere ||= conversation !== undefined
    if (log && state.me) this.#log.show(log, state, this.#conversation ?? {})
  }

  #showTitle(conversation, me) {
    const title = titleOf(conversation, me)
    const partner = partnerOf(conversation, me)
    setText(this.closest("main").querySelector("h1"), title)
    if (!partner) setText(this.querySelector("[data-people]"), people(conversation))
    setText(this.querySelector("[data-about]"), partner ? t("About") : t("Members"))
    this.form.elements.text.placeholder = fill(t("Message {title}"), { title })
    if (!document.title.endsWith(`${title} · Hubbub`)) document.title = `${title} · Hubbub`
  }

  /** It was left, or one was removed: what was begun stays, in case one comes back. */
  #end() {
    const kept = this.querySelector("message-form").isBegun ? ` ${t("What you had begun to write is kept.")}` : ""
    this.#refuse({ message: t("You are no longer in this conversation, or it can no longer be written in.") + kept })
    this.#stops.push(store.watch(({ conversations }) => conversations?.has(this.talk) && navigate(location.pathname, { push: false })))
  }

  #refuse({ status, message }) {
    for (const stop of this.#stops.splice(0)) stop()
    const isNone = status === 403 || status === 404
    this.replaceChildren(
      h("p", { class: "empty", role: "alert" }, isNone ? t("There is no such conversation, or you are not in it.") : message),
      h("p", {}, h("a", { href: "/messages", class: "button" }, t("To your conversations"))))
  }
}

customElements.define("conversation-view", ConversationView)
