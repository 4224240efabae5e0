import { openDialog } from "../app/dialog.js"
import { ask } from "../app/api.js"
import { avatar, h, reconcile, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { navigate } from "../app/navigate.js"
import { people } from "../models/conversation.js"
import { fill, t } from "../models/words.js"

const PAUSE = 200 // ms without a key until it is searched
const ROOMS_MAX = 50 // rooms read at once
const TITLE_MAX = 80 // characters

/** The rooms that anybody may join, and the way to a new one. */
class RoomsDialog extends HTMLElement {
  #list = h("ul", { class: "people" })
  #words = h("p", { class: "hint", role: "status" }, t("Loading…"))
  #error = h("p", { class: "error", role: "alert" })
  #input = h("input", { id: "room-query", type: "search", autocomplete: "off", maxlength: TITLE_MAX, dir: "auto" })
  #dialog = null
  #timer = null
  #turn = 0 // of several searches, the last one counts

  // Lifecycle

  open() {
    const title = h("input", { id: "title", name: "title", required: true, maxlength: TITLE_MAX, autocomplete: "off", dir: "auto" })
    const form = h("form", {}, h("label", { for: "title" }, t("Title")), title, this.#error,
      h("div", { class: "actions" }, h("button", { class: "button primary", type: "submit" }, t("Open", "a new room"))))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#enter(() => ask("POST", "/api/conversations", { kind: "room", title: title.value.trim() }))
    })
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#search(), PAUSE)
    })
    this.#dialog = openDialog(this, t("Rooms"),
      h("label", { for: "room-query" }, t("Find a room")), this.#input, this.#words, this.#list,
      h("h3", {}, t("Open a new room")), form,
      h("div", { class: "actions" }, h("button", { class: "button", type: "button", onclick: () => this.#dialog.close() }, t("Close"))))
    this.#search()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  // Actions

  async #search() {
    const query = this.#input.value.trim()
    const turn = ++this.#turn
    try {
      const { items } = await ask("GET", `/api/rooms?query=${encodeURIComponent(query)}&limit=${ROOMS_MAX}`)
      if (turn !== this.#turn) return
      reconcile(this.#list, items, ({ id }) => id, (room) => this.#make(room), () => {})
      setText(this.#words, items.length > 0 ? "" : query ? fill(t("No room is called “{query}”."), { query }) : t("There is no room yet."))
    } catch (error) {
      if (turn === this.#turn) setText(this.#words, `${t("The rooms could not be read.")} ${error.advice}`)
    }
  }

  async #enter(run) {
    try {
      const { conversation } = await run()
      store.dispatch({ event: "conversation", data: { conversation } })
      this.#dialog.close()
      navigate(`/messages/${conversation.id}`)
    } catch (error) {
      setText(this.#error, error.advice)
    }
  }

  // Rendering

  #make(room) {
    const name = encodeURIComponent(store.state.me.username)
    const unseen = h("span", { class: "unseen" }, ` ${room.title}`)
    const way = store.state.conversations?.has(room.id)
      ? h("a", { class: "button small", href: `/messages/${room.id}` }, t("Go to"), unseen)
      : h("button", { class: "button small", type: "button",
        onclick: () => this.#enter(() => ask("PUT", `/api/conversations/${room.id}/members/${name}`)) }, t("Join"), unseen)
    return h("li", {}, avatar({ username: room.id, displayName: room.title }),
      h("span", { class: "who", dir: "auto" }, room.title, h("span", { class: "hint" }, ` ${people(room)}`)), way)
  }
}

customElements.define("rooms-dialog", RoomsDialog)

/** Opens the directory. */
export function showRooms() {
  const element = document.createElement("rooms-dialog")
  document.body.append(element)
  element.open()
}
