import { ask } from "../app/api.js"
import { openDialog } from "../app/dialog.js"
import { h, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { navigate } from "../app/navigate.js"
import { partnerOf, people, titleOf } from "../models/conversation.js"
import { fill, t } from "../models/words.js"
import "./member-list.js"
import "./person-picker.js"
import { say } from "./status-line.js"

/** Who is in a group or a room, and what I may do about it. */
class AboutDialog extends HTMLElement {
  #id = ""
  #dialog = null
  #stop = null
  #seen = null // the conversation as shown
  #members = document.createElement("member-list")
  #count = h("p", { class: "hint" })
  #error = h("p", { class: "error", role: "alert" })
  #manage = h("div", { class: "manage" })
  #isManaged = false

  // Lifecycle

  /** @param {string} id of the conversation */
  open(id) {
    this.#id = id
    const { kind } = this.#conversation
    this.#members.open(`${this.#path}/members`, this.#act)
    this.#dialog = openDialog(this, titleOf(this.#conversation, store.state.me), this.#count, this.#error, this.#members, this.#manage,
      h("div", { class: "actions" },
        h("button", { class: "button danger", type: "button", onclick: () => this.#leave() }, kind === "room" ? t("Leave room") : t("Leave group")),
        h("button", { class: "button", type: "button", onclick: () => this.#dialog.close() }, t("Close"))))
    this.#stop = store.watch(() => this.#render())
    this.#try(() => this.#members.read())
  }

  disconnectedCallback() {
    this.#stop?.()
  }

  get #conversation() { return store.state.conversations?.get(this.#id) }

  get #path() { return `/api/conversations/${this.#id}` }

  // Actions

  async #try(run) {
    setText(this.#error, "")
    try {
      await run()
    } catch (error) {
      setText(this.#error, error.advice ?? error.message)
    }
  }

  #ask(method, { username }, body) {
    return this.#try(() => ask(method, `${this.#path}/members/${encodeURIComponent(username)}`, body))
  }

  #act = async (act, member) => {
    const name = member.displayName
    if (act === "remove") {
      const detail = t("What they wrote stays, and they no longer see what is written.")
      if (await this.#isMeant(fill(t("Remove {name}?"), { name }), detail, t("Remove"))) this.#ask("DELETE", member)
      return
    }
    const detail = t("You stay as an admin, and cannot take it back yourself.")
    if (act !== "owner" || await this.#isMeant(fill(t("Make {name} the owner?"), { name }), detail, t("Hand over"))) this.#ask("PATCH", member, { role: act })
  }

  async #isMeant(question, detail, action) {
    const { confirmed } = await import("./confirm-dialog.js")
    return confirmed({ question, detail, action })
  }

  async #leave() {
    const { kind } = this.#conversation
    const [question, detail] = kind === "room" ? [t("Leave this room?"), t("You can join it again.")]
      : [t("Leave this group?"), t("Somebody in it can add you again.")]
    if (!await this.#isMeant(question, detail, t("Leave"))) return
    await this.#try(async () => {
      await ask("DELETE", `${this.#path}/members/${encodeURIComponent(store.state.me.username)}`)
      this.#dialog.close()
      await navigate("/messages")
      store.dispatch({ event: "left", topic: `conversation:${this.#id}` })
    })
  }

  // Rendering

  #render() {
    const conversation = this.#conversation
    if (!conversation) return this.#dialog.close()
    if (conversation === this.#seen) return
    this.#members.follow(this.#seen?.members ?? [], conversation.members ?? [])
    this.#seen = conversation
    setText(this.#dialog.querySelector("h2"), titleOf(conversation, store.state.me))
    setText(this.#count, people(conversation))
    const isManaged = ["owner", "admin"].includes(this.#members.myRole ?? conversation.role)
    if (isManaged !== this.#isManaged) this.#manage.replaceChildren(...(isManaged ? this.#tools(conversation) : []))
    this.#isManaged = isManaged
    this.#manage.querySelector("person-picker")?.refresh()
  }

  #tools({ kind, title }) {
    const name = h("input", { id: "new-title", required: true, maxlength: "80", autocomplete: "off", dir: "auto" })
    name.value = title ?? ""
    const form = h("form", {}, h("label", { for: "new-title" }, t("Title")),
      h("div", { class: "line" }, name, h("button", { class: "button", type: "submit" }, t("Rename"))))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#try(async () => {
        await ask("PATCH", this.#path, { title: name.value.trim() })
        say(t("The title is changed."))
      })
    })
    if (kind === "room") return [form] // everybody joins it by themselves
    const picker = document.createElement("person-picker")
    picker.open({ label: t("Add people whose name begins with"), action: t("Add"), isOut: (user) => this.#members.has(user),
      onpick: (user) => this.#ask("PUT", user) })
    return [form, picker]
  }
}

customElements.define("about-dialog", AboutDialog)

/** Opens what there is to know of a conversation: of two, it is the other's profile. @param {string} id */
export function showAbout(id) {
  const { conversations, me } = store.state
  const conversation = conversations?.get(id)
  if (!conversation) return
  const partner = partnerOf(conversation, me)
  if (partner) return navigate(`/u/${partner.username}`)
  const element = document.createElement("about-dialog")
  document.body.append(element)
  element.open(id)
}
