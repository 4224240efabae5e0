import { say } from "../components/status-line.js"
import { t } from "../models/words.js"
import { ask } from "./api.js"
import { setText } from "./dom.js"
import { store } from "./live.js"

const wishes = [] // changes that the server has not answered yet, oldest first
let known = null // me as the server knows me, while there are some
let last = Promise.resolve() // the change before

/** Parts of a part are changed one by one, the others of it stay. */
function changed(me, change) {
  return { ...me, ...change, ...(change.notify && { notify: { ...me.notify, ...change.notify } }) }
}

/** What the server knows, with what is still wished on top. @param {object} change whose parts may have another value now */
function show(change) {
  const me = wishes.reduce(changed, known)
  store.dispatch({ event: "me_changed", data: { user: Object.fromEntries(Object.keys(change).map((name) => [name, me[name]])) } })
}

/**
 * Changes something about me: at once here, then at the server, one after the other, and back where it says no.
 * @param {object} change of `PATCH /api/me`
 * @returns {Promise<void>} rejects with an ApiError once it is taken back
 */
export async function changeMe(change) {
  if (wishes.length === 0) known = store.state.me
  wishes.push(change)
  show(change)
  const answer = last.then(() => ask("PATCH", "/api/me", change))
  last = answer.catch(() => {})
  try {
    const { user } = await answer
    known = { ...known, ...user }
    wishes.splice(wishes.indexOf(change), 1)
    show(user)
    say(t("Saved."))
  } catch (error) {
    wishes.splice(wishes.indexOf(change), 1)
    show(change)
    throw error
  }
}

/**
 * Puts an error beside the field it concerns, else where the form has a place for it.
 * @param {HTMLFormElement} form @param {{field?: string, advice: string}?} error null takes them away
 */
export function complain(form, error) {
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid")
  for (const place of form.querySelectorAll("[role=alert]")) setText(place, "")
  if (!error) return
  const input = error.field && form.elements.namedItem(error.field)
  const place = (input && form.querySelector(`[data-error="${error.field}"]`)) || form.querySelector("[data-fault]")
  setText(place, error.advice)
  input?.setAttribute("aria-invalid", "true")
  const target = input || form.querySelector("[type=submit]")
  target.focus()
}

/** Runs what a form sends, with its button at rest meanwhile. @param {HTMLFormElement} form */
export async function submit(form, run) {
  const button = form.querySelector("[type=submit]")
  complain(form, null)
  button.disabled = true
  try {
    await run()
  } catch (error) {
    button.disabled = false
    complain(form, error)
  } finally {
    button.disabled = false
  }
}
