import { learn, replaced } from "./state.js"

/** What changes of a conversation, where the list is known. */
export function withConversation(state, id, change) {
  if (state.conversations === null) return state
  const one = counted({ ...state.conversations.get(id), ...change })
  return { ...state, conversations: replaced(state.conversations, id, one) }
}

function counted(one) {
  const unread = one.readNumber === undefined ? one.unread ?? 0 : Math.max(0, one.messages - one.readNumber)
  return { ...one, unread }
}

/** What was read may be older than what was heard since: by its number it is known, and marks never go back. */
export function read(known = {}, one) {
  const latest = (name) => (one[name] === undefined ? {} : { [name]: Math.max(known[name] ?? 0, one[name]) })
  const isOlder = one.lastSeq < known.lastSeq
  return { ...(isOlder ? { ...one, ...known } : { ...known, ...one }), ...latest("messages"), ...latest("readSeq"), ...latest("readNumber") }
}

/**
 * Those that I am in. What came, went or changed while the list was read stays so; of another history nothing else
 * is known.
 * @param {object[]} items the list @param {Map} [before] what was known when it was asked for
 * @param {boolean} [isRenewed] whether it is another history
 */
function listed(state, items, before, isRenewed = false) {
  const now = state.conversations ?? new Map()
  const known = (id) => (isRenewed && now.get(id) === before?.get(id) ? undefined : now.get(id))
  const came = before ? [...now.values()].filter(({ id }) => !before.has(id)) : []
  const stayed = items.filter(({ id }) => now.has(id) || !before?.has(id))
  const all = [...came.map((one) => [one.id, one]), ...stayed.map((one) => [one.id, counted(read(known(one.id), one))])]
  return { ...state, conversations: new Map(all) }
}

/** Which conversations there are. */
learn({
  bootstrapped: (state, { conversations }) => listed(state, conversations),
  conversations_read: (state, { items, before, isRenewed }) => listed(state, items, before, isRenewed),
})
