import { learn, replaced, without } from "./state.js"

/** What somebody is to me. @returns {"self" | "none" | "requested" | "incoming" | "friends" | "blocked"} */
export function relationOf({ me, relations }, { id }) {
  return id === me?.id ? "self" : relations.get(id)?.relation ?? "none"
}

/** Those who are `wanted` to me, the latest first. @param {object} state @param {string} wanted a relation */
export function peopleIn({ relations }, wanted) {
  return [...relations.values()].filter(({ relation }) => relation === wanted).map(({ user }) => user).reverse()
}

const OFFLINE = { state: "offline", since: null }

/** Whether a friend is here. @returns {{state: "online" | "idle" | "offline", since: string?}} */
export function presenceOf({ presences }, { id }) {
  return presences.get(id) ?? OFFLINE
}

const ORDER = ["online", "idle", "offline"]

/** My friends: who is here first, then by name. */
export function friendsOf(state) {
  const rank = (user) => ORDER.indexOf(presenceOf(state, user).state)
  return peopleIn(state, "friends").sort((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName))
}

function related(state, { user, relation }) {
  const known = state.relations.get(user.id)
  if (relation === "none" || relation === "self") return { ...state, relations: without(state.relations, user.id) }
  const entry = { user: { ...known?.user, ...user }, relation }
  const rest = known?.relation === relation ? state.relations : without(state.relations, user.id) // the latest is last
  return { ...state, relations: replaced(rest, user.id, entry) }
}

/** What was read of all people takes the place of what was known; who is blocked is another list. */
function peopleRead(state, { friends, requests }) {
  const blocked = [...state.relations.values()].filter(({ relation }) => relation === "blocked")
  const entries = [
    ...blocked,
    ...friends.map(({ user }) => ({ user, relation: "friends" })),
    ...[...requests.outgoing].reverse().map((user) => ({ user, relation: "requested" })),
    ...[...requests.incoming].reverse().map((user) => ({ user, relation: "incoming" })),
  ]
  const relations = new Map(entries.map((entry) => [entry.user.id, entry]))
  const presences = new Map(friends.map(({ user, presence }) => [user.id, presence ?? OFFLINE]))
  return { ...state, relations, presences }
}

/** What happens to friends, requests, presence, and the number in the bell. */
const peopleReducers = {
  bootstrapped: (state, { friends = [], requests = { incoming: [], outgoing: [] }, notifications }) =>
    ({ ...peopleRead(state, { friends, requests }), unread: notifications?.unread ?? 0 }),
  people_read: peopleRead,
  blocks_read: (state, { items }) =>
    items.reduceRight((known, user) => related(known, { user, relation: "blocked" }), state),
  people_found: (state, { items }) => items.reduce((known, { relation, ...user }) => related(known, { user, relation }), state),
  friend: related,
  /** What I want somebody to be to me, until the server has said so, or what they were before. */
  relation_wished: related,
  presence: (state, { user, state: now, since }) =>
    ({ ...state, presences: replaced(state.presences, user, { state: now, since }) }),
  profile: (state, { user }) => {
    const known = state.relations.get(user.id)
    if (!known) return state
    return { ...state, relations: replaced(state.relations, user.id, { ...known, user: { ...known.user, ...user } }) }
  },
  notification: (state, { notification }) => (notification.read ? state : { ...state, unread: state.unread + 1 }),
  notifications: (state, { unread }) => (unread === state.unread ? state : { ...state, unread }),
}

learn(peopleReducers)
