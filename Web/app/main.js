import { say } from "../components/status-line.js"
import { boot } from "./live.js"
import { define } from "./navigate.js"

const SHOWN_WITHIN = 2_000 // ms after which the rest waits no longer for what the page is for

/** Makes the page alive: first what it is for, then what stands around every page. */
const shown = boot(define(document))
const shell = Promise.race([shown.catch(() => {}), new Promise((resolve) => setTimeout(resolve, SHOWN_WITHIN))])
  .then(() => import("./shell.js"))

Promise.all([shown, shell]).then(([connect, { prepareNeighbours }]) => {
  connect()
  prepareNeighbours()
}).catch((error) => say(error.message))

/** What is clicked before somebody hears it is clicked again when they do. */
function hold(event) {
  const { target, button, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event
  const part = target.closest?.("a[href], .shell button")
  if (!part || button !== 0 || defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return
  event.preventDefault()
  heard.then(() => part.click())
}

addEventListener("click", hold)
const heard = shell.catch(() => {}).then(() => removeEventListener("click", hold))
