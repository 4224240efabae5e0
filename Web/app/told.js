import { hush, tell } from "../components/status-line.js"
import { titleOf } from "../models/conversation.js"
import { deedOf } from "../models/notice.js"
import { fill, many, t } from "../models/words.js"
import { store } from "./live.js"

const READING_TAKES = 300 // ms in which a message that comes before one's eyes is marked as read

const told = new Set() // ids of the conversations of which somebody was told, while they are unread

/** Says what the bell tells. @param {object} notification */
export function tellOf(notification) {
  if (notification.conversation) return setTimeout(() => tellOfTalk(notification), READING_TAKES)
  tell("bell", fill(deedOf(notification.kind), { name: notification.actor.displayName }),
    { sum: (count) => many(count, { other: t("{count} new notifications") }) })
}

/** Says who has written, unless it is read as it comes. */
function tellOfTalk({ kind, actor, conversation }) {
  const known = store.state.conversations?.get(conversation)
  if (!known || (kind !== "group_added" && !known.unread)) return
  const title = titleOf(known, store.state.me)
  const words = {
    message: [deedOf(kind), (count) => many(count, { other: t("{count} messages from {title}") }, { title })],
    mention: [t("{name} mentioned you in {title}"), (count) => many(count, { other: t("{count} mentions in {title}") }, { title })],
    group_added: [t("{name} added you to {title}")],
  }[kind]
  if (kind !== "group_added") told.add(conversation)
  tell(conversation, fill(words[0], { name: actor.displayName, title }), { isSeen: true, sum: words[1] })
}

/** What was read elsewhere meanwhile is known. */
store.watch(({ conversations }) => {
  for (const id of told) {
    if (conversations?.get(id)?.unread > 0) continue
    told.delete(id)
    hush(id)
  }
})
