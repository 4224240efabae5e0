import { ask } from "../app/api.js"
import { avatar, h, icon, setText } from "../app/dom.js"
import "../app/feed-state.js"
import { client, store } from "../app/live.js"
import { shownLikes } from "../app/state.js"
import { ago, clock, inFull } from "../app/timing.js"
import { LikeIntents } from "../models/like-intents.js"
import { say } from "./status-line.js"

const AUDIENCES = { friends: "Friends only", me: "Only you" }

/** Every like button of this tab. */
const likes = new LikeIntents({
  send: (post, mine) => client.ask({ op: mine ? "like" : "unlike", post }),
  tell: (frame) => store.dispatch(frame),
  clock,
})

/** One post: who, when, what, and its likes. */
class PostCard extends HTMLElement {
  #post = null
  #parts = null

  // Lifecycle

  connectedCallback() {
    this.setAttribute("role", "article")
    this.tabIndex = 0
  }

  // Actions

  #like = () => {
    const { id } = this.#post
    const { mine } = shownLikes(store.state, store.state.posts.get(id) ?? this.#post)
    likes.want(id, !mine)?.catch((refusal) => {
      say(refusal.code === "not_found" ? "That post is gone." : `Your like was not kept. ${refusal.message}`)
    })
  }

  #delete = async () => {
    const { id } = this.#post
    const words = {
      question: "Delete this post?",
      detail: "It disappears for everybody, and does not come back.",
      action: "Delete",
    }
    try {
      const { confirmed } = await import("./confirm-dialog.js")
      if (!await confirmed(words)) return
      await ask("DELETE", `/api/posts/${id}`)
      store.dispatch({ event: "post_deleted", data: { post: { id } } })
      say("Post deleted.")
    } catch (error) {
      say(`The post was not deleted. ${error.advice}`)
    }
  }

  // Rendering

  /** @param {object} state @param {object} post @param {number} [position] in its feed, from 1 */
  show(state, post, position) {
    this.#parts ??= this.#build(state, post)
    if (post !== this.#post) {
      setText(this.#parts.text, post.text)
      setText(this.#parts.audience, AUDIENCES[post.audience] ?? "")
      this.#post = post
    }
    this.#showLikes(shownLikes(state, post))
    this.#showTime()
    if (position === undefined) return
    this.setAttribute("aria-posinset", position)
    this.setAttribute("aria-setsize", "-1")
  }

  #showLikes({ count, mine, pending }) {
    const { like, count: counter } = this.#parts
    like.setAttribute("aria-pressed", String(mine))
    like.toggleAttribute("data-pending", pending)
    setText(counter, count > 0 ? String(count) : "")
  }

  #showTime() {
    setText(this.#parts.time, ago(Date.parse(this.#post.createdAt), Date.now()))
  }

  // Private

  #build({ me }, post) {
    const nameId = `author-${post.id}`
    const textId = `text-${post.id}`
    const time = h("time", { datetime: post.createdAt, title: inFull(Date.parse(post.createdAt)) })
    const audience = h("span", { class: "audience" })
    const text = h("p", { class: "text", id: textId, dir: "auto" })
    const count = h("span", { class: "count" })
    const like = h("button", { class: "like", type: "button", onclick: this.#like }, icon("heart"), "Like ", count)
    const isMine = post.author.id === me?.id
    const remove = isMine && h("button", { class: "quiet", type: "button", onclick: this.#delete },
      icon("trash"), "Delete")
    this.append(
      h("header", {}, avatar(post.author),
        h("p", { class: "byline" },
          h("strong", { id: nameId, dir: "auto" }, post.author.displayName),
          h("span", { class: "handle" }, `@${post.author.username}`)),
        h("p", { class: "when" }, audience, h("a", { href: `/p/${post.id}` }, time, h("span", { class: "unseen" }, ", open this post")))),
      text, h("footer", {}, like, ...(remove ? [remove] : [])))
    this.setAttribute("aria-labelledby", nameId)
    this.setAttribute("aria-describedby", textId)
    return { time, audience, text, like, count }
  }
}

customElements.define("post-card", PostCard)
