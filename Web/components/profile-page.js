import { ask } from "../app/api.js"
import { avatar, h, setText, setWritten } from "../app/dom.js"
import { first, persist, store } from "../app/live.js"
import { presenceOf, relationOf } from "../app/people-state.js"
import { presenceMark, showPresence } from "../app/presence.js"
import { everyMinute } from "../app/timing.js"
import "../app/wall-state.js"
import { fill, locale, t } from "../models/words.js"
import "./friend-button.js"
import "./wall-list.js"

const NOBODY = t("There is nobody of this name here, or they are not for you.")

/** One person: who they are, what they are to me, and what they posted. */
class ProfilePage extends HTMLElement {
  #name = decodeURIComponent(location.pathname.slice("/u/".length)).toLowerCase()
  #stops = []
  #parts = null
  #shown = null // the user as shown
  #relation = null

  // Lifecycle

  connectedCallback() {
    this.replaceChildren(h("p", { class: "hint" }, t("Loading…")))
    store.dispatch({ event: "wall_opened", data: { author: this.#name } })
    this.#stops = [
      store.watch((state) => this.#render(state)),
      everyMinute(() => this.#render(store.state)),
      () => store.dispatch({ event: "wall_closed" }),
    ]
    first(this.#read())
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  async #read() {
    try {
      const { user, relation, presence } = await persist(() => ask("GET", `/api/users/${encodeURIComponent(this.#name)}`))
      if (!this.isConnected) return
      store.dispatch({ event: "people_found", data: { items: [{ ...user, relation }] } })
      if (presence && relation === "friends") store.dispatch({ event: "presence", data: { user: user.id, ...presence } })
      store.dispatch({ event: "profile_read", data: { user } })
    } catch (error) {
      if (this.isConnected) this.#refuse(error.status === 404 ? NOBODY : error.advice)
    }
  }

  // Rendering

  #render(state) {
    const user = state.wall?.author === this.#name ? state.wall.user : null
    if (!state.me || !user) return
    if (!this.#parts) this.#build(user)
    if (user !== this.#shown) this.#showUser(user)
    const relation = relationOf(state, user)
    this.#showRelation(user, relation)
    this.#parts.mark.hidden = relation !== "friends"
    showPresence(this.#parts.mark, presenceOf(state, user))
  }

  #showUser(user) {
    const { bio, picture } = this.#parts
    this.#shown = user
    setText(this.closest("main").querySelector("h1"), user.displayName)
    document.title = `${user.displayName} · Hubbub`
    setWritten(bio, user.bio ?? "")
    bio.hidden = !user.bio
    picture.replaceChildren(avatar({ ...user, avatar: user.avatar?.replace(/-128\.webp$/, "-512.webp") }))
  }

  #showRelation(user, relation) {
    if (relation === this.#relation) return
    const before = this.#relation
    this.#relation = relation
    const { button, own, blocked, wall } = this.#parts
    button.show(user, relation)
    own.hidden = relation !== "self"
    blocked.hidden = relation !== "blocked"
    wall.hidden = relation === "blocked"
    if (before !== null && (relation === "friends" || before === "blocked")) wall.read()
  }

  #refuse(words) {
    for (const stop of this.#stops.splice(0)) stop()
    setText(this.closest("main").querySelector("h1"), t("Not found"))
    this.replaceChildren(h("p", { class: "empty", role: "alert" }, words),
      h("p", {}, h("a", { href: "/friends", class: "button" }, t("Find people"))))
  }

  // Private

  #build(user) {
    const picture = h("div", { class: "picture" })
    const mark = presenceMark()
    const bio = h("p", { class: "bio", dir: "auto" })
    const button = document.createElement("friend-button")
    const own = h("a", { class: "button", href: "/settings" }, t("Edit your profile"))
    const blocked = h("p", { class: "hint" }, t("You have blocked them: you do not see each other anywhere."))
    const wall = document.createElement("wall-list")
    const since = new Date(user.createdAt).toLocaleDateString(locale, { month: "long", year: "numeric" })
    this.#parts = { picture, mark, bio, button, own, blocked, wall }
    this.replaceChildren(
      h("div", { class: "card about" }, picture,
        h("p", { class: "facts" }, h("span", {}, `@${user.username}`), mark, ...(user.createdAt ? [h("span", { class: "hint" }, fill(t("here since {time}"), { time: since }))] : [])),
        bio, h("div", { class: "actions" }, button, own), blocked),
      h("h2", {}, t("Posts")), wall)
    wall.open(this.#name)
  }
}

customElements.define("profile-page", ProfilePage)
