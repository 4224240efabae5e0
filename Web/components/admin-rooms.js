import { isMeant } from "../app/admin-acts.js"
import { ask } from "../app/api.js"
import { h } from "../app/dom.js"
import { navigate } from "../app/navigate.js"
import { fill, many, t } from "../models/words.js"
import "./paged-list.js"
import { say } from "./status-line.js"

/** The rooms, and the way to look after one whose owner does not. */
class AdminRooms extends HTMLElement {
  #list = document.createElement("paged-list")

  connectedCallback() {
    this.replaceChildren(
      h("p", { class: "hint" }, t("Who owns a room renames it, takes people out and hands it over, in the room's own page. You can become the owner of any.")),
      this.#list)
    this.#list.open("/api/rooms?query=", (room) => this.#row(room), t("There are no rooms yet."))
  }

  // Actions

  async #own({ id, title }) {
    if (!await isMeant({
      question: fill(t("Become the owner of {title}?"), { title }),
      detail: t("Its owner stays as an admin of the room. Everybody in it sees that you came."),
      action: t("Become owner"),
    })) return
    try {
      await ask("PUT", `/api/admin/rooms/${id}/owner`)
      navigate(`/messages/${id}`)
    } catch (error) {
      say(fill(t("Nothing was changed. {why}"), { why: error.advice }))
    }
  }

  // Rendering

  #row(room) {
    const { id, title, memberCount, messages, role } = room
    return h("li", { class: "person" },
      h("p", {}, role ? h("a", { class: "name", dir: "auto", href: `/messages/${id}` }, title) : h("span", { class: "name", dir: "auto" }, title),
        h("span", { class: "hint" }, `${many(memberCount, { one: t("{count} member"), other: t("{count} members") })}, ${many(messages, { one: t("{count} message"), other: t("{count} messages") })}`)),
      h("p", { class: "actions" }, role === "owner" ? h("span", { class: "hint" }, t("You own it"))
        : h("button", { class: "button small", type: "button", onclick: () => this.#own(room) },
          t("Become owner"), h("span", { class: "unseen" }, `: ${title}`))))
  }
}

customElements.define("admin-rooms", AdminRooms)
