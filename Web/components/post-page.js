import { ask } from "../app/api.js"
import { h } from "../app/dom.js"
import { client, first, persist, store, whenShown } from "../app/live.js"
import { everyMinute } from "../app/timing.js"
import { saidIn } from "../models/conversation.js"
import { t } from "../models/words.js"
import "./post-card.js"

const GONE = t("This post is gone, or was never for you.")

/** One post on its own page, alive for as long as it is open. */
class PostPage extends HTMLElement {
  #id = decodeURIComponent(location.pathname.slice("/p/".length))
  #stops = []
  #card = null
  #comments = null

  // Lifecycle

  connectedCallback() {
    client.follow([`post:${this.#id}`])
    this.#comments = whenShown.then(() => import("./comment-list.js"))
    this.replaceChildren(h("p", { class: "hint" }, t("Loading…")))
    this.#stops = [
      store.watch((state) => this.#render(state)),
      everyMinute(() => this.#render(store.state)),
      () => client.follow([]),
    ]
    first(this.#read())
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  async #read() {
    try {
      const data = await persist(() => ask("GET", `/api/posts/${encodeURIComponent(this.#id)}`))
      store.dispatch({ event: "post_read", data })
    } catch (error) {
      if (this.isConnected) this.#say(error.status === 404 ? GONE : error.advice)
    }
  }

  // Rendering

  #render(state) {
    if (!state.me) return
    const post = state.posts.get(this.#id)
    if (!post && (state.gone.has(this.#id) || this.#card)) return this.#say(GONE)
    if (!post) return
    if (!this.#card) {
      this.#card = document.createElement("post-card")
      const comments = document.createElement("comment-list")
      this.replaceChildren(this.#card, comments)
      this.#comments.then(() => comments.isConnected && this.#open(comments))
      document.title = `${post.author.displayName}: ${excerpt(saidIn(post))} · Hubbub`
    }
    this.#card.show(state, post)
  }

  #open(comments) {
    comments.open(this.#id)
    if (location.hash !== "#comment") return
    comments.querySelector("#comment").focus()
    history.replaceState(history.state, "", location.pathname) // once: who comes back wants their place
  }

  #say(words) {
    this.#card = null
    this.replaceChildren(h("p", { class: "empty", role: "alert" }, words),
      h("p", {}, h("a", { href: "/", class: "button" }, t("To the feed"))))
    if (document.activeElement === document.body) document.querySelector("main").focus() // it was in what has gone
  }
}

function excerpt(text) {
  const line = text.replace(/\s+/g, " ").trim()
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}

customElements.define("post-page", PostPage)
