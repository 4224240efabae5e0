import { read, withConversation } from "./conversation-list-state.js"
import { learn, without } from "./state.js"

/** How far its topic was heard. */
function heardUpTo({ lastSeq = 0 }, seq = 0) {
  return { lastSeq: Math.max(lastSeq, seq) }
}

/** A conversation's members after somebody came, went, or was given another role. */
function membersAfter({ members = [] }, member, change) {
  const others = members.filter(({ id }) => id !== member.id)
  if (change === "role") return members.map((one) => (one.id === member.id ? { ...one, ...member } : one))
  return change === "joined" ? [...others, member] : others
}

/** What the conversation counted when it was read is not counted again. */
function memberChanged(state, { member, change }, { topic, seq }) {
  const known = state.conversations?.get(topic.slice("conversation:".length))
  if (!known || seq <= (known.lastSeq ?? 0)) return state
  const by = { joined: 1, left: -1, removed: -1 }[change] ?? 0
  return withConversation(state, known.id, {
    members: membersAfter(known, member, change), memberCount: known.memberCount + by, lastSeq: seq,
    ...(member.id === state.me?.id && { role: member.role ?? known.role }),
  })
}

/** Both numbers are the server's, so what is unread is never counted up here; one's own message is read. */
function heard(state, message, { seq = message.seq } = {}) {
  const known = state.conversations?.get(message.conversation)
  if (!known) return state
  const isMine = message.author?.id === state.me?.id
  return withConversation(state, known.id, {
    ...heardUpTo(known, seq), messages: Math.max(known.messages, message.number),
    ...((known.lastMessage?.seq ?? 0) <= message.seq && { lastMessage: message }),
    ...(isMine && markedAt(known, message.seq, message.number)),
  })
}

/** A mark never goes back. */
function markedAt(known, seq, number) {
  return { readSeq: Math.max(known.readSeq ?? 0, seq), readNumber: Math.max(known.readNumber ?? 0, number) }
}

function marked(state, { conversation, unread, readSeq, readNumber }) {
  const known = state.conversations?.get(conversation)
  if (!known) return state
  const upTo = readNumber ?? known.readNumber ?? 0
  return withConversation(state, conversation, { ...markedAt(known, readSeq, upTo), messages: Math.max(known.messages, upTo + unread) })
}

function revised(state, message, { seq } = {}) {
  const known = state.conversations?.get(message.conversation)
  if (!known || (known.lastMessage?.seq !== message.seq && !(seq > known.lastSeq))) return state
  const isLast = known.lastMessage?.seq === message.seq
  return withConversation(state, known.id, { ...heardUpTo(known, seq), ...(isLast && { lastMessage: message }) })
}

/** Somebody has another name or picture. */
function renamed(state, user) {
  if (!state.conversations) return state
  const named = (one) => (one?.id === user.id ? { ...one, ...user } : one)
  const conversations = new Map([...state.conversations].map(([id, one]) => [id, {
    ...one, members: one.members?.map(named),
    ...(one.lastMessage && { lastMessage: { ...one.lastMessage, author: named(one.lastMessage.author) } }),
  }]))
  return { ...state, conversations }
}

/** What happens to conversations, whichever page is open. */
learn({
  conversation: (state, { conversation }) =>
    withConversation(state, conversation.id, read(state.conversations?.get(conversation.id), conversation)),
  message: (state, { message }, frame) => heard(state, message, frame),
  message_edited: (state, { message }, frame) => revised(state, message, frame),
  message_deleted: (state, { message }, frame) => revised(state, message, frame),
  member: memberChanged,
  unread: marked,
  /** Seen here: the server is told, and says the same a moment later. */
  read_here: (state, { conversation, seq, number }) => {
    const known = state.conversations?.get(conversation)
    return known ? withConversation(state, conversation, markedAt(known, seq, number)) : state
  },
  left: (state, _, { topic }) => {
    const conversations = state.conversations && without(state.conversations, topic?.replace("conversation:", ""))
    return conversations === state.conversations ? state : { ...state, conversations }
  },
  profile: (state, { user }) => renamed(state, user),
})
