import { ask } from "../app/api.js"
import { h, setText } from "../app/dom.js"
import { persist, readBlocks, store } from "../app/live.js"
import { resendMessage, sendMessage } from "../app/outgoing.js"
import { navigate } from "../app/router.js"
import { Draft } from "../models/draft.js"
import "./message-log.js"
import { people, titleOf } from "./room-list.js"
import { say } from "./status-line.js"

const HISTORY_PAGE = 50 // messages
const TEXT_MAX = 4_000 // characters

/** One room: its history, what is said now, and a line to answer. */
class RoomView extends HTMLElement {
  #id = decodeURIComponent(location.pathname.split("/")[2] ?? "")
  #stops = []
  #log = null
  #draft = null
  #isReading = false
  #wasMember = false

  // Lifecycle

  connectedCallback() {
    if (this.#id === "") return
    this.closest("main").toggleAttribute("data-in-room", true)
    for (const part of this.querySelectorAll("[hidden]")) part.hidden = false
    this.querySelector("[data-no-room]").hidden = true
    this.#log = this.querySelector("message-log")
    this.#log.onmore = this.#more
    this.#log.onretry = (pending) => resendMessage({ conversation: this.#id, ...pending })
    this.#log.ondiscard = ({ key }) =>
      store.dispatch({ event: "send_discarded", data: { conversation: this.#id, key } })
    this.#startWriting()
    this.querySelector("[data-leave]").addEventListener("click", this.#leave)
    store.dispatch({ event: "room_opened", data: { id: this.#id } })
    this.#stops = [store.watch((state) => this.#render(state))]
    this.#read("")
    readBlocks().catch(() => {}) // then nothing is folded
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
    if (this.#id !== "") store.dispatch({ event: "room_closed", data: { id: this.#id } })
  }

  // Actions

  #read = async (query) => {
    if (this.#isReading) return
    this.#isReading = true
    try {
      const path = `/api/conversations/${encodeURIComponent(this.#id)}/messages?limit=${HISTORY_PAGE}${query}`
      const data = await persist(() => ask("GET", path))
      if (this.isConnected) store.dispatch({ event: "history_read", data: { id: this.#id, ...data } })
    } catch (error) {
      this.#refuse(error)
    } finally {
      this.#isReading = false
    }
  }

  #more = () => {
    const oldest = store.state.rooms.get(this.#id)?.messages[0]
    return oldest ? this.#read(`&before=${oldest.seq}`) : undefined
  }

  #leave = async () => {
    const name = encodeURIComponent(store.state.me.username)
    try {
      await ask("DELETE", `/api/conversations/${this.#id}/members/${name}`)
      store.dispatch({ event: "left", topic: `conversation:${this.#id}` })
      navigate("/messages")
    } catch (error) {
      say(`You are still in the room. ${error.advice}`)
    }
  }

  #submit = (event) => {
    event.preventDefault()
    const { text } = this.querySelector("form").elements
    const words = text.value.trim()
    if (words === "") return
    sendMessage(this.#id, words)
    text.value = ""
    this.#draft.clear()
    this.#log.toEnd()
  }

  #startWriting() {
    const form = this.querySelector("form")
    const { text } = form.elements
    this.#draft = new Draft(this.#id, localStorage)
    text.value = this.#draft.text
    text.maxLength = TEXT_MAX
    text.addEventListener("input", () => { this.#draft.text = text.value })
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
      event.preventDefault()
      form.requestSubmit()
    })
    form.addEventListener("submit", this.#submit)
  }

  // Rendering

  #render(state) {
    const room = state.rooms.get(this.#id)
    const conversation = state.conversations?.get(this.#id)
    if (conversation) this.#showTitle(conversation)
    if (!room && this.#wasMember) return this.#refuse({ message: "You are no longer in this room." })
    this.#wasMember ||= conversation !== undefined
    if (room && state.me) this.#log.show(room, state)
  }

  #showTitle(conversation) {
    const title = titleOf(conversation)
    setText(this.closest("main").querySelector("h1"), title)
    setText(this.querySelector("[data-people]"), people(conversation))
    this.querySelector("form").elements.text.placeholder = `Message ${title}`
    if (!document.title.endsWith(`${title} · Hubbub`)) document.title = `${title} · Hubbub`
  }

  #refuse({ status, message }) {
    for (const stop of this.#stops.splice(0)) stop()
    const isNone = status === 403 || status === 404
    this.replaceChildren(
      h("p", { class: "empty", role: "alert" }, isNone ? "There is no such room, or you are not in it." : message),
      h("p", {}, h("a", { href: "/messages", class: "button" }, "To your rooms")))
  }
}

customElements.define("room-view", RoomView)
