import { say } from "../components/status-line.js"
import { boot, client, logOut, store } from "./live.js"
import { define, startRouter } from "./router.js"
import { hasUnsent } from "./state.js"

const NAME = "Hubbub"

/** "(3) Home · Hubbub": new posts count in the tab's title too. */
function titled(title, fresh) {
  const bare = title.replace(/^\(\d+\) /, "")
  return fresh > 0 ? `(${fresh}) ${bare}` : bare
}

function showMe({ me }) {
  const place = document.querySelector("[data-me]")
  if (me && place.textContent !== me.displayName) place.textContent = me.displayName
}

function listenToShell() {
  document.querySelector("[data-log-out]").addEventListener("click", () =>
    logOut().catch((error) => say(`You are still logged in. ${error.advice}`)))
  addEventListener("beforeunload", (event) => {
    if (hasUnsent(store.state) && client.status !== "away") event.preventDefault()
  })
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
  boot().catch((error) => say(error.message))
}

start()
