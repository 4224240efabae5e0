import { freshKey, inWords } from "./api.js"
import { client, store } from "./live.js"
import { dropMedia, saveAlts } from "./media-wire.js"

/**
 * Shows one's own message at once and sends it.
 * @param {string} conversation
 * @param {string} text may be empty where there is media
 * @param {number} [replyTo] the seq of the message that it answers
 * @param {object[]} [media] ready ones, in order
 */
export function sendMessage(conversation, text, replyTo, media = []) {
  const data = { conversation, key: freshKey(), text, replyTo, media }
  const createdAt = new Date().toISOString() // until the server's takes its place
  store.dispatch({ event: "send_started", data: { ...data, createdAt } })
  return deliver(data)
}

/** Sends again what was refused, under the same key. */
export function resendMessage({ conversation, key, text, replyTo, media }) {
  store.dispatch({ event: "send_retried", data: { conversation, key } })
  return deliver({ conversation, key, text, replyTo, media })
}

/** Gives up what was refused. */
export function discardMessage({ conversation, key, media }) {
  store.dispatch({ event: "send_discarded", data: { conversation, key } })
  dropMedia(media)
}

async function deliver({ media, ...message }) {
  try {
    await saveAlts(media)
    await client.ask({ op: "send", ...message, ...(media.length > 0 && { media: media.map(({ id }) => id) }) })
  } catch (refusal) {
    const { conversation, key } = message
    store.dispatch({ event: "send_refused", data: { conversation, key, error: await inWords(refusal.message) } })
  }
}
