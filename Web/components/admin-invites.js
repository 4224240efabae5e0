import { ask } from "../app/api.js"
import { h, nameLink } from "../app/dom.js"
import { inFull } from "../app/timing.js"
import "./paged-list.js"
import { say } from "./status-line.js"

/** Everybody's invitations, and who came by them. */
class AdminInvites extends HTMLElement {
  #list = document.createElement("paged-list")

  connectedCallback() {
    this.replaceChildren(h("p", { class: "hint" }, "Links are made on the page ", h("a", { href: "/friends" }, "Friends"), "."), this.#list)
    this.#list.open("/api/admin/invites", (invite) => this.#row(invite), "Nobody was invited yet.")
  }

  // Actions

  async #withdraw({ id }, row) {
    try {
      await ask("DELETE", `/api/invites/${id}`)
      this.#list.drop(row)
      say("Nobody comes in by that link any more.")
    } catch (error) {
      say(`Nothing was changed. ${error.advice}`)
    }
  }

  // Rendering

  #row(invite) {
    const { inviter, uses, joined, expiresAt } = invite
    const until = inFull(Date.parse(expiresAt))
    const isOpen = joined.length < uses && Date.parse(expiresAt) > Date.now()
    const names = joined.flatMap((user, index) => [index > 0 ? ", " : ": ", nameLink(user)])
    const row = h("li", { class: "person" },
      h("p", {}, nameLink(inviter), h("span", { class: "hint" }, `${isOpen ? `open until ${until}` : "over"}, ${joined.length} of ${uses} came`, ...names)),
      ...(isOpen ? [h("p", { class: "actions" }, h("button", { class: "button small danger", type: "button", onclick: () => this.#withdraw(invite, row) },
        "Withdraw", h("span", { class: "unseen" }, ` the link of ${inviter.displayName}`)))] : []))
    return row
  }
}

customElements.define("admin-invites", AdminInvites)
