import { announce, hush, say } from "../components/status-line.js"
import { titleOf, unreadIn } from "../models/conversation.js"
import "./conversation-state.js"
import { avatar, h } from "./dom.js"
import { client, hurry, store } from "./live.js"
import "./message-state.js"
import { peopleIn } from "./people-state.js"
import { prepare, startRouter } from "./router.js"
import { hasUnsent } from "./state.js"
import { clock, throttle } from "./timing.js"

const NAME = "Hubbub"
const SETTLED_AFTER = 500 // ms after the start in which nothing else should load
const ACTIVE_EVERY = 30_000 // ms between two signs of life, of which the server needs one in 20 minutes
const READING_TAKES = 300 // ms in which a message that comes before one's eyes is marked as read
const TOLD_FOR = 2_000 // ms in which what a message is told by need not be counted as well
const toast = { conversation: null, words: "", at: -Infinity } // of the newest message, while it is unread; `at` in ms
const shown = {} // what the shell shows now: {me, requests, unread, messages}

/** "(3) Home · Hubbub": new posts and messages count in the tab's title too. */
function titled(title, fresh) {
  const bare = title.replace(/^\(\d+\) /, "")
  return fresh > 0 ? `(${fresh}) ${bare}` : bare
}

/** What was chosen on another device holds here from now on. */
async function showDisplay(me) {
  const { dataset } = document.documentElement
  if (["theme", "motion", "language"].every((part) => (me[part] ?? "system") === (dataset[part] ?? "system"))) return
  const { showAs } = await import("./display.js")
  showAs(me)
}

function showMe({ me }) {
  if (!me || me === shown.me) return
  shown.me = me
  showDisplay(me)
  const name = h("span", { class: "name", dir: "auto" }, me.displayName)
  const link = document.querySelector("[data-me]")
  link.replaceChildren(avatar(me), name)
  link.href = `/u/${me.username}`
  for (const part of document.querySelectorAll(".shell [data-admin]")) part.hidden = me.role !== "admin"
}

/** A number beside a page's name in the navigation, and its meaning for who does not see where it is. */
function showBadge(name, count, meaning, { isSaid = true } = {}) {
  if (count === shown[name]) return
  const before = document.querySelector(`[data-badge="${name}"]`)
  const badge = before.cloneNode() // one that grows would count as one that has moved
  before.replaceWith(badge)
  badge.hidden = count === 0
  badge.replaceChildren(count > 99 ? "99+" : String(count), h("span", { class: "unseen" }, ` ${meaning}`))
  if (isSaid && count > shown[name] && clock.now() - toast.at > TOLD_FOR) announce(`${count} ${meaning}`)
  shown[name] = count
}

function showBadges(state) {
  if (!state.me) return
  const requests = peopleIn(state, "incoming").length
  showBadge("requests", requests, requests === 1 ? "friend request" : "friend requests")
  showBadge("unread", state.unread, "new")
}

/** After a moment, for what is read as it comes shall not flash; and in silence, for a room may never rest. */
const showUnread = throttled(() => {
  if (!store.state.me) return
  const unread = unreadIn(store.state)
  showBadge("messages", unread, unread === 1 ? "unread message" : "unread messages", { isSaid: false })
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
  const title = titled(document.title || NAME, feed.fresh.length + (shown.messages ?? 0))
  if (document.title !== title) document.title = title
}

/** Says who has written, unless it is read as it comes. */
function tellOf({ kind, actor, conversation }) {
  if (!conversation) return
  toast.at = clock.now()
  setTimeout(() => {
    const known = store.state.conversations?.get(conversation)
    if (!known || (kind !== "group_added" && !known.unread)) return
    const words = { message: "wrote to you", mention: `mentioned you in ${titleOf(known, store.state.me)}`,
      group_added: `added you to ${titleOf(known, store.state.me)}` }[kind]
    Object.assign(toast, { conversation: kind === "group_added" ? null : conversation, words: `${actor.displayName} ${words}` })
    say(toast.words)
  }, READING_TAKES)
}

function hideToast({ conversations }) {
  if (toast.conversation === null || conversations?.get(toast.conversation)?.unread > 0) return
  hush(toast.words)
  toast.conversation = null
}

/** Alerts of the browser, where somebody on this device wants them. */
function followAlerts() {
  try {
    if (localStorage.getItem("hubbub.alerts") !== null) import("./alerts.js").catch(() => {})
  } catch {} // nothing is kept here: there are none
}

function listenToShell() {
  document.querySelector("[data-log-out]").addEventListener("click", () =>
    import("./leaving.js").then(({ logOut }) => logOut()).catch((error) => say(`You are still logged in. ${error.advice ?? error.message}`)))
  document.querySelector("[data-search]").addEventListener("click", () =>
    import("../components/search-dialog.js").then(({ showSearch }) => showSearch()).catch(() => say("The search cannot be loaded right now.")))
  addEventListener("storage", ({ key }) => key === "hubbub.alerts" && followAlerts())
  addEventListener("online", hurry)
  addEventListener("beforeunload", (event) => {
    if (hasUnsent(store.state) && client.status !== "away") event.preventDefault()
  })
}

/** Friends see me online while I do something here. */
function showLife() {
  const live = throttle(() => client.ask({ op: "active" }).catch(() => {}), ACTIVE_EVERY, clock)
  for (const sign of ["pointerdown", "keydown", "wheel"]) addEventListener(sign, live, { passive: true })
}

/** The pages one click away open at once, and what is missed is read again, also while the server is away. */
export function prepareNeighbours() {
  setTimeout(() => {
    import("./catch-up.js").catch(() => {})
    import("./shortcuts.js").catch(() => {})
    for (const { pathname } of document.querySelectorAll("nav a:not([data-admin])")) prepare(pathname)
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
store.watch(hideToast)
client.on("event", ({ event, data }) => event === "notification" && tellOf(data.notification))
