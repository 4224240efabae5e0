import { reconcile, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { peopleIn } from "../app/people-state.js"
import { t } from "../models/words.js"
import "./person-row.js"

/** Whom I have blocked, and the way back. */
class BlockList extends HTMLElement {
  #stop = null
  #wasRead = false

  // Lifecycle

  connectedCallback() {
    this.#stop = store.watch((state) => this.#render(state))
    this.#read()
  }

  disconnectedCallback() {
    this.#stop()
  }

  async #read() {
    try {
      await import("../app/catch-up.js").then(({ readBlocks }) => readBlocks())
      this.#wasRead = true
      this.#render(store.state)
    } catch (error) {
      setText(this.querySelector("[data-words]"), error.advice)
    }
  }

  // Rendering

  #render(state) {
    if (!state.me || !this.#wasRead) return
    const list = this.querySelector("ul")
    const hadFocus = list.contains(document.activeElement)
    const blocked = peopleIn(state, "blocked")
    reconcile(list, blocked, ({ id }) => id, () => document.createElement("li"), (item, user) => {
      if (!item.firstChild) item.append(document.createElement("person-row"))
      item.firstChild.show(state, user)
    })
    setText(this.querySelector("[data-words]"), blocked.length === 0 ? t("Nobody.") : "")
    if (hadFocus && !list.contains(document.activeElement)) list.focus()
  }
}

customElements.define("block-list", BlockList)
