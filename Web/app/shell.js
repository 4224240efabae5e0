import { HubbubClient } from "../client/hubbub.js"
import { say, tell } from "../components/status-line.js"
import { unreadIn } from "../models/conversation.js"
import { lang, many, t } from "../models/words.js"
import "./conversation-state.js"
import { avatar, h } from "./dom.js"
import { client, store } from "./live.js"
import "./message-state.js"
import { peopleIn } from "./people-state.js"
import { prepare, startRouter } from "./router.js"
import { hasUnsent } from "./state.js"
import { clock, throttle } from "./timing.js"

const SETTLED_AFTER = 500 // ms after the start in which nothing else should load
const ACTIVE_EVERY = 30_000 // ms between two signs of life, of which the server needs one in 20 minutes
const READING_TAKES = 300 // ms in which a message that comes before one's eyes is marked as read
const shown = {} // what the shell shows now: {me, language, requests, unread, messages}

/** "(3) Home · Hubbub": new posts and messages count in the tab's title too. */
function titled(title, fresh) {
  const bare = title.replace(/^\(\d+\) /, "")
  return fresh > 0 ? `(${fresh}) ${bare}` : bare
}

/** What was chosen on another device holds here from now on. */
async function showDisplay(me) {
  const { dataset } = document.documentElement
  if (["theme", "motion"].every((part) => (me[part] ?? "system") === (dataset[part] ?? "system"))) return
  const { showAs } = await import("./display.js")
  showAs(me)
}

/** The whole page, once its language was changed here or elsewhere; `shown.language` is what it was made for. */
function showLanguage({ language }) {
  if (language === shown.language) return
  shown.language = language
  import("./language.js").then(({ speakAnew, stay }) => (language === lang ? stay() : speakAnew())).catch(() => {}) // the next page has it
}

function showMe({ me }) {
  if (!me || me === shown.me) return
  shown.me = me
  shown.language ??= me.language
  showDisplay(me)
  const name = h("span", { class: "name", dir: "auto" }, me.displayName)
  const link = document.querySelector("[data-me]")
  link.replaceChildren(avatar(me), name)
  link.href = `/u/${me.username}`
  for (const part of document.querySelectorAll(".shell [data-admin]")) part.hidden = me.role !== "admin"
  if (me.role === "admin") import("./admin-news.js").catch(() => {}) // the badge comes with the next page
}

/** A number beside a page's name in the navigation. @returns {boolean} whether it has grown */
export function showBadge(name, count, meaning) {
  const known = shown[name]
  if (count === known) return false
  const before = document.querySelector(`[data-badge="${name}"]`)
  const badge = before.cloneNode() // one that grows would count as one that has moved
  before.replaceWith(badge)
  badge.hidden = count === 0
  badge.replaceChildren(count > 99 ? "99+" : String(count), h("span", { class: "unseen" }, ` ${meaning}`))
  shown[name] = count
  return count > known
}

function showBadges(state) {
  if (!state.me) return
  const { length } = peopleIn(state, "incoming")
  const meaning = many(length, { one: t("friend request"), other: t("friend requests") })
  if (showBadge("requests", length, meaning)) tell("requests", `${length} ${meaning}`)
  showBadge("unread", state.unread, t("new"))
}

/** After a moment, for what is read as it comes shall not flash; and in silence, for a room may never rest. */
const showUnread = throttled(() => {
  if (!store.state.me) return
  const unread = unreadIn(store.state)
  showBadge("messages", unread, many(unread, { one: t("unread message"), other: t("unread messages") }))
  showTitle(store.state)
})

function throttled(run) {
  let timer = null
  return () => {
    timer ??= setTimeout(() => {
      timer = null
      run()
    }, READING_TAKES)
  }
}

function showTitle({ feed }) {
  const title = titled(document.title, feed.fresh.length + (shown.messages ?? 0))
  if (document.title !== title) document.title = title
}

/** What the bell tells is said, too; requests are, with their badge. */
function tellOf(notification) {
  if (notification.kind !== "friend_request") import("./told.js").then(({ tellOf }) => tellOf(notification)).catch(() => {})
}

/** Alerts of the browser, where somebody on this device wants them. */
function followAlerts() {
  try {
    if (localStorage.getItem("hubbub.alerts") !== null) import("./alerts.js").catch(() => {})
  } catch {} // nothing is kept here: there are none
}

function listenToShell() {
  document.querySelector("[data-log-out]").addEventListener("click", () =>
    import("./leaving.js").then(({ logOut }) => logOut()).catch((error) => say(`${t("You are still logged in.")} ${error.advice ?? error.message}`)))
  document.querySelector("[data-search]").addEventListener("click", () =>
    import("../components/search-dialog.js").then(({ showSearch }) => showSearch()).catch(() => say(t("The search cannot be loaded right now."))))
  addEventListener("storage", ({ key }) => key === "hubbub.alerts" && followAlerts())
  addEventListener("beforeunload", (event) => {
    if (hasUnsent(store.state) && client.status !== "away") event.preventDefault()
  })
}

/** Friends see me online while I do something here. */
function showLife() {
  const live = throttle(() => client.ask({ op: "active" }).catch(() => {}), ACTIVE_EVERY, clock)
  for (const sign of ["pointerdown", "keydown", "wheel"]) addEventListener(sign, live, { passive: true })
}

/** @returns {HubbubClient} of this server */
export function makeSocket() {
  return new HubbubClient(`${location.origin.replace(/^http/, "ws")}/ws`)
}

/** The pages one click away open at once, and what is missed is read again, also while the server is away. */
export function prepareNeighbours() {
  setTimeout(() => {
    import("./catch-up.js").catch(() => {})
    import("./shortcuts.js").catch(() => {})
    import("./trusted-worker.js").catch(() => {})
    for (const { pathname } of document.querySelectorAll(".shell nav a:not([data-admin])")) prepare(pathname)
  }, SETTLED_AFTER)
}

startRouter()
import("./place.js").catch(() => {}) // then a page begins at its top
followAlerts()
listenToShell()
showLife()
store.watch(showMe)
store.watch(showBadges)
store.watch(showUnread)
store.watch(showTitle)
client.on("event", ({ event, data }) => {
  if (event === "notification") tellOf(data.notification)
  if (event === "settings") showLanguage(data)
})
