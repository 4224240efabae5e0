import { h } from "../app/dom.js"
import { whenShown } from "../app/live.js"
import { fill, t } from "../models/words.js"

/** What I can do about somebody, by what they are to me. */
const STEPS = {
  none: [[t("Add friend"), "befriend", "primary"]],
  requested: [[t("Take back"), "part"]],
  incoming: [[t("Accept"), "befriend", "primary"], [t("Decline"), "part"]],
  blocked: [[t("Unblock"), "unblock"]],
}

const WRITTEN_TO = new Set(["none", "requested", "incoming", "friends"]) // the server knows who takes messages

const actions = () => import("../app/people.js") // on its way once there is a button to be seen

/** The one place for friendship: add, accept, decline, take back, end, block. */
class FriendButton extends HTMLElement {
  #relation = null

  /**
   * @param {object} user
   * @param {string} relation
   * @param {{isSmall?: boolean}} [how] `isSmall` in a list, where its menu is three dots
   */
  show(user, relation, { isSmall = false } = {}) {
    if (relation === this.#relation) return
    const hadFocus = this.contains(document.activeElement)
    this.#relation = relation
    whenShown.then(actions)
    const unseen = h("span", { class: "unseen" }, ` ${user.displayName}`)
    const button = ([words, run, kind]) => h("button", { type: "button", onclick: async () => (await actions())[run](user),
      class: `button ${kind ?? ""} ${isSmall ? "small" : ""}` }, words, unseen.cloneNode(true))
    const buttons = (STEPS[relation] ?? []).map(button)
    if (WRITTEN_TO.has(relation)) buttons.push(button([t("Message"), "write"]))
    this.replaceChildren(...buttons, ...this.#menu(user, relation, isSmall))
    if (hadFocus) this.querySelector("button")?.focus()
  }

  #menu(user, relation, isSmall) {
    if (relation === "self") return []
    const menu = document.createElement("more-menu")
    const end = { words: t("Remove from friends"), run: async () => (await actions()).unfriend(user) }
    const hide = { words: t("Block"), run: async () => (await actions()).block(user), isDanger: true }
    const tell = { words: t("Report"), run: async () => {
      const { report } = await import("./report-dialog.js")
      report({ user: user.id }, fill(t("Report {name}"), { name: user.displayName }))
    } }
    const choices = { friends: [end, hide, tell], blocked: [tell] }[relation] ?? [hide, tell]
    const isFriend = relation === "friends"
    const isWide = isFriend && !isSmall
    const label = isWide ? t("with {name}") : t("More about {name}")
    whenShown.then(() => import("./more-menu.js")).then(() => {
      customElements.upgrade(menu) // one that was taken out again meanwhile is no menu by itself
      menu.show(fill(label, { name: user.displayName }), () => choices, isWide ? t("Friends", "relation") : undefined)
    })
    return [menu]
  }
}

customElements.define("friend-button", FriendButton)
