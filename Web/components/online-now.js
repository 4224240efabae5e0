import { avatar, h, nameLink, reconcile, setAvatar, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { friendsOf, presenceOf } from "../app/people-state.js"
import { presenceMark, showPresence } from "../app/presence.js"
import { t } from "../models/words.js"

/** Those of my friends who are here now. */
class OnlineNow extends HTMLElement {
  #stop = null
  #seen = null

  // Lifecycle

  connectedCallback() {
    this.#stop = store.watch((state) => this.#render(state))
  }

  disconnectedCallback() {
    this.#stop()
  }

  // Rendering

  #render(state) {
    const { relations, presences, me } = state
    if (!me || (this.#seen?.relations === relations && this.#seen.presences === presences)) return
    this.#seen = { relations, presences }
    const here = friendsOf(state).filter((user) => presenceOf(state, user).state !== "offline")
    reconcile(this.querySelector("ul"), here, ({ id }) => id, makeRow, (row, user) => {
      setAvatar(row, user)
      setText(row.querySelector(".name"), user.displayName)
      showPresence(row.querySelector(".presence"), presenceOf(state, user))
    })
    setText(this.querySelector(".hint"), here.length > 0 ? "" : t("None of your friends is here right now."))
  }
}

function makeRow(user) {
  return h("li", {}, avatar(user), nameLink(user), presenceMark())
}

customElements.define("online-now", OnlineNow)
