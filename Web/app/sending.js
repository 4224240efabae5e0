import { freshKey } from "./api.js"
import { client, store } from "./live.js"

/**
 * Shows one's own message at once and sends it.
 * @param {string} conversation
 * @param {string} text
 * @param {number} [replyTo] the seq of the message that it answers
 */
export function sendMessage(conversation, text, replyTo) {
  const data = { conversation, key: freshKey(), text, replyTo }
  const createdAt = new Date().toISOString() // until the server's takes its place
  store.dispatch({ event: "send_started", data: { ...data, createdAt } })
  return deliver(data)
}

/** Sends again what was refused, under the same key. */
export function resendMessage({ conversation, key, text, replyTo }) {
  store.dispatch({ event: "send_retried", data: { conversation, key } })
  return deliver({ conversation, key, text, replyTo })
}

async function deliver(message) {
  try {
    await client.ask({ op: "send", ...message })
  } catch (refusal) {
    const { conversation, key } = message
    store.dispatch({ event: "send_refused", data: { conversation, key, error: refusal.message } })
  }
}
