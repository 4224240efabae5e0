import { TOPICS_MAX } from "../client/bounds.js"
import { ask } from "../app/api.js"
import { h, icon, reconcile, setText } from "../app/dom.js"
import { client, readFeed, store } from "../app/live.js"
import { clock, everyMinute } from "../app/timing.js"
import { ScrollKeeper } from "../models/scroll-keeper.js"
import { WatchList } from "../models/watch-list.js"
import { fill, many, t } from "../models/words.js"
import "./post-card.js"
import { say, tell } from "./status-line.js"

const PAGE = 20 // posts read at once
const NEAR = "100% 0px" // one screen above and below counts as in view

/** The feed: own posts at once, everybody else's when the reader asks for them. */
class FeedList extends HTMLElement {
  #parts = null
  #stops = []
  #state = null
  #cards = null // observes which cards are near
  #end = null // observes whether the end is near
  #endOf = undefined // the cursor it was last asked about
  #isReading = false
  #announced = 0
  #keeper = new ScrollKeeper({ top: () => 0, moveBy: (pixels) => scrollBy(0, pixels) })
  #near = new WatchList({ limit: TOPICS_MAX, follow: (topics) => client.follow(topics), clock })

  // Lifecycle

  connectedCallback() {
    this.#build()
    this.#cards = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: NEAR })
    this.#end = new IntersectionObserver((entries) => entries.at(-1).isIntersecting && this.#more(),
      { rootMargin: NEAR })
    this.#stops = [
      store.watch((state) => this.#render(state)),
      everyMinute(() => this.#render(this.#state, true)),
      () => this.#cards.disconnect(),
      () => this.#end.disconnect(),
      () => this.#near.clear(),
    ]
    if (store.state.me && !store.state.feed.isRead) readFeed()
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  // Actions

  #reveal = async () => {
    if (store.state.feed.isCut && !await this.#readNewest()) return
    const [first] = store.state.feed.fresh
    store.dispatch({ event: "feed_revealed" })
    this.#render(store.state, false)
    scrollTo({ top: 0 })
    this.querySelector(`[data-id="${CSS.escape(first)}"]`)?.focus({ preventScroll: true })
  }

  /** @returns {Promise<boolean>} whether it is there: what waits stays where it is otherwise */
  async #readNewest() {
    if (this.#isReading) return false
    this.#busy(true)
    try {
      store.dispatch({ event: "feed_refreshed", data: await ask("GET", "/api/feed?limit=50") })
      return true
    } catch (error) {
      say(fill(t("The new posts could not be read. {why}"), { why: error.advice }))
      return false
    } finally {
      this.#busy(false)
    }
  }

  #more = async () => {
    const { next } = store.state.feed
    if (next === null || this.#isReading) return
    this.#busy(true)
    try {
      const data = await ask("GET", `/api/feed?limit=${PAGE}&before=${encodeURIComponent(next)}`)
      if (store.state.feed.next === next) store.dispatch({ event: "feed_paged", data })
    } catch (error) {
      say(`${t("Older posts could not be read.")} ${error.advice}`)
    } finally {
      this.#busy(false)
    }
  }

  #move = (event) => {
    const step = { PageDown: 1, PageUp: -1 }[event.key]
    const card = event.target.closest("[role=article]")
    const target = step > 0 ? card?.nextElementSibling : card?.previousElementSibling
    if (step === undefined || !target) return
    event.preventDefault()
    target.focus()
  }

  #see(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && target.isConnected) this.#near.see(target.dataset.id)
      else this.#near.lose(target.dataset.id)
    }
  }

  // Rendering

  #render(state, isForced) {
    const before = this.#state
    this.#state = state
    const same = !isForced && before && ["feed", "posts", "drafts", "wishes", "me"]
      .every((part) => before[part] === state[part])
    if (same || !state.feed.isRead) return
    const change = () => this.#renderCards(state)
    if (scrollY > 0) this.#keeper.keep(this.#parts.feed.children, change)
    else change()
    this.#renderPill(state.feed)
    this.#renderEnd(state)
  }

  #renderCards(state) {
    const drafts = [...state.drafts.values()].reverse()
    const posts = state.feed.shown.map((id) => state.posts.get(id))
    const focused = this.#parts.feed.contains(document.activeElement)
      ? document.activeElement.closest("[role=article]") : null
    const heir = focused?.nextElementSibling ?? focused?.previousElementSibling
    reconcile(this.#parts.feed, [...drafts, ...posts], (item) => item.id ?? item.key,
      (item) => this.#make(item), (card, item, index) => card.show(state, item, index + 1))
    this.#showRole(drafts.length + posts.length)
    if (focused && !focused.isConnected) (heir?.isConnected ? heir : this.closest("main")).focus()
  }

  /** A feed has articles; without any, it is none. */
  #showRole(count) {
    const { feed } = this.#parts
    for (const [name, value] of [["role", "feed"], ["aria-label", t("Posts")]]) {
      if (count === 0) feed.removeAttribute(name)
      else if (!feed.hasAttribute(name)) feed.setAttribute(name, value)
    }
  }

  #make(item) {
    if (item.id === undefined) return document.createElement("draft-card")
    const card = h("post-card", { "data-id": item.id })
    this.#cards.observe(card)
    return card
  }

  #renderPill({ fresh: { length: count }, isCut }) {
    const forms = isCut ? { other: t("{count}+ new posts") } : { one: t("{count} new post"), other: t("{count} new posts") }
    const words = many(count, forms)
    this.#parts.pill.hidden = count === 0
    setText(this.#parts.count, words)
    if (count > this.#announced) tell("posts", words)
    this.#announced = count
  }

  #renderEnd({ drafts, feed: { shown, fresh, next } }) {
    this.#parts.loading.hidden = true
    this.#parts.more.hidden = next === null
    this.#parts.end.hidden = next !== null
    if (next !== this.#endOf) { // asked anew, for the end may still be near
      this.#endOf = next
      this.#end.disconnect()
      this.#end.observe(this.#parts.more)
    }
    const isEmpty = shown.length + fresh.length + drafts.size === 0
    setText(this.#parts.end, isEmpty ? t("No posts yet. Write the first one.") : t("That is everything."))
  }

  // Private

  #busy(isReading) {
    this.#isReading = isReading
    this.#parts.feed.setAttribute("aria-busy", String(isReading))
    setText(this.#parts.more, isReading ? t("Reading older posts…") : t("Show older posts"))
  }

  #build() {
    const count = h("span")
    const pill = h("button", { class: "pill", type: "button", hidden: true, onclick: this.#reveal }, icon("up"), count)
    const feed = h("div", { class: "posts", onkeydown: this.#move })
    const loading = h("p", { class: "hint" }, t("Loading…"))
    const more = h("button", { class: "button more", type: "button", hidden: true, onclick: this.#more }, t("Show older posts"))
    const end = h("p", { class: "hint", hidden: true })
    this.#parts = { pill, count, feed, loading, more, end }
    this.replaceChildren(pill, feed, loading, more, end)
  }
}

customElements.define("feed-list", FeedList)
