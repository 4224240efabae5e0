import { say } from "../components/status-line.js"
import { t } from "../models/words.js"
import { isWriting } from "./api.js"
import { store } from "./live.js"

/** What was begun, and only this page knows of it. */
const BEGUN = "dialog[open], post-editor, message-editor, .answering, picture-chooser .stage:not([hidden])"
const SAVING = "main [aria-busy=true]"

let waiting = null // ends the wait while something on the page would be lost

/** Whether the page would ask before it is left. */
function isHeld() {
  return !dispatchEvent(new Event("beforeunload", { cancelable: true }))
}

function isBegun() {
  return document.querySelector(BEGUN) !== null || isHeld()
}

function turn() {
  if (!waiting || isBegun() || isWriting() || store.state.wishes.size > 0 || document.querySelector(SAVING)) return
  stay()
  location.reload()
}

/** Nothing is to change any more. */
export function stay() {
  waiting?.()
  waiting = null
}

/** Loads the page anew, which its server has in the language that was chosen, once nothing gets lost by it. */
export function speakAnew() {
  if (isBegun()) say(t("The language changes as soon as you are done here."))
  stay()
  const page = new MutationObserver(turn)
  page.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-busy", "hidden", "open"] })
  const unwatch = store.watch(turn)
  waiting = () => {
    page.disconnect()
    unwatch()
  }
  turn()
}
