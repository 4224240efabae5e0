import { ask } from "../app/api.js"
import { h, reconcile, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { dayName } from "../app/timing.js"
import { say } from "./status-line.js"

const CLASS = 30 // people that a link for several lets in

/** Makes links that let somebody sign up and be a friend at once, and shows those there are. */
class InvitePeople extends HTMLElement {
  #parts = null
  #stop = null
  #relations = null // as they were when the list was asked for

  // Lifecycle

  connectedCallback() {
    this.#parts ??= this.#build()
    this.#stop = store.watch(({ me, relations }) => {
      if (!me || relations === this.#relations) return
      this.#relations = relations // somebody new may have come by one of them
      this.#list().catch((error) => setText(this.#parts.error, error.message))
    })
  }

  disconnectedCallback() {
    this.#stop()
  }

  // Actions

  #make = async ({ currentTarget }) => {
    const uses = Number(currentTarget.dataset.uses)
    const { error } = this.#parts
    setText(error, "")
    try {
      const { invite, link } = await ask("POST", "/api/invites", { uses })
      this.#show(invite, link)
      await this.#list()
    } catch (refusal) {
      setText(error, refusal.advice)
    }
  }

  #copy = async () => {
    const { link } = this.#parts
    link.select()
    try {
      await navigator.clipboard.writeText(link.value)
      say("Copied.")
    } catch {
      say("Copy the selected link with your keyboard or menu.")
    }
  }

  #share = () => navigator.share({ title: "Hubbub", url: this.#parts.link.value }).catch(() => {})

  async #withdraw(invite, row) {
    try {
      await ask("DELETE", `/api/invites/${invite.id}`)
      row.remove()
      say("Nobody comes in by that link any more.")
      this.querySelector("button").focus()
    } catch (refusal) {
      setText(this.#parts.error, refusal.advice)
    }
  }

  // Rendering

  /** The link is shown this once: the server keeps nothing that opens the door. */
  #show({ uses, expiresAt }, link) {
    const { made, hint, link: field } = this.#parts
    made.hidden = false
    field.value = link
    setText(hint, `${uses === 1 ? "For one person" : `For up to ${uses} people`}, until ${dayName(Date.parse(expiresAt))}. Send it now: it is shown only once.`)
    field.focus()
    field.select()
  }

  async #list() {
    const { items } = await ask("GET", "/api/invites")
    reconcile(this.#parts.list, items, ({ id, joined }) => `${id} ${joined.length}`, (invite) => this.#row(invite), () => {})
  }

  #row(invite) {
    const { uses, joined, expiresAt } = invite
    const isOver = joined.length >= uses || Date.parse(expiresAt) <= Date.now()
    const names = joined.map(({ displayName }) => displayName).join(", ")
    const state = isOver ? "Over" : `Open until ${dayName(Date.parse(expiresAt))}`
    const row = h("li", {},
      h("span", {}, `${state}, ${joined.length} of ${uses} came${names && `: ${names}`}`),
      ...(isOver ? [] : [h("button", { class: "quiet", type: "button", onclick: () => this.#withdraw(invite, row) },
        "Withdraw", h("span", { class: "unseen" }, ` the link for ${uses}, ${state}`))]))
    return row
  }

  #build() {
    const link = h("input", { id: "invite-link", type: "text", readonly: true, "aria-describedby": "invite-hint" })
    const hint = h("p", { class: "hint", id: "invite-hint" })
    const share = navigator.share ? [h("button", { class: "button", type: "button", onclick: this.#share }, "Share…")] : []
    const made = h("div", { "data-made": true, hidden: true }, h("label", { for: "invite-link" }, "The link"), link, hint,
      h("p", { class: "actions" }, ...share, h("button", { class: "button primary", type: "button", onclick: this.#copy }, "Copy")))
    const error = h("p", { class: "error", role: "alert" })
    const list = h("ul", { class: "invites" })
    this.append(
      h("p", { class: "hint" }, "Whoever signs up by your link is your friend at once."),
      h("p", { class: "actions" },
        h("button", { class: "button", type: "button", "data-uses": "1", onclick: this.#make }, "A link for one person"),
        h("button", { class: "button", type: "button", "data-uses": String(CLASS), onclick: this.#make }, `A link for ${CLASS} people`)),
      error, made, list)
    return { link, hint, made, error, list }
  }
}

customElements.define("invite-people", InvitePeople)
