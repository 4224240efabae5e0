import { ask } from "../app/api.js"
import { h, nameLink } from "../app/dom.js"
import { inFull } from "../app/timing.js"
import { fill, t } from "../models/words.js"
import "./paged-list.js"
import { say } from "./status-line.js"

/** Everybody's invitations, and who came by them. */
class AdminInvites extends HTMLElement {
  #list = document.createElement("paged-list")

  connectedCallback() {
    this.replaceChildren(h("p", {}, h("a", { class: "button", href: "/friends#invite" }, t("Invite somebody"))), this.#list)
    this.#list.open("/api/admin/invites", (invite) => this.#row(invite), t("Nobody was invited yet."))
  }

  // Actions

  async #withdraw({ id }, row) {
    try {
      await ask("DELETE", `/api/invites/${id}`)
      this.#list.drop(row)
      say(t("Nobody comes in by that link any more."))
    } catch (error) {
      say(fill(t("Nothing was changed. {why}"), { why: error.advice }))
    }
  }

  // Rendering

  #row(invite) {
    const { inviter, uses, joined, expiresAt } = invite
    const until = inFull(Date.parse(expiresAt))
    const isOpen = joined.length < uses && Date.parse(expiresAt) > Date.now()
    const names = joined.flatMap((user, index) => [index > 0 ? ", " : ": ", nameLink(user)])
    const row = h("li", { class: "person" },
      h("p", {}, nameLink(inviter), h("span", { class: "hint" }, fill(isOpen ? t("open until {date}, {count} of {uses} came") : t("over, {count} of {uses} came"), { date: until, count: joined.length, uses }), ...names)),
      ...(isOpen ? [h("p", { class: "actions" }, h("button", { class: "button small danger", type: "button", onclick: () => this.#withdraw(invite, row) },
        t("Withdraw"), h("span", { class: "unseen" }, ` ${fill(t("the link of {name}"), { name: inviter.displayName })}`)))] : []))
    return row
  }
}

customElements.define("admin-invites", AdminInvites)
