import { say } from "../components/status-line.js"
import { boot, persist, store } from "./live.js"
import { define } from "./navigate.js"

const SHOWN_WITHIN = 2_000 // ms after which the rest waits no longer for what the page is for
const OTHER_BUILD = 4502 // as a socket would be told that the page is older than the server

/** Makes the page alive: first what it is for, then its socket and what stands around every page. */
const shown = boot(define(document))
const shell = Promise.race([shown.catch(() => {}), new Promise((resolve) => setTimeout(resolve, SHOWN_WITHIN))])
  .then(() => persist(loadShell, () => see({ status: "waiting" })))

Promise.all([shown, shell]).then(([connect, { makeSocket, prepareNeighbours }]) => {
  connect(makeSocket())
  prepareNeighbours()
}).catch((error) => {
  if (error.isOtherBuild) see({ status: "away", code: OTHER_BUILD })
  else say(error.message)
})

const see = (data) => store.dispatch({ event: "connection_changed", data })

/** What cannot be fetched may be later; what does not fit is of another build. */
async function loadShell() {
  try {
    return await import("./shell.js")
  } catch (error) {
    throw Object.assign(error, { isPassing: error instanceof TypeError, isOtherBuild: error instanceof SyntaxError })
  }
}

/** What is clicked before somebody hears it is clicked again when they do. */
function hold(event) {
  const { target, button, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event
  const part = target.closest?.("a[href^='/']:not([target], [download]), .shell button")
  if (!part || button !== 0 || defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return
  event.preventDefault()
  held = part
}

let held = null // the last one: nobody wants to go to two pages, or twice
addEventListener("click", hold)
shell.catch(() => {}).then(() => {
  removeEventListener("click", hold)
  held?.click()
})
