import { fill, many, t } from "../models/words.js"
import { learn } from "./state.js"

function withItems(state, change) {
  return state.notices === null ? state : { ...state, notices: { ...state.notices, items: change(state.notices.items) } }
}

/** What happens to the notices of the bell, once they are looked at. */
learn({
  notices_read: (state, { items, next }) => ({ ...state, notices: { items, next } }),
  notices_paged: (state, { items, next }) => {
    const known = new Set(state.notices.items.map(({ id }) => id))
    return { ...state, notices: { items: [...state.notices.items, ...items.filter(({ id }) => !known.has(id))], next } }
  },
  notices_closed: (state) => ({ ...state, notices: null }),
  notification: (state, { notification }) => withItems(state, (items) =>
    [notification, ...items.filter(({ id }) => id !== notification.id)]),
  /** Read here: the badge says so, while what was new keeps looking new until one leaves. */
  notices_marked: (state, { unread }) => ({ ...state, unread }),
  /** Read on another device: nothing is new any more. */
  notifications: (state, { unread }) => (unread > 0 ? state
    : withItems(state, (items) => items.map((one) => (one.read ? one : { ...one, read: true })))),
  profile: (state, { user }) => withItems(state, (items) =>
    items.map((one) => (one.actor?.id === user.id ? { ...one, actor: { ...one.actor, ...user } } : one))),
  friend: (state, { user, relation }) => (relation === "blocked"
    ? withItems(state, (items) => items.filter(({ actor }) => actor?.id !== user.id)) : state),
})

/**
 * Notices as they are shown: those of one kind about one post are one row, at the newest's place.
 * @param {object[]} items newest first
 * @returns {{key: string, kind: string, post?: string, conversation?: string, seq?: number, actors: object[], createdAt: string, isNew: boolean}[]}
 */
export function grouped(items) {
  const rows = new Map()
  for (const { id, kind, actor, post, conversation, seq, createdAt, read } of items) {
    const about = kind === "mention" ? id : post ?? conversation ?? actor.id
    const key = `${kind} ${about}`
    const row = rows.get(key) ?? { key, kind, post, conversation, seq, actors: [], createdAt, isNew: false }
    if (!row.actors.some((one) => one.id === actor.id)) row.actors.push(actor)
    row.isNew ||= !read
    rows.set(key, row)
  }
  return [...rows.values()]
}

/** @param {object[]} actors newest first @returns {string} such as "Ana, Bob and 3 others" */
export function named(actors) {
  const names = actors.map(({ displayName }) => displayName)
  const [name, other] = names
  if (names.length === 1) return name
  if (names.length === 2) return fill(t("{name} and {other}"), { name, other })
  return many(names.length - 1, { other: t("{name} and {count} others") }, { name })
}
