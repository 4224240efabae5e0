import { ask } from "../app/api.js"
import { avatar, h, reconcile, setAvatar, setText } from "../app/dom.js"
import { client, first, persist, store } from "../app/live.js"
import { grouped, named } from "../app/notice-state.js"
import { relationOf } from "../app/people-state.js"
import { ago, clock, everyMinute, inFull, throttle } from "../app/timing.js"
import { deedOf, placeOf } from "../models/notice.js"
import { t } from "../models/words.js"
import "./friend-button.js"
import { say } from "./status-line.js"

const PAGE = 50 // notices read at once
const READ_EVERY = 1_000 // ms between two marks

/** What has happened that concerns me; to look at it is to have read it, on every device. */
class NoticeList extends HTMLElement {
  #stops = []
  #seen = {}
  #readUpTo = null // id of the newest notice that was marked
  #mark = throttle(() => this.#markRead(), READ_EVERY, clock)

  // Lifecycle

  connectedCallback() {
    this.querySelector("[data-more]").addEventListener("click", this.#more)
    document.addEventListener("visibilitychange", this.#look)
    this.#stops = [
      store.watch((state) => this.#render(state)),
      everyMinute(() => this.#render(store.state, true)),
      client.on("reset", ({ topics }) => topics.includes(`user:${store.state.me?.id}`) && this.#read()),
      () => document.removeEventListener("visibilitychange", this.#look),
      () => store.dispatch({ event: "notices_closed" }),
    ]
    first(this.#read())
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  // Actions

  async #read() {
    try {
      const data = await persist(() => ask("GET", `/api/notifications?limit=${PAGE}`))
      if (this.isConnected) store.dispatch({ event: "notices_read", data })
    } catch (error) {
      setText(this.querySelector("[data-words]"), error.advice)
    }
  }

  #more = async () => {
    try {
      const before = encodeURIComponent(store.state.notices.next)
      const data = await ask("GET", `/api/notifications?limit=${PAGE}&before=${before}`)
      store.dispatch({ event: "notices_paged", data })
    } catch (error) {
      say(`${t("Older ones could not be read.")} ${error.advice}`)
    }
  }

  #look = () => this.#mark()

  async #markRead() {
    const { notices, unread } = store.state
    const newest = notices?.items[0]?.id
    if (document.hidden || newest === undefined || newest === this.#readUpTo) return
    this.#readUpTo = newest
    if (unread === 0 && notices.items.every(({ read }) => read)) return
    try {
      const answer = await ask("POST", "/api/notifications/read", { upTo: newest })
      store.dispatch({ event: "notices_marked", data: { unread: answer?.unread ?? 0 } })
    } catch {
      this.#readUpTo = null // it is marked when the next one comes
    }
  }

  // Rendering

  #render(state, isForced) {
    const { me, notices, relations } = state
    const isSame = this.#seen.notices === notices && this.#seen.relations === relations
    if (!me || !notices || (isSame && !isForced)) return
    this.#seen = { notices, relations }
    const rows = grouped(notices.items)
    reconcile(this.querySelector("ol"), rows, ({ key }) => key, () => h("li", { class: "notice" }),
      (item, row) => showRow(item, row, state))
    this.querySelector("[data-more]").hidden = notices.next === null
    setText(this.querySelector("[data-words]"), rows.length === 0 ? t("Nothing yet. Likes, comments, mentions and requests will come here.") : "")
    this.#mark()
  }
}

function showRow(item, row, state) {
  const [actor] = row.actors
  const time = Date.parse(row.createdAt)
  const told = `${row.actors.map(({ id, displayName }) => id + displayName).join()} ${row.isNew} ${row.createdAt}`
  if (item.dataset.told !== told) {
    item.dataset.told = told
    item.classList.toggle("new", row.isNew)
    const [before, after] = deedOf(row.kind, row.actors.length).split("{name}")
    item.replaceChildren(avatar(actor),
      h("p", {}, h("a", { href: placeOf(row, actor), dir: "auto" }, before, h("strong", {}, named(row.actors)), after),
        row.isNew ? h("span", { class: "new-mark" }, `● ${t("new")}`) : "",
        h("time", { class: "hint", datetime: row.createdAt, title: inFull(time) }, ago(time, Date.now()))))
  }
  setAvatar(item, actor)
  if (row.kind !== "friend_request") return
  const relation = relationOf(state, actor)
  const place = item.querySelector(".answer") ?? item.appendChild(h("div", { class: "answer" }))
  if (place.dataset.relation === relation) return
  place.dataset.relation = relation
  if (relation !== "incoming") return place.replaceChildren(relation === "friends" ? t("You are friends.") : "")
  const button = document.createElement("friend-button")
  place.replaceChildren(button)
  button.show(actor, relation, { isSmall: true })
}

customElements.define("notice-list", NoticeList)
