import { say } from "../components/status-line.js"
import { boot } from "./live.js"
import { define } from "./navigate.js"

/** Makes the page alive: first what it is for, then what stands around every page. */
const shell = boot(define(document), () => import("./shell.js"))
  .then(({ prepareNeighbours }) => prepareNeighbours(), (error) => say(error.message))

/** What is clicked before somebody hears it is clicked again when they do. */
function hold(event) {
  const { target, button, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event
  const part = target.closest?.("a[href], .shell button")
  if (!part || button !== 0 || defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return
  event.preventDefault()
  shell.then(() => part.click())
}

addEventListener("click", hold)
shell.then(() => removeEventListener("click", hold))
