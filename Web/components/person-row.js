import { avatar, h, nameLink, setAvatar, setText } from "../app/dom.js"
import { presenceOf, relationOf } from "../app/people-state.js"
import { presenceMark, showPresence } from "../app/presence.js"
import "./friend-button.js"

/** One person in a list: who, whether they are here, and what I can do about them. */
class PersonRow extends HTMLElement {
  #user = null
  #parts = null

  /** @param {object} state @param {object} user */
  show(state, user) {
    if (user !== this.#user) this.#build(user)
    const relation = relationOf(state, user)
    const { mark, button } = this.#parts
    mark.hidden = relation !== "friends"
    showPresence(mark, presenceOf(state, user))
    button.show(user, relation, { isSmall: true })
  }

  #build(user) {
    if (this.#parts && this.#user.id === user.id) return this.#rename(user)
    const mark = presenceMark()
    const button = document.createElement("friend-button")
    this.#parts = { mark, button }
    this.#user = user
    this.replaceChildren(avatar(user), h("p", { class: "who" }, nameLink(user),
      h("span", { class: "hint" }, `@${user.username}`), mark), button)
  }

  #rename(user) {
    this.#user = user
    setAvatar(this, user)
    setText(this.querySelector(".name"), user.displayName)
  }
}

customElements.define("person-row", PersonRow)
