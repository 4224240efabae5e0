import { isMeant } from "../app/admin-acts.js"
import { ask } from "../app/api.js"
import { h } from "../app/dom.js"
import { navigate } from "../app/navigate.js"
import "./paged-list.js"
import { say } from "./status-line.js"

/** The rooms, and the way to look after one whose owner does not. */
class AdminRooms extends HTMLElement {
  #list = document.createElement("paged-list")

  connectedCallback() {
    this.replaceChildren(
      h("p", { class: "hint" }, "Who owns a room renames it, takes people out and hands it over, in the room's own page. You can become the owner of any."),
      this.#list)
    this.#list.open("/api/rooms?query=", (room) => this.#row(room), "There are no rooms yet.")
  }

  // Actions

  async #own({ id, title }) {
    if (!await isMeant({
      question: `Become the owner of ${title}?`,
      detail: "Its owner stays as an admin of the room. Everybody in it sees that you came.",
      action: "Become owner",
    })) return
    try {
      await ask("PUT", `/api/admin/rooms/${id}/owner`)
      navigate(`/messages/${id}`)
    } catch (error) {
      say(`Nothing was changed. ${error.advice}`)
    }
  }

  // Rendering

  #row(room) {
    const { id, title, memberCount, messages, role } = room
    return h("li", { class: "person" },
      h("p", {}, role ? h("a", { class: "name", dir: "auto", href: `/messages/${id}` }, title) : h("span", { class: "name", dir: "auto" }, title),
        h("span", { class: "hint" }, `${memberCount} ${memberCount === 1 ? "member" : "members"}, ${messages} ${messages === 1 ? "message" : "messages"}`)),
      h("p", { class: "actions" }, role === "owner" ? h("span", { class: "hint" }, "You own it")
        : h("button", { class: "button small", type: "button", onclick: () => this.#own(room) },
          "Become owner", h("span", { class: "unseen" }, ` of ${title}`))))
  }
}

customElements.define("admin-rooms", AdminRooms)
