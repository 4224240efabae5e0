import { announce } from "../components/status-line.js"
import { t } from "../models/words.js"
import { ask, freshKey } from "./api.js"
import { persist, store } from "./live.js"
import { saveAlts } from "./media-wire.js"

/**
 * Shows one's own post at once and brings it to the server, however often that takes: its key
 * makes sure that there is one of it.
 * @param {{text: string, audience: string, media: object[]}} post its media ready, in order
 */
export function publish({ text, audience, media }) {
  const key = freshKey()
  store.dispatch({ event: "draft_made", data: { key, text, audience, media } })
  return deliverPost(key)
}

/** Brings a draft to the server, or finds out that it is refused. @param {string} key */
export async function deliverPost(key) {
  const { text, audience, media } = store.state.drafts.get(key)
  hold(key, "sending", null)
  try {
    await saveAlts(media, () => wait(key))
    const { post } = await persist(() => ask("POST", "/api/posts", { text, audience, key, media: media.map(({ id }) => id) }),
      () => wait(key))
    store.dispatch({ event: "draft_posted", data: { key, post } })
    announce(t("Posted."))
  } catch (error) {
    hold(key, "refused", error.advice)
    announce(`${t("Not posted.")} ${error.advice}`)
  }
}

function wait(key) {
  if (store.state.drafts.get(key)?.state === "waiting") return
  hold(key, "waiting", null)
  announce(t("Not posted yet. It goes out when the server answers."))
}

function hold(key, state, error) {
  store.dispatch({ event: "draft_held", data: { key, state, error } })
}
