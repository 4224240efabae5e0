import { say } from "../components/status-line.js"
import { boot, client, persist, store } from "./live.js"
import { define } from "./navigate.js"

const SHOWN_WITHIN = 2_000 // ms after which the rest waits no longer for what the page is for
const EXPECTED_FOR = 5_000 // ms after which nobody waits any more for a click to do something
const OTHER_BUILD = 4502 // as a socket would be told that the page is older than the server

/** Makes the page alive: first what it is for, then its socket and what stands around every page. */
const shown = boot(lasting(() => define(document)))
const shell = Promise.race([shown.catch(() => {}), new Promise((resolve) => setTimeout(resolve, SHOWN_WITHIN))])
  .then(() => lasting(() => import("./shell.js"), letGo))

Promise.all([shown, shell]).then(([connect, { makeSocket, prepareNeighbours }]) => {
  connect(makeSocket())
  prepareNeighbours()
}).catch((error) => {
  client.end()
  if (error.isUnfit) see({ status: "away", code: OTHER_BUILD })
  else say(error.message)
})

const see = (data) => store.dispatch({ event: "connection_changed", data })

/**
 * Loads modules until they are there. What cannot be fetched may be later; what does not fit is of another build, and
 * so is most likely what throws: a browser keeps that error, and would give it again for ever.
 */
function lasting(load, onWait = () => {}) {
  let last = null
  const attempt = async () => {
    try {
      return await load()
    } catch (error) {
      const isPassing = error instanceof TypeError && error !== last
      last = error
      throw Object.assign(error, { isPassing, isUnfit: !isPassing })
    }
  }
  return persist(attempt, () => {
    onWait()
    see({ status: "waiting" })
  })
}

/** What is clicked before somebody hears it is clicked again when they do. */
function hold(event) {
  const { target, button, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event
  const part = target.closest?.("a[href^='/']:not([target], [download]), .shell button")
  if (!part || button !== 0 || defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return
  event.preventDefault()
  held = { part, at: Date.now() }
}

/** From here on a click does what it does by itself, the last one too: nobody wants to go to two pages, or twice. */
function letGo() {
  removeEventListener("click", hold)
  if (held && Date.now() - held.at < EXPECTED_FOR) held.part.click()
  held = null
}

let held = null
addEventListener("click", hold)
shell.catch(() => {}).then(letGo)
