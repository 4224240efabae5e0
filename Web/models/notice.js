import { many, t } from "./words.js"

const WORDS = {
  like: { one: t("{name} likes your post"), other: t("{name} like your post") },
  comment: { one: t("{name} commented on your post"), other: t("{name} commented on your post", "several people") },
  mention: { other: t("{name} mentioned you") },
  message: { other: t("{name} wrote to you") },
  group_added: { one: t("{name} added you to a conversation"), other: t("{name} added you to a conversation", "several people") },
  friend_request: { other: t("{name} would like to be friends") },
  friend_accepted: { other: t("{name} accepted your request: you are friends") },
}

/**
 * What somebody did: a sentence with a place for their `{name}`.
 * @param {string} kind of the notice @param {number} count of people who did it
 */
export function deedOf(kind, count = 1) {
  return many(count, WORDS[kind] ?? { other: t("{name} did something") })
}

/** Where a notice leads. @param {{kind: string, post?: string, conversation?: string, seq?: number}} notice @param {object} actor */
export function placeOf({ kind, post, conversation, seq }, actor) {
  if (post) return `/p/${post}`
  if (!conversation) return `/u/${actor.username}`
  return `/messages/${conversation}${kind === "mention" && seq ? `?at=${seq}` : ""}`
}
