import { ask } from "../app/api.js"
import { avatar, h, reconcile, setText } from "../app/dom.js"
import { persist, readConversations, store } from "../app/live.js"
import "../app/room-state.js"
import { navigate } from "../app/router.js"
import { say } from "./status-line.js"

/** The rooms I am in, those I may join, and the way to a new one. */
class RoomList extends HTMLElement {
  #stops = []
  #open = [] // rooms that anybody may join, as last read

  // Lifecycle

  connectedCallback() {
    this.querySelector("form").addEventListener("submit", this.#create)
    this.#stops = [store.watch((state) => this.#render(state))]
    if (store.state.me && store.state.conversations === null) readConversations()
    this.#readOpen()
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  async #readOpen() {
    const { items } = await persist(() => ask("GET", "/api/rooms?limit=50"))
    this.#open = items
    this.#render(store.state)
  }

  // Actions

  #create = async (event) => {
    event.preventDefault()
    const { title } = event.target.elements
    try {
      const answer = await ask("POST", "/api/conversations", { kind: "room", title: title.value.trim() })
      const conversation = answer.conversation ?? answer
      store.dispatch({ event: "conversation", data: { conversation } })
      navigate(`/messages/${conversation.id}`)
    } catch (error) {
      setText(this.querySelector("[role=alert]"), error.advice)
      title.setAttribute("aria-invalid", "true")
      title.focus()
    }
  }

  #join = async (room) => {
    const name = encodeURIComponent(store.state.me.username)
    try {
      await ask("PUT", `/api/conversations/${room.id}/members/${name}`)
      await readConversations()
      navigate(`/messages/${room.id}`)
    } catch (error) {
      say(`You did not get into ${room.title}. ${error.advice}`)
    }
  }

  // Rendering

  #render({ conversations }) {
    if (conversations === null) return
    const mine = [...conversations.values()].sort(byActivity)
    const open = this.#open.filter(({ id }) => !conversations.has(id))
    reconcile(this.querySelector("[data-mine]"), mine, ({ id }) => id, () => h("li"), showMine)
    reconcile(this.querySelector("[data-open]"), open, ({ id }) => id, (room) => this.#makeOpen(room), showOpen)
    this.querySelector("[data-mine-empty]").hidden = mine.length > 0
    this.querySelector("[data-open-part]").hidden = open.length === 0
  }

  #makeOpen(room) {
    return h("li", {}, sign(room), h("span", { class: "title", dir: "auto" }), h("span", { class: "hint" }),
      h("button", { class: "button small", type: "button", onclick: () => this.#join(room) },
        "Join", h("span", { class: "unseen" }, ` ${room.title}`)))
  }
}

function byActivity(a, b) {
  const [first, second] = [a, b].map(({ lastMessage }) => lastMessage?.createdAt ?? "")
  return second.localeCompare(first) || titleOf(a).localeCompare(titleOf(b))
}

/** What a conversation is called: its title, or who is in it. */
export function titleOf({ title, members }) {
  if (title) return title
  const others = (members ?? []).filter(({ id }) => id !== store.state.me?.id)
  return others.map(({ displayName }) => displayName).join(", ") || "Just you"
}

/** A conversation's letter, in a colour of its own. */
function sign(conversation) {
  return avatar({ username: conversation.id, displayName: titleOf(conversation) })
}

function showMine(item, conversation) {
  if (!item.firstChild) {
    item.append(h("a", { href: `/messages/${conversation.id}` },
      sign(conversation), h("span", { class: "title", dir: "auto" }), h("span", { class: "hint last", dir: "auto" })))
  }
  const { lastMessage } = conversation
  const link = item.firstChild
  setText(link.querySelector(".title"), titleOf(conversation))
  setText(link.lastChild, lastMessage && !lastMessage.deleted
    ? `${lastMessage.author.displayName}: ${lastMessage.text}` : people(conversation))
  if (location.pathname === link.pathname) link.setAttribute("aria-current", "page")
}

function showOpen(item, room) {
  setText(item.querySelector(".title"), room.title)
  setText(item.querySelector(".hint"), people(room))
}

/** @returns {string} such as "12 people" */
export function people({ memberCount }) {
  return memberCount === 1 ? "1 person" : `${memberCount} people`
}

customElements.define("room-list", RoomList)
