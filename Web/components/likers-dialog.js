import { ask } from "../app/api.js"
import { avatar, h, nameLink, setText } from "../app/dom.js"
import { t } from "../models/words.js"

const PAGE = 50 // people read at once

/** Who likes a post. */
class LikersDialog extends HTMLElement {
  #post = ""
  #next = ""
  #parts = null

  /** @param {string} post its id */
  show(post) {
    this.#post = post
    const list = h("ul")
    const words = h("p", { class: "hint" }, t("Loading…"))
    const more = h("button", { class: "button", type: "button", hidden: true, onclick: this.#read }, t("Show more"))
    const dialog = h("dialog", { "aria-labelledby": "likers-title" },
      h("h2", { id: "likers-title" }, t("Who likes this")), list, words,
      h("form", { method: "dialog", class: "actions" }, more, h("button", { class: "button" }, t("Close"))))
    this.#parts = { list, words, more }
    this.replaceChildren(dialog)
    dialog.addEventListener("close", () => this.remove())
    dialog.addEventListener("click", ({ target }) => target.closest("a") && dialog.close())
    dialog.showModal()
    this.#read()
  }

  #read = async () => {
    const { list, words, more } = this.#parts
    try {
      const cursor = this.#next ? `&before=${encodeURIComponent(this.#next)}` : ""
      const { items, next } = await ask("GET", `/api/posts/${this.#post}/likes?limit=${PAGE}${cursor}`)
      this.#next = next
      list.append(...items.map((user) => h("li", {}, avatar(user), nameLink(user), h("span", { class: "hint" }, `@${user.username}`))))
      more.hidden = next === null
      setText(words, list.children.length > 0 ? "" : t("Nobody yet."))
    } catch (error) {
      setText(words, error.advice)
    }
  }
}

customElements.define("likers-dialog", LikersDialog)

/** Opens the dialog. @param {string} post its id */
export function showLikers(post) {
  const element = document.createElement("likers-dialog")
  document.body.append(element)
  element.show(post)
}
