import { say } from "../components/status-line.js"
import { fill, t } from "../models/words.js"
import { ask } from "./api.js"
import { h, setText } from "./dom.js"

/**
 * Fills a part of the page with what the server says, or with why it cannot.
 * @param {HTMLElement} part
 * @param {string} path
 * @param {(answer: object) => void} show puts it in the place of the words that it is coming
 */
export async function fillPart(part, path, show) {
  const words = h("p", { class: "hint", role: "status" }, t("Loading…"))
  part.replaceChildren(words)
  try {
    show(await ask("GET", path))
  } catch (error) {
    setText(words, error.advice)
  }
}

/** Asks whether something is really meant. @param {{question: string, detail: string, action: string}} words */
export async function isMeant(words) {
  const { confirmed } = await import("../components/confirm-dialog.js")
  return confirmed(words)
}

/**
 * Suspends a person, or lets them in again, once that is really meant.
 * @param {{username: string, displayName: string}} person
 * @param {boolean} disabled
 * @returns {Promise<object | null>} the person as they are now; null where nothing was done
 */
export async function suspend({ username, displayName }, disabled) {
  if (disabled && !await isMeant({
    question: fill(t("Suspend {name}?"), { name: displayName }),
    detail: t("They are logged out everywhere, and cannot log in until you let them. What they shared stays."),
    action: t("Suspend"),
  })) return null
  return change(username, { disabled }, fill(disabled ? t("{name} is suspended.") : t("{name} may log in again."), { name: displayName }))
}

/**
 * Makes somebody an admin, or a member again, once that is really meant.
 * @param {{username: string, displayName: string}} person
 * @param {"admin" | "member"} role
 */
export async function setRole({ username, displayName }, role) {
  if (role === "admin" && !await isMeant({
    question: fill(t("Make {name} an admin?"), { name: displayName }),
    detail: t("Admins see reports, suspend people, and make others admins."),
    action: t("Make an admin"),
  })) return null
  return change(username, { role }, fill(role === "admin" ? t("{name} is an admin.") : t("{name} is a member."), { name: displayName }))
}

async function change(username, parts, words) {
  try {
    const { person } = await ask("PATCH", `/api/admin/people/${encodeURIComponent(username)}`, parts)
    say(words)
    return person
  } catch (error) {
    say(fill(t("Nothing was changed. {why}"), { why: error.advice }))
    return null
  }
}
