import { learn, replaced, without } from "./state.js"

const ROOM_KEEPS = 200 // messages a room is cut down to when its reader is at the end

const emptyRoom = { messages: [], pending: [], hasMore: false, loaded: false }

function roomOf({ rooms }, id) {
  return rooms.get(id) ?? emptyRoom
}

function withRoom(state, id, change) {
  return { ...state, rooms: replaced(state.rooms, id, { ...roomOf(state, id), ...change }) }
}

/** Messages in order of their seq, each once; of two with one seq, the one from `newer`. */
export function merged(older, newer) {
  const last = older.at(-1)?.seq ?? 0
  if (newer.length > 0 && newer[0].seq > last) return [...older, ...newer]
  const bySeq = new Map(older.map((message) => [message.seq, message]))
  for (const message of newer) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** Those pending sends that are not among `messages` yet. */
function stillPending(pending, messages, me) {
  if (pending.length === 0) return pending
  const mine = messages.filter(({ author }) => author?.id === me?.id)
  const arrived = new Set(mine.map(({ key }) => key))
  return pending.filter(({ key }) => !arrived.has(key))
}

function heard(state, message) {
  const id = message.conversation
  const listed = withLastMessage(state, message)
  if (!listed.rooms.has(id)) return listed
  const room = roomOf(listed, id)
  return withRoom(listed, id, {
    messages: merged(room.messages, [message]),
    pending: stillPending(room.pending, [message], state.me),
  })
}

/** An edit or a tombstone: takes the place of what is loaded, and of nothing else. */
function revised(state, message) {
  const room = state.rooms.get(message.conversation)
  if (!room?.messages.some(({ seq }) => seq === message.seq)) return state
  return withRoom(state, message.conversation, { messages: merged(room.messages, [message]) })
}

function withLastMessage(state, message) {
  const conversation = state.conversations?.get(message.conversation)
  if (!conversation || (conversation.lastMessage?.seq ?? 0) > message.seq) return state
  return withConversation(state, { ...conversation, lastMessage: message })
}

function withConversation(state, conversation) {
  if (state.conversations === null) return state
  const known = state.conversations.get(conversation.id)
  const conversations = replaced(state.conversations, conversation.id, { ...known, ...conversation })
  return { ...state, conversations }
}

/** Somebody came or went; what the conversation counted when it was read is not counted again. */
function memberChanged(state, change, { topic, seq }) {
  const conversation = state.conversations?.get(topic.slice("conversation:".length))
  const by = { joined: 1, left: -1, removed: -1 }[change] ?? 0
  if (!conversation || seq <= (conversation.lastSeq ?? 0)) return state
  return withConversation(state,
    { id: conversation.id, memberCount: conversation.memberCount + by, lastSeq: seq })
}

function ended(state, topic) {
  if (!topic?.startsWith("conversation:")) return state
  const id = topic.slice("conversation:".length)
  if (!state.conversations?.has(id) && !state.rooms.has(id)) return state
  return {
    ...state,
    conversations: state.conversations && without(state.conversations, id),
    rooms: without(state.rooms, id),
  }
}

function pendingChanged(state, { conversation, key, ...change }) {
  const room = roomOf(state, conversation)
  if (!room.pending.some((one) => one.key === key)) return state
  const pending = room.pending.map((one) => (one.key === key ? { ...one, ...change } : one))
  return withRoom(state, conversation, { pending })
}

/** Somebody has another name or picture: it shows on all they have said, and among the members. */
function renamed(state, user) {
  const named = (one) => (one?.id === user.id ? { ...one, ...user } : one)
  const said = (message) => (message?.author?.id === user.id ? { ...message, author: named(message.author) } : message)
  const conversations = state.conversations && new Map([...state.conversations].map(([id, one]) =>
    [id, { ...one, members: one.members?.map(named), ...(one.lastMessage && { lastMessage: said(one.lastMessage) }) }]))
  const rooms = new Map([...state.rooms].map(([id, one]) => [id, { ...one, messages: one.messages.map(said) }]))
  return { ...state, conversations, rooms }
}

/** What happens to conversations, their messages and the sends on their way. */
const roomReducers = {
  message: (state, { message }) => heard(state, message),
  message_edited: (state, { message }) => revised(state, message),
  message_deleted: (state, { message }) => revised(state, message),
  conversation: (state, { conversation }) => withConversation(state, conversation),
  member: (state, { change }, frame) => memberChanged(state, change, frame),
  unread: (state, { conversation, unread, readSeq }) => (state.conversations?.has(conversation)
    ? withConversation(state, { id: conversation, unread, readSeq }) : state),
  left: (state, _, { topic }) => ended(state, topic),

  bootstrapped: (state, { conversations }) => roomReducers.conversations_read(state, { items: conversations }),
  profile: (state, { user }) => renamed(state, user),
  conversations_read: (state, { items }) =>
    ({ ...state, conversations: new Map(items.map((one) => [one.id, one])) }),
  /** From here on live messages are kept, so that none falls between history and live. */
  room_opened: (state, { id }) => withRoom(state, id, {}),
  /** Nobody reads it any more: only what is on its way stays. */
  room_closed: (state, { id }) => (roomOf(state, id).pending.length > 0
    ? withRoom(state, id, { messages: [], loaded: false })
    : { ...state, rooms: without(state.rooms, id) }),
  history_read: (state, { id, items, hasMore }) => {
    const room = roomOf(state, id)
    const messages = merged(items, room.messages)
    const pending = stillPending(room.pending, items, state.me)
    return withRoom(state, id, { messages, pending, hasMore, loaded: true })
  },
  /** What came after the newest known message. */
  history_continued: (state, { id, items }) => {
    const room = roomOf(state, id)
    const pending = stillPending(room.pending, items, state.me)
    return withRoom(state, id, { messages: merged(room.messages, items), pending })
  },
  /** Another epoch, or too much to read in between: the newest page stands for everything. */
  history_replaced: (state, { id, items, hasMore }) => {
    const pending = stillPending(roomOf(state, id).pending, items, state.me)
    return withRoom(state, id, { messages: items, pending, hasMore, loaded: true })
  },
  room_trimmed: (state, { id }) => {
    const room = roomOf(state, id)
    if (room.messages.length <= 2 * ROOM_KEEPS) return state
    return withRoom(state, id, { messages: room.messages.slice(-ROOM_KEEPS), hasMore: true })
  },

  send_started: (state, { conversation, key, text, createdAt }) => {
    const { pending } = roomOf(state, conversation)
    const started = { key, text, createdAt, state: "sending", error: null }
    return withRoom(state, conversation, { pending: [...pending, started] })
  },
  send_retried: (state, { conversation, key }) =>
    pendingChanged(state, { conversation, key, state: "sending", error: null }),
  send_refused: (state, { conversation, key, error }) =>
    pendingChanged(state, { conversation, key, state: "refused", error }),
  send_discarded: (state, { conversation, key }) => {
    const { pending } = roomOf(state, conversation)
    return withRoom(state, conversation, { pending: pending.filter((one) => one.key !== key) })
  },
}

learn(roomReducers)
