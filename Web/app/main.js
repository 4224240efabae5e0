import { say } from "../components/status-line.js"
import { avatar, h } from "./dom.js"
import { boot, client, hurry, logOut, store } from "./live.js"
import { define, prepare, startRouter } from "./router.js"
import { hasUnsent } from "./state.js"

const NAME = "Hubbub"
const SETTLED_AFTER = 500 // ms after the start in which nothing else should load
let shownMe = null // as whom the shell shows who is logged in

/** "(3) Home · Hubbub": new posts count in the tab's title too. */
function titled(title, fresh) {
  const bare = title.replace(/^\(\d+\) /, "")
  return fresh > 0 ? `(${fresh}) ${bare}` : bare
}

function showMe({ me }) {
  if (!me || me === shownMe) return
  shownMe = me
  const name = h("span", { class: "name", dir: "auto" }, me.displayName)
  document.querySelector("[data-me]").replaceChildren(avatar(me), name)
  for (const part of document.querySelectorAll(".shell [data-admin]")) part.hidden = me.role !== "admin"
}

function listenToShell() {
  document.querySelector("[data-log-out]").addEventListener("click", () =>
    logOut().catch((error) => say(`You are still logged in. ${error.advice}`)))
  addEventListener("online", hurry)
  addEventListener("beforeunload", (event) => {
    if (hasUnsent(store.state) && client.status !== "away") event.preventDefault()
  })
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
  store.watch(showMe)
  store.watch(({ feed }) => {
    const title = titled(document.title || NAME, feed.fresh.length)
    if (document.title !== title) document.title = title
  })
  define(document)
  boot().then(prepareNeighbours, (error) => say(error.message))
}

start()
