import { announce, say } from "../components/status-line.js"
import { avatar, h } from "./dom.js"
import { boot, client, hurry, logOut, store } from "./live.js"
import { peopleIn } from "./people-state.js"
import { define, prepare, startRouter } from "./router.js"
import { hasUnsent } from "./state.js"
import { clock, throttle } from "./timing.js"

const NAME = "Hubbub"
const SETTLED_AFTER = 500 // ms after the start in which nothing else should load
const ACTIVE_EVERY = 30_000 // ms between two signs of life, of which the server needs one in 20 minutes
const shown = {} // what the shell shows now: {me, requests, unread}

/** "(3) Home · Hubbub": new posts count in the tab's title too. */
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
function showBadge(name, count, meaning) {
  if (count === shown[name]) return
  const badge = document.querySelector(`[data-badge="${name}"]`)
  badge.hidden = count === 0
  badge.replaceChildren(count > 99 ? "99+" : String(count), h("span", { class: "unseen" }, ` ${meaning}`))
  if (count > shown[name]) announce(`${count} ${meaning}`)
  shown[name] = count
}

function showBadges(state) {
  if (!state.me) return
  const requests = peopleIn(state, "incoming").length
  showBadge("requests", requests, requests === 1 ? "friend request" : "friend requests")
  showBadge("unread", state.unread, "new")
}

function listenToShell() {
  document.querySelector("[data-log-out]").addEventListener("click", () =>
    logOut().catch((error) => say(`You are still logged in. ${error.advice}`)))
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

/** The pages one click away open at once, also while the server is away. */
function prepareNeighbours() {
  setTimeout(() => {
    for (const { pathname } of document.querySelectorAll("nav a:not([data-admin])")) prepare(pathname)
  }, SETTLED_AFTER)
}

/** Makes the page alive. The order matters little: nothing here waits for the network. */
function start() {
  listenToShell()
  startRouter()
  showLife()
  store.watch(showMe)
  store.watch(showBadges)
  store.watch(({ feed }) => {
    const title = titled(document.title || NAME, feed.fresh.length)
    if (document.title !== title) document.title = title
  })
  boot(define(document)).then(prepareNeighbours, (error) => say(error.message))
}

start()
