import { announce } from "../components/status-line.js"
import { ask, freshKey } from "./api.js"
import { client, persist, store } from "./live.js"

/**
 * Shows one's own post at once and brings it to the server, however often that takes: its key
 * makes sure that there is one of it.
 * @param {{text: string, audience: string}} post
 */
export function publish({ text, audience }) {
  const key = freshKey()
  store.dispatch({ event: "draft_made", data: { key, text, audience } })
  return deliverPost(key)
}

/** Brings a draft to the server, or finds out that it is refused. @param {string} key */
export async function deliverPost(key) {
  const { text, audience } = store.state.drafts.get(key)
  hold(key, "sending", null)
  try {
    const { post } = await persist(() => ask("POST", "/api/posts", { text, audience, key }),
      () => wait(key))
    store.dispatch({ event: "draft_posted", data: { key, post } })
    announce("Posted.")
  } catch (error) {
    hold(key, "refused", error.advice)
    announce(`Not posted. ${error.advice}`)
  }
}

function wait(key) {
  if (store.state.drafts.get(key)?.state === "waiting") return
  hold(key, "waiting", null)
  announce("Not posted yet. It goes out when the server answers.")
}

function hold(key, state, error) {
  store.dispatch({ event: "draft_held", data: { key, state, error } })
}

/**
 * Shows one's own message at once and sends it.
 * @param {string} conversation
 * @param {string} text
 */
export function sendMessage(conversation, text) {
  const key = freshKey()
  const createdAt = new Date().toISOString() // until the server's takes its place
  store.dispatch({ event: "send_started", data: { conversation, key, text, createdAt } })
  return deliverMessage({ conversation, key, text })
}

/** Sends again what was refused, under the same key. */
export function resendMessage({ conversation, key, text }) {
  store.dispatch({ event: "send_retried", data: { conversation, key } })
  return deliverMessage({ conversation, key, text })
}

async function deliverMessage({ conversation, key, text }) {
  try {
    await client.ask({ op: "send", conversation, key, text })
  } catch (refusal) {
    store.dispatch({ event: "send_refused", data: { conversation, key, error: refusal.message } })
  }
}
