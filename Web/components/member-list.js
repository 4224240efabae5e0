import { ask } from "../app/api.js"
import { avatar, h, nameLink, reconcile } from "../app/dom.js"
import { store } from "../app/live.js"
import { t } from "../models/words.js"

const PAGE = 50 // members read at once
const ROLES = { owner: t("owner"), admin: t("admin"), member: "" }

/** Who is in a conversation, as they come and go, and what I may do about each. */
class MemberList extends HTMLElement {
  #members = new Map() // id -> member
  #next = null
  #list = h("ul", { class: "people members", tabindex: "-1" })
  #more = h("button", { class: "button small", type: "button", hidden: true, onclick: () => this.read() }, t("Show more"))
  #path = ""
  #onact = () => {}

  /** @param {string} path of the conversation's members @param {(act: string, member: object) => void} onact */
  open(path, onact) {
    this.#path = path
    this.#onact = onact
    this.replaceChildren(this.#list, this.#more)
  }

  /** Reads some more of them. Rejects where that is refused. */
  async read() {
    const cursor = this.#next ? `&before=${encodeURIComponent(this.#next)}` : ""
    const { items, next } = await ask("GET", `${this.#path}?limit=${PAGE}${cursor}`)
    for (const member of items) this.#members.set(member.id, member)
    this.#next = next
    this.#show()
  }

  /** @param {object[]} before those who were listed @param {object[]} now those who are */
  follow(before, now) {
    for (const { id } of before) if (!now.some((one) => one.id === id)) this.#members.delete(id)
    for (const member of now) this.#members.set(member.id, member)
    this.#show()
  }

  has({ id }) {
    return this.#members.has(id)
  }

  get myRole() {
    return this.#members.get(store.state.me.id)?.role
  }

  // Rendering

  #show() {
    this.#more.hidden = !this.#next
    const hadFocus = this.#list.contains(document.activeElement)
    reconcile(this.#list, [...this.#members.values()], ({ id, role }) => `${id} ${role} ${this.myRole}`,
      (member) => this.#make(member), () => {})
    if (hadFocus && !this.#list.contains(document.activeElement)) this.#list.focus()
  }

  #make(member) {
    const isMe = member.id === store.state.me.id
    const button = ([words, act]) => h("button", { class: "button small", type: "button", onclick: () => this.#onact(act, member) },
      words, h("span", { class: "unseen" }, ` ${member.displayName}`))
    const acts = isMe ? [] : this.#actsFor(member)
    const role = `${isMe ? ` · ${t("you")}` : ""}${ROLES[member.role] ? ` · ${ROLES[member.role]}` : ""}`
    return h("li", {}, avatar(member),
      h("span", { class: "who" }, nameLink(member), h("span", { class: "hint" }, ` @${member.username}${role}`)),
      ...(acts.length > 0 ? [h("div", { class: "actions" }, ...acts.map(button))] : []))
  }

  #actsFor({ role }) {
    if (this.myRole === "owner")
      return [role === "admin" ? [t("No longer admin"), "member"] : [t("Make admin"), "admin"], [t("Hand over to"), "owner"], [t("Remove"), "remove"]]
    return this.myRole === "admin" && role === "member" ? [[t("Remove"), "remove"]] : []
  }
}

customElements.define("member-list", MemberList)
