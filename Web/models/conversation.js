import { many, t } from "./words.js"

const SHOWN = { image: t("Photo"), video: t("Video"), audio: t("Sound") }

/** What a message or a post says in a line: its words, or what it shows without any. */
export function saidIn({ text, media = [] }) {
  return text || (media.length > 1 ? many(media.length, { other: t("{count} photos") }) : SHOWN[media[0]?.kind] ?? "")
}

/** Who a direct conversation is with. @returns {object | undefined} */
export function partnerOf({ kind, members }, me) {
  return kind === "direct" ? members?.find(({ id }) => id !== me?.id) : undefined
}

/** What a conversation is called: its title, or who is in it. */
export function titleOf({ title, members = [] }, me) {
  if (title) return title
  return members.filter(({ id }) => id !== me?.id).map(({ displayName }) => displayName).join(", ") || t("Just you")
}

/** @returns {string} such as "12 people" */
export function people({ memberCount }) {
  return many(memberCount, { one: t("1 person"), other: t("{count} people") })
}

/** How many messages wait in all conversations together. */
export function unreadIn({ conversations }) {
  return [...conversations?.values() ?? []].reduce((sum, { unread = 0 }) => sum + unread, 0)
}

/**
 * What is known of an open conversation. `hasMoreAfter`: its messages end before the newest ones,
 * and what is said meanwhile is only remembered by `heardSeq`. `reads`: who has read up to where.
 * `typing`: who types, with a number that is another each time it is told. `quotes`: messages that
 * others answer, where they are not loaded.
 */
export const emptyLog = {
  messages: [], pending: [], hasMore: false, hasMoreAfter: false, loaded: false, isStale: false, heardSeq: 0,
  reads: new Map(), typing: new Map(), quotes: new Map(), unreadAfter: null,
}

/** Messages in order of their seq, each once; of two with one seq, the one from `newer`. */
export function merged(older, newer) {
  const last = older.at(-1)?.seq ?? 0
  if (newer.length > 0 && newer[0].seq > last) return [...older, ...newer]
  const bySeq = new Map(older.map((message) => [message.seq, message]))
  for (const message of newer) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}
