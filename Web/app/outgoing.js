import { announce } from "../components/status-line.js"
import { ask } from "./api.js"
import { client, store } from "./live.js"

/**
 * Shows one's own post at once and brings it to the server, however often that takes: its key
 * makes sure that there is one of it.
 * @param {{text: string, audience: string}} post
 */
export function publish({ text, audience }) {
  const key = crypto.randomUUID()
  store.dispatch({ event: "draft_made", data: { key, text, audience } })
  return deliverPost(key)
}

/** Tries a draft again. @param {string} key */
export async function deliverPost(key) {
  const draft = store.state.drafts.get(key)
  if (!draft) return
  const { text, audience } = draft
  hold(key, "sending", null)
  try {
    const { post } = await ask("POST", "/api/posts", { text, audience, key })
    store.dispatch({ event: "draft_posted", data: { key, post } })
    announce("Posted.")
  } catch (error) {
    hold(key, error.isPassing ? "waiting" : "refused", error.advice)
  }
}

function hold(key, state, error) {
  store.dispatch({ event: "draft_held", data: { key, state, error } })
  if (state === "waiting") announce("Not posted yet. It goes out when the server answers.")
  if (state === "refused") announce(`Not posted. ${error}`)
}

/**
 * Shows one's own message at once and sends it.
 * @param {string} conversation
 * @param {string} text
 */
export function sendMessage(conversation, text) {
  const key = crypto.randomUUID()
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

/** Posts that waited for the network go out as soon as there is a socket again. */
client.on("status", (status) => {
  if (status !== "live") return
  for (const { key, state } of store.state.drafts.values())
    if (state === "waiting") deliverPost(key)
})
