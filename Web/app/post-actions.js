import "../components/more-menu.js"
import { say } from "../components/status-line.js"
import { fill, t } from "../models/words.js"
import { ask } from "./api.js"
import { store } from "./live.js"

const AUDIENCES = { public: t("Show to: everybody"), friends: t("Show to: friends"), me: t("Show to: only you") }

function change(id, parts) {
  store.dispatch({ event: "post_changed", data: { id, ...parts } })
}

/**
 * Shows a change of one's own post at once, and takes it back where the server says no. Rejects then.
 * @param {object} post @param {object} parts of the request @param {object} [shown] what it will be
 * @param {{id: string, alt: string}[]} [described] media with another description
 */
async function patch(post, parts, shown = parts, described = []) {
  const changed = ({ text, audience, editedAt, media }) => change(post.id, { text, audience, editedAt, media })
  const isEdited = "text" in parts || "media" in parts
  change(post.id, isEdited ? { ...shown, editedAt: new Date().toISOString() } : shown)
  try {
    await Promise.all(described.map(({ id, alt }) => ask("PATCH", `/api/media/${id}`, { alt })))
    if (Object.keys(parts).length > 0) changed((await ask("PATCH", `/api/posts/${post.id}`, parts)).post)
  } catch (error) {
    changed(post)
    throw error
  }
}

/** Saves what was edited, if anything was. @returns {Promise<boolean>} whether there was something to save */
async function save(post, { text, media }) {
  const before = new Map((post.media ?? []).map(({ id, alt }) => [id, alt]))
  const described = media.filter(({ id, alt }) => alt !== before.get(id))
  const parts = {
    ...(text !== post.text && { text }),
    ...(media.length !== before.size && { media: media.map(({ id }) => id) }),
  }
  if (Object.keys(parts).length + described.length === 0) return false
  await patch(post, parts, { text, media }, described)
  return true
}

/**
 * Fills the menu of a post: one's own can be changed, another's reported.
 * @param {HTMLElement} menu a `<more-menu>`
 * @param {HTMLElement} place where its text is
 * @param {() => object} postOf the post as it is now
 */
export function offer(menu, place, postOf) {
  customElements.upgrade(menu) // one that was taken out again meanwhile is no menu by itself
  if (postOf().author.id !== store.state.me.id) return offerReport(menu, postOf)
  const audience = ([name, words]) =>
    ({ words, isOn: postOf().audience === name, run: () => showPostTo(postOf(), name) })
  menu.show(t("Your post"), () => [
    { words: t("Edit"), run: () => edit(menu, place, postOf) },
    ...Object.entries(AUDIENCES).map(audience),
    { words: t("Delete"), isDanger: true, run: () => deletePost(postOf()) },
  ])
}

/** What one may do with another's post. */
function offerReport(menu, postOf) {
  const { displayName } = postOf().author
  menu.show(fill(t("Post by {name}"), { name: displayName }), () => [{ words: t("Report"), run: async () => {
    const { report } = await import("../components/report-dialog.js")
    report({ post: postOf().id }, fill(t("Report this post by {name}"), { name: displayName }))
  } }])
}

/** Edits a post in its place. What is new shows at once; it can be gone on with where it is refused. */
async function edit(menu, place, postOf, { begun = postOf(), problem } = {}) {
  await import("../components/post-editor.js")
  const editor = document.createElement("post-editor")
  place.hidden = true
  place.after(editor)
  editor.show(postOf(), begun, async (changed) => {
    editor.remove()
    place.hidden = false
    menu.querySelector("button").focus()
    if (changed === null) return
    try {
      if (await save(postOf(), changed)) say(t("Post changed."))
    } catch (error) {
      const words = `${t("Your post was not changed.")} ${error.advice}`
      if (place.isConnected) edit(menu, place, postOf, { begun: changed, problem: words })
      else say(words)
    }
  })
  if (problem) editor.complain(problem)
}

async function showPostTo(post, audience) {
  if (post.audience === audience) return
  try {
    await patch(post, { audience })
  } catch (error) {
    say(`${t("The same people as before see your post.")} ${error.advice}`)
  }
}

/** Deletes one's own post once that is really meant. */
async function deletePost({ id }) {
  try {
    const { confirmed } = await import("../components/confirm-dialog.js")
    const isMeant = await confirmed({
      question: t("Delete this post?"),
      detail: t("It disappears for everybody, and does not come back."),
      action: t("Delete"),
    })
    if (!isMeant) return
    await ask("DELETE", `/api/posts/${id}`)
    store.dispatch({ event: "post_deleted", data: { post: { id } } })
    say(t("Post deleted."))
  } catch (error) {
    say(`${t("The post was not deleted.")} ${error.advice}`)
  }
}
