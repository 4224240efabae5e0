import { ask } from "../app/api.js"
import { h, reconcile, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { dayName } from "../app/timing.js"
import { fill, many, t } from "../models/words.js"
import { say } from "./status-line.js"

const CLASS = 30 // people that a link for several lets in

/** Makes links that let somebody sign up and be a friend at once, and shows those there are. */
class InvitePeople extends HTMLElement {
  #parts = null
  #stop = null
  #made = null // the id of the one whose link is shown
  #relations = null // as they were when the list was asked for

  // Lifecycle

  connectedCallback() {
    this.#parts ??= this.#build()
    this.#stop = store.watch(({ me, relations }) => {
      if (!me || relations === this.#relations) return
      this.#relations = relations // somebody new may have come by one of them
      this.#list().catch((error) => setText(this.#parts.error, error.advice))
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
      this.#made = invite.id
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
      say(t("Copied."))
    } catch {
      say(t("Copy the selected link with your keyboard or menu."))
    }
  }

  #share = () => navigator.share({ title: "Hubbub", url: this.#parts.link.value }).catch(() => {})

  async #withdraw(invite, row) {
    try {
      await ask("DELETE", `/api/invites/${invite.id}`)
      row.remove()
      if (this.#made === invite.id) this.#parts.made.hidden = true
      say(t("Nobody comes in by that link any more."))
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
    setText(hint, many(uses, { one: t("For one person, until {day}. Send it now: it is shown only once."),
      other: t("For up to {count} people, until {day}. Send it now: it is shown only once.") }, { day: dayName(Date.parse(expiresAt)) }))
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
    const state = isOver ? t("Over") : fill(t("Open until {day}"), { day: dayName(Date.parse(expiresAt)) })
    const row = h("li", {},
      h("span", {}, fill(t("{state}, {count} of {all} came"), { state, count: joined.length, all: uses }) + (names && `: ${names}`)),
      ...(isOver ? [] : [h("button", { class: "quiet", type: "button", onclick: () => this.#withdraw(invite, row) },
        t("Withdraw"), h("span", { class: "unseen" }, ` ${fill(t("the link for {count}, {state}"), { count: uses, state })}`))]))
    return row
  }

  #build() {
    const link = h("input", { id: "invite-link", type: "text", readonly: true, "aria-describedby": "invite-hint" })
    const hint = h("p", { class: "hint", id: "invite-hint" })
    const share = navigator.share ? [h("button", { class: "button", type: "button", onclick: this.#share }, t("Share…"))] : []
    const made = h("div", { "data-made": true, hidden: true }, h("label", { for: "invite-link" }, t("The link")), link, hint,
      h("p", { class: "actions" }, ...share, h("button", { class: "button primary", type: "button", onclick: this.#copy }, t("Copy"))))
    const error = h("p", { class: "error", role: "alert" })
    const list = h("ul", { class: "invites" })
    this.append(
      h("p", { class: "hint" }, t("Whoever signs up by your link is your friend at once.")),
      h("p", { class: "actions" },
        h("button", { class: "button", type: "button", "data-uses": "1", onclick: this.#make }, t("A link for one person")),
        h("button", { class: "button", type: "button", "data-uses": String(CLASS), onclick: this.#make }, many(CLASS, { other: t("A link for {count} people") }))),
      error, made, list)
    return { link, hint, made, error, list }
  }
}

customElements.define("invite-people", InvitePeople)
