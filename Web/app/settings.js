import { say } from "../components/status-line.js"
import { ask } from "./api.js"
import { setText } from "./dom.js"
import { store } from "./live.js"

/**
 * Changes something about me: at once here, then at the server, and back where it says no.
 * @param {object} change of `PATCH /api/me`
 * @returns {Promise<void>} rejects with an ApiError once it is taken back
 */
export async function changeMe(change) {
  const { me } = store.state
  const before = Object.fromEntries(Object.keys(change).map((name) => [name, me[name]]))
  store.dispatch({ event: "me_changed", data: { user: change } })
  try {
    const { user } = await ask("PATCH", "/api/me", change)
    store.dispatch({ event: "me_changed", data: { user } })
    say("Saved.")
  } catch (error) {
    store.dispatch({ event: "me_changed", data: { user: before } })
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
