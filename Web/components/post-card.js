import { inWords } from "../app/api.js"
import { avatar, h, icon, nameLink, setAvatar, setMedia, setText, setWritten } from "../app/dom.js"
import "../app/feed-state.js"
import { client, store } from "../app/live.js"
import { shownLikes } from "../app/state.js"
import { ago, clock, inFull, painted } from "../app/timing.js"
import { LikeIntents } from "../models/like-intents.js"
import { t } from "../models/words.js"
import "./media-grid.js"
import { say } from "./status-line.js"

const AUDIENCES = { public: t("Everybody"), friends: t("Friends"), me: t("Only you") }

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
    likes.want(id, !mine)?.catch(async (refusal) => {
      say(refusal.code === "not_found" ? t("That post is gone.") : `${t("Your like was not kept.")} ${await inWords(refusal.message)}`)
    })
  }

  #likers = async () => {
    const { showLikers } = await import("./likers-dialog.js")
    showLikers(this.#post.id)
  }

  // Rendering

  /** @param {object} state @param {object} post @param {number} [position] in its feed, from 1 */
  show(state, post, position) {
    this.#parts ??= this.#build(post)
    if (post !== this.#post) this.#showPost(post)
    this.#showLikes(shownLikes(state, post))
    this.#showTime()
    if (position === undefined) return
    this.setAttribute("aria-posinset", position)
    this.setAttribute("aria-setsize", "-1")
  }

  #showPost(post) {
    const { name, text, audience, edited, comments } = this.#parts
    const before = this.#post
    this.#post = post
    setText(name, post.author.displayName)
    setWritten(text, post.text)
    setMedia(text, post.media)
    setAvatar(this, post.author)
    if (before?.audience !== post.audience) audience.replaceChildren(icon(post.audience), AUDIENCES[post.audience])
    edited.hidden = !post.editedAt
    if (post.editedAt) edited.title = inFull(Date.parse(post.editedAt))
    setText(comments, post.comments > 0 ? String(post.comments) : "")
  }

  #showLikes({ count, mine, pending }) {
    const { like, count: counter } = this.#parts
    like.setAttribute("aria-pressed", String(mine))
    like.toggleAttribute("data-pending", pending)
    setText(counter, count > 0 ? String(count) : "")
    this.#parts.likers.hidden = count === 0
  }

  #showTime() {
    setText(this.#parts.time, ago(Date.parse(this.#post.createdAt), Date.now()))
  }

  // Private

  #build(post) {
    const nameId = `author-${post.id}`
    const textId = `text-${post.id}`
    const time = h("time", { datetime: post.createdAt, title: inFull(Date.parse(post.createdAt)) })
    const audience = h("span", { class: "audience" })
    const edited = h("span", { class: "edited", hidden: true }, t("edited"))
    const text = h("p", { class: "text", id: textId, dir: "auto" })
    const count = h("span", { class: "count" })
    const like = h("button", { class: "like", type: "button", onclick: this.#like }, icon("heart"), t("Like"), " ", count)
    const likers = h("button", { class: "quiet", type: "button", hidden: true, onclick: this.#likers }, t("Who likes it"))
    const comments = h("span", { class: "comments" })
    const talk = h("a", { class: "quiet", href: `/p/${post.id}` }, icon("talk"), h("span", { class: "word" }, t("Comments"), " "), comments)
    const name = nameLink(post.author, { id: nameId })
    const menu = document.createElement("more-menu")
    painted().then(() => import("../app/post-actions.js")).then(({ offer }) => offer(menu, text, () => this.#post))
    this.append(
      h("header", {}, avatar(post.author),
        h("p", { class: "byline" }, name, h("span", { class: "when" },
          h("span", {}, `@${post.author.username}`),
          h("a", { href: `/p/${post.id}` }, time, h("span", { class: "unseen" }, `, ${t("open this post")}`)),
          audience, edited)),
        menu),
      text, h("footer", {}, like, likers, talk))
    this.setAttribute("aria-labelledby", nameId)
    this.setAttribute("aria-describedby", textId)
    return { time, audience, edited, text, like, count, likers, comments, name }
  }
}

customElements.define("post-card", PostCard)
