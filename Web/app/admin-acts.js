import { say } from "../components/status-line.js"
import { ask } from "./api.js"

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
    question: `Suspend ${displayName}?`,
    detail: "They are logged out everywhere, and cannot log in until you let them. What they shared stays.",
    action: "Suspend",
  })) return null
  return change(username, { disabled }, disabled ? `${displayName} is suspended.` : `${displayName} may log in again.`)
}

/**
 * Makes somebody an admin, or a member again, once that is really meant.
 * @param {{username: string, displayName: string}} person
 * @param {"admin" | "member"} role
 */
export async function setRole({ username, displayName }, role) {
  if (role === "admin" && !await isMeant({
    question: `Make ${displayName} an admin?`,
    detail: "Admins see reports, suspend people, and make others admins.",
    action: "Make admin",
  })) return null
  return change(username, { role }, role === "admin" ? `${displayName} is an admin.` : `${displayName} is a member.`)
}

async function change(username, parts, words) {
  try {
    const { person } = await ask("PATCH", `/api/admin/people/${encodeURIComponent(username)}`, parts)
    say(words)
    return person
  } catch (error) {
    say(`Nothing was changed. ${error.advice}`)
    return null
  }
}
