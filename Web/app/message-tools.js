import "../components/message-bar.js"
import { announce, say } from "../components/status-line.js"
import { fill, many, t } from "../models/words.js"
import { ask } from "./api.js"
import { attachTo } from "./attaching.js"
import { dress } from "./dress.js"
import { persist, store } from "./live.js"
import { discardMessage, resendMessage } from "./sending.js"
import { replyLine } from "./reply-line.js"
import { showSigns } from "./talk-signs.js"

export { sendMessage } from "./sending.js"

const SETTLED_AFTER = 500 // ms after the start in which nothing else should load
const EDITABLE_FOR = 15 * 60_000 // ms after it was said

const pathOf = ({ conversation, seq }) => `/api/conversations/${conversation}/messages/${seq}`

/** Gives a conversation's page what it can do with messages. @param {HTMLElement} view a `<conversation-view>` */
export function equip(view) {
  const bar = document.createElement("message-bar")
  dress("talk-tools").then(() => bar.serve(view, actionsFor)) // it stands nowhere before it has its place
  showSigns(view)
  attachTo(view.form, view.talk)
  const { text } = view.form.elements
  const name = async () => text.value.includes("@") && (await import("../components/mention-list.js")).complete(view)
  text.addEventListener("input", name)
  name()
  const answered = () => answer(view, null)
  view.form.addEventListener("sent", answered)
  view.form.addEventListener("keydown", ({ key }) => key === "Escape" && answered())
}

/** What may be wanted while the server is away is there by then. */
new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER)).then(() => Promise.allSettled([
  import("../components/about-dialog.js"), import("../components/begin-dialog.js"), import("../components/confirm-dialog.js"),
  import("../components/mention-list.js"), import("../components/message-editor.js"), import("./showing.js"), import("../components/rooms-dialog.js"),
]))

/** What one may do with a message besides giving it a reaction. */
function actionsFor(view, message) {
  const isMine = message.author?.id === store.state.me.id
  const isFresh = Date.now() - Date.parse(message.createdAt) < EDITABLE_FOR
  return [
    { words: t("Reply"), run: () => answer(view, message) },
    ...(isMine && isFresh ? [{ words: t("Edit"), run: () => edit(view, message) }] : []),
    isMine ? { words: t("Delete"), run: () => remove(message), isDanger: true } : { words: t("Report"), run: () => report(view, message) },
  ]
}

async function report(view, { seq, author }) {
  const dialog = await import("../components/report-dialog.js")
  dialog.report({ message: { conversation: view.talk, seq } }, fill(t("Report this message by {name}"), { name: author?.displayName }))
}

const acts = {
  jump: (view, { replyTo }) => view.goTo(replyTo),
  react: (_, message, { dataset }) => react(message, dataset.emoji),
  retry: (view, message) => resendMessage({ ...message, conversation: view.talk }),
  discard: (view, message) => discardMessage({ ...message, conversation: view.talk }),
  seen: (_, __, button) => {
    const isOpen = button.ariaExpanded === "true"
    button.ariaExpanded = String(!isOpen)
    const names = button.title
    const words = isOpen ? many(names.split(", ").length, { other: t("Seen by {count}") }) : fill(t("Seen by {names}"), { names })
    button.textContent = words
    if (!isOpen) announce(words)
  },
}

/** Does what a button on a message is for. */
export function act(view, name, message, button) {
  return acts[name](view, message, button)
}

let reacting = Promise.resolve() // one after the other, so that the last click is the last said

/** Gives a reaction or takes it back, which shows at once. @param {object} message @param {string} emoji */
export function react({ conversation, seq, mine = [], ...message }, emoji) {
  const given = !mine.includes(emoji)
  const show = (isGiven) => store.dispatch({ event: "reacted_here", data: { conversation, seq, emoji, given: isGiven } })
  show(given)
  const path = `${pathOf({ conversation, seq, ...message })}/reactions/${encodeURIComponent(emoji)}`
  reacting = reacting.then(() => persist(() => ask(given ? "PUT" : "DELETE", path))).catch((error) => {
    show(!given)
    say(`${t("Your reaction is as it was.")} ${error.advice}`)
  })
  return reacting
}

/** Begins an answer to a message, or ends it. @param {HTMLElement} view @param {object?} message */
export function answer({ form }, message) {
  form.querySelector(".answering")?.remove()
  delete form.dataset.replyTo
  if (!message) return
  form.dataset.replyTo = message.seq
  form.prepend(replyLine(message, () => answer({ form }, null)))
  form.elements.text.focus()
}

/** Edits a message in its place. What is saved shows at once, and can be gone on with where it is refused. */
async function edit(view, message, { text = message.text, problem } = {}) {
  await import("../components/message-editor.js")
  const item = view.log.querySelector(`[data-seq="${message.seq}"]`)
  const change = (parts) => {
    const { messages = [] } = store.state.logs.get(view.talk) ?? {}
    const now = messages.find(({ seq }) => seq === message.seq) ?? message
    store.dispatch({ event: "message_changed", data: { message: { ...now, ...parts } } })
  }
  document.createElement("message-editor").open(item, text, problem, async (changed) => {
    item.focus()
    if (changed === null || changed === message.text) return
    change({ text: changed, editedAt: new Date().toISOString() })
    try {
      await persist(() => ask("PATCH", pathOf(message), { text: changed }))
      announce(t("Message changed."))
    } catch (error) {
      change({ text: message.text, editedAt: message.editedAt })
      const words = `${t("Your message was not changed.")} ${error.advice}`
      if (item.isConnected) edit(view, message, { text: changed, problem: words })
      else say(words)
    }
  })
}

/** Deletes a message once that is really meant. */
async function remove(message) {
  const { confirmed } = await import("../components/confirm-dialog.js")
  const isMeant = await confirmed({ question: t("Delete this message?"), action: t("Delete"),
    detail: t("What it says and shows disappears for everybody. That there was one can still be seen.") })
  if (!isMeant) return
  try {
    await persist(() => ask("DELETE", pathOf(message)))
    store.dispatch({ event: "message_changed", data: { message: { ...message, text: "", media: [], reactions: {}, deleted: true } } })
    say(t("Message deleted."))
  } catch (error) {
    say(`${t("The message was not deleted.")} ${error.advice}`)
  }
}

const wanted = new Set() // quotes that were asked for

/** Reads a message that another one answers. @param {string} id of the conversation @param {number} seq */
export async function readQuote(id, seq) {
  if (wanted.has(`${id} ${seq}`)) return
  wanted.add(`${id} ${seq}`)
  try {
    const { items } = await ask("GET", `/api/conversations/${id}/messages?around=${seq}&limit=2`)
    const message = items.find((one) => one.seq === seq) ?? null
    store.dispatch({ event: "quote_read", data: { id, seq, message } })
  } catch {
    // it stays untold; a click on it leads there all the same
  } finally {
    setTimeout(() => wanted.delete(`${id} ${seq}`), EDITABLE_FOR)
  }
}
