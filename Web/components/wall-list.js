import { TOPICS_MAX } from "../client/bounds.js"
import { ask } from "../app/api.js"
import { h, reconcile, setText } from "../app/dom.js"
import { client, first, persist, store } from "../app/live.js"
import { clock, everyMinute } from "../app/timing.js"
import { wallPosts } from "../app/wall-state.js"
import { WatchList } from "../models/watch-list.js"
import { t } from "../models/words.js"
import "./post-card.js"
import { say } from "./status-line.js"

const PAGE = 20 // posts read at once
const NEAR = "100% 0px" // one screen above and below counts as in view

/** The posts of one person that are for me, newest first. */
class WallList extends HTMLElement {
  #author = ""
  #parts = null
  #stops = []
  #seen = {}
  #cards = null
  #end = null // observes whether the end is near
  #endOf = null // the cursor it was last asked about
  #near = new WatchList({ limit: TOPICS_MAX, follow: (topics) => client.follow(topics), clock })

  // Lifecycle

  /** @param {string} author their username */
  open(author) {
    this.#author = author
    const posts = h("div", { class: "posts" })
    const words = h("p", { class: "hint" }, t("Loading…"))
    const more = h("button", { class: "button", type: "button", hidden: true, onclick: this.#older },
      t("Show older posts"))
    this.#parts = { posts, words, more }
    this.replaceChildren(posts, words, more)
    this.#cards = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: NEAR })
    this.#end = new IntersectionObserver((entries) => entries.at(-1).isIntersecting && this.#older(), { rootMargin: NEAR })
    this.#stops = [
      store.watch((state) => this.#render(state)),
      everyMinute(() => this.#render(store.state, true)),
      () => this.#cards.disconnect(),
      () => this.#end.disconnect(),
      () => this.#near.clear(),
    ]
    first(this.read())
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  // Actions

  #older = async () => {
    const { next } = store.state.wall
    if (next === null || this.#parts.more.ariaBusy === "true") return
    this.#parts.more.ariaBusy = "true"
    await this.read(next)
    this.#parts.more.ariaBusy = "false"
  }

  /** Reads the newest posts, or those that come after a cursor. */
  async read(cursor = "") {
    const before = cursor ? `&before=${encodeURIComponent(cursor)}` : ""
    try {
      const data = await persist(() => ask("GET", `/api/users/${encodeURIComponent(this.#author)}/posts?limit=${PAGE}${before}`))
      store.dispatch({ event: "posts_read", data })
      store.dispatch({ event: "wall_read", data: { author: this.#author, ...data } })
    } catch (error) {
      if (error.status !== 404) say(`${t("The posts could not be read.")} ${error.advice}`)
    }
  }

  #see(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && target.isConnected) this.#near.see(target.dataset.id)
      else this.#near.lose(target.dataset.id)
    }
  }

  // Rendering

  #render(state, isForced) {
    const { posts, wall, wishes, me } = state
    const isSame = ["posts", "wall", "wishes"].every((part) => this.#seen[part] === state[part])
    if (!me || wall?.author !== this.#author || (isSame && !isForced)) return
    this.#seen = { posts, wall, wishes }
    const shown = wallPosts(state)
    const focused = document.activeElement?.closest("wall-list post-card")
    const heir = focused?.nextElementSibling ?? focused?.previousElementSibling
    reconcile(this.#parts.posts, shown, ({ id }) => id, ({ id }) => this.#make(id), (card, post) => card.show(state, post))
    if (focused && !focused.isConnected) (heir?.isConnected ? heir : this.closest("main")).focus()
    this.#parts.more.hidden = wall.next === null
    if (wall.next !== this.#endOf) { // asked anew, for the end may still be near
      this.#endOf = wall.next
      this.#end.disconnect()
      this.#end.observe(this.#parts.more)
    }
    setText(this.#parts.words, wall.isRead ? (shown.length === 0 ? t("No posts that are for you.") : "") : t("Loading…"))
  }

  #make(id) {
    const card = h("post-card", { "data-id": id })
    this.#cards.observe(card)
    return card
  }
}

customElements.define("wall-list", WallList)
