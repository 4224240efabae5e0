import { ask, freshKey } from "../app/api.js"
import "../app/comment-state.js"
import { avatar, h, nameLink, reconcile, setAvatar, setText, setWritten } from "../app/dom.js"
import { client, persist, store } from "../app/live.js"
import { ago, inFull } from "../app/timing.js"
import { Draft } from "../models/draft.js"
import { fill, many, t } from "../models/words.js"
import { say, tell } from "./status-line.js"

const PAGE = 30 // comments read at once
const TEXT_MAX = 1_000 // characters

/** What is said about one post, the oldest first, and a line to say more. */
class CommentList extends HTMLElement {
  #post = ""
  #parts = null
  #draft = null
  #stops = []
  #thread = null

  // Lifecycle

  /** @param {string} post its id */
  open(post) {
    this.#post = post
    this.#draft = new Draft(`comment.${post}`, localStorage)
    this.#build()
    store.dispatch({ event: "thread_opened", data: { post } })
    this.#stops = [
      store.watch((state) => this.#render(state)),
      client.on("reset", ({ topics }) => topics.includes(`post:${post}`) && this.#read("thread_replaced")),
      client.on("event", (frame) => this.#hear(frame)),
    ]
    this.#read("thread_read")
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
    for (const { state, text } of this.#thread?.pending ?? []) if (state === "refused") this.#keep(text)
    store.dispatch({ event: "thread_closed" })
  }

  // Actions

  async #read(event, cursor = "") {
    const before = cursor ? `&before=${encodeURIComponent(cursor)}` : ""
    try {
      const answer = await persist(() => ask("GET", `/api/posts/${this.#post}/comments?limit=${PAGE}${before}`))
      store.dispatch({ event, data: { post: this.#post, ...answer } })
    } catch (error) {
      if (error.status !== 404) say(`${t("The comments could not be read.")} ${error.advice}`)
    }
  }

  #more = () => this.#read("thread_read", this.#thread.next)

  #hear({ event, data }) {
    if (event === "subscribed" && data.topics[`post:${this.#post}`]) this.#read("thread_read") // what came before it is not told
    if (event !== "comment" || data.comment.post !== this.#post) return
    if (data.comment.author.id !== store.state.me.id) tell("comments", `${data.comment.author.displayName}: ${data.comment.text}`,
      { sum: (count) => many(count, { other: t("{count} new comments") }) })
  }

  #submit = (event) => {
    event.preventDefault()
    const { text } = event.target.elements
    const words = text.value.trim()
    if (words === "") return text.focus()
    const started = { post: this.#post, key: freshKey(), text: words, createdAt: new Date().toISOString() }
    store.dispatch({ event: "comment_started", data: started })
    text.value = ""
    this.#draft.clear()
    this.#deliver(started)
  }

  async #deliver({ post, key, text }) {
    try {
      const { comment } = await persist(() => ask("POST", `/api/posts/${post}/comments`, { text, key }),
        () => store.dispatch({ event: "comment_waited", data: { post, key } }))
      store.dispatch({ event: "comment_taken", data: { comment } })
    } catch (error) {
      store.dispatch({ event: "comment_refused", data: { post, key, error: error.advice } })
      if (this.isConnected) return
      this.#keep(text)
      say(`${t("Your comment was not sent, and is kept under the post.")} ${error.advice}`)
    }
  }

  /** What was refused and is shown no more can be sent another time. */
  #keep(text) {
    this.#draft.text = [this.#draft.text, text].filter(Boolean).join("\n")
  }

  #retry(pending) {
    store.dispatch({ event: "comment_retried", data: { post: this.#post, key: pending.key } })
    this.#deliver({ post: this.#post, ...pending })
  }

  #discard({ key }) {
    store.dispatch({ event: "comment_discarded", data: { post: this.#post, key } })
  }

  async #delete(comment) {
    const { confirmed } = await import("./confirm-dialog.js")
    const words = { question: t("Delete this comment?"), detail: t("It disappears for everybody."), action: t("Delete") }
    if (!await confirmed(words)) return
    try {
      await ask("DELETE", `/api/posts/${this.#post}/comments/${comment.id}`)
      store.dispatch({ event: "comment_removed", data: { comment } })
      this.#parts.heading.focus()
      say(t("Comment deleted."))
    } catch (error) {
      say(`${t("The comment was not deleted.")} ${error.advice}`)
    }
  }

  // Rendering

  #render(state) {
    const { thread, me } = state
    if (!me || thread === this.#thread || thread?.post !== this.#post) return
    this.#thread = thread
    const { list, more, words } = this.#parts
    more.hidden = thread.next === null
    const all = [...thread.items, ...thread.pending.map((one) => ({ ...one, author: me }))]
    const keyOf = (one) => (one.author.id === me.id && one.key ? one.key : one.id)
    reconcile(list, all, keyOf, () => h("li", { class: "comment" }), (item, comment) => this.#show(item, comment, state))
    setText(words, thread.isRead ? (all.length === 0 ? t("No comments yet.") : "") : t("Loading…"))
  }

  #show(item, comment, state) {
    if (!item.firstChild) this.#fill(item, comment)
    const isPending = comment.id === undefined
    item.classList.toggle("pending", isPending)
    setAvatar(item, comment.author)
    setText(item.querySelector(".name"), comment.author.displayName)
    setWritten(item.querySelector(".text"), comment.text)
    this.#showState(item.querySelector(".state"), comment, state)
  }

  #showState(place, comment, { me, posts }) {
    const now = comment.id === undefined ? `${comment.state} ${comment.error}` : "said"
    if (place.dataset.now === now) return
    place.dataset.now = now
    const button = (words, run, about = "") => h("button", { class: "quiet", type: "button", onclick: run }, words,
      h("span", { class: "unseen" }, about))
    if (comment.state === "sending") place.replaceChildren(t("Sending…"))
    else if (comment.state === "waiting") place.replaceChildren(t("Not sent yet. It goes out when the server answers."))
    else if (comment.state === "refused")
      place.replaceChildren(h("span", { class: "error", role: "alert" }, `${t("Not sent.")} ${comment.error}`),
        button(t("Try again"), () => this.#retry(comment)), button(t("Discard"), () => this.#discard(comment)))
    else if (comment.author.id === me.id || posts.get(this.#post)?.author.id === me.id)
      place.replaceChildren(button(t("Delete"), () => this.#delete(comment), ` ${fill(t("the comment by {name}"), { name: comment.author.displayName })}`))
    else place.replaceChildren()
  }

  // Private

  #fill(item, { author, createdAt }) {
    const time = Date.parse(createdAt)
    item.append(avatar(author), h("p", { class: "head" }, nameLink(author), " ",
      h("time", { datetime: createdAt, title: inFull(time) }, ago(time, Date.now()))),
    h("p", { class: "text", dir: "auto" }), h("p", { class: "state" }))
  }

  #build() {
    const heading = h("h2", { tabindex: "-1" }, t("Comments"))
    const words = h("p", { class: "hint" }, t("Loading…"))
    const more = h("button", { class: "button small", type: "button", hidden: true, onclick: this.#more }, t("Show earlier comments"))
    const list = h("ol")
    const text = h("textarea", { id: "comment", name: "text", rows: "2", dir: "auto", maxlength: String(TEXT_MAX), enterkeyhint: "send" })
    text.value = this.#draft.text
    text.addEventListener("input", () => { this.#draft.text = text.value })
    const form = h("form", { onsubmit: this.#submit }, h("label", { for: "comment" }, t("Your comment")), text,
      h("div", { class: "actions" }, h("button", { class: "button primary", type: "submit" }, t("Comment", "to write one"))))
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit()
    })
    this.#parts = { heading, words, more, list }
    this.replaceChildren(heading, more, list, words, form)
  }
}

customElements.define("comment-list", CommentList)
