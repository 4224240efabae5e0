import { emptyLog, merged } from "../models/conversation.js"
import { learn, replaced, without } from "./state.js"

const LOG_KEEPS = 200 // messages a log is cut down to when its reader is at the end

const logOf = ({ logs }, id) => logs.get(id) ?? emptyLog

function withLog(state, id, change) {
  return { ...state, logs: replaced(state.logs, id, { ...logOf(state, id), ...change }) }
}

/** Those pending sends that are not among `messages` yet. */
function stillPending({ pending }, messages, me) {
  if (pending.length === 0) return pending
  const arrived = new Set(messages.filter(({ author }) => author?.id === me?.id).map(({ key }) => key))
  return pending.filter(({ key }) => !arrived.has(key))
}

function heard(state, message) {
  if (!state.logs.has(message.conversation)) return state
  const log = logOf(state, message.conversation)
  const author = message.author?.id
  return withLog(state, message.conversation, {
    messages: log.hasMoreAfter ? log.messages : merged(log.messages, [message]),
    heardSeq: Math.max(log.heardSeq, message.seq),
    pending: stillPending(log, [message], state.me),
    typing: without(log.typing, author),
    reads: log.reads.has(author) ? replaced(log.reads, author, message.seq) : log.reads, // who answers has read
  })
}

/** What is loaded of the conversation that is open, and what is said in it. */
learn({
  message: (state, { message }) => heard(state, message),
  left: (state, _, { topic }) => {
    const logs = without(state.logs, topic?.replace("conversation:", ""))
    return logs === state.logs ? state : { ...state, logs }
  },

  /** From here on live messages are kept, so that none falls between history and live. */
  log_opened: (state, { id }) => withLog(state, id, {}),
  /** Nobody reads it any more: only what is on its way stays. */
  log_closed: (state, { id }) => (logOf(state, id).pending.length > 0
    ? { ...state, logs: replaced(state.logs, id, { ...emptyLog, pending: logOf(state, id).pending }) }
    : { ...state, logs: without(state.logs, id) }),
  /** Earlier messages, or the newest ones. */
  history_read: (state, { id, items, hasMore, reads, unreadAfter }) => {
    const log = logOf(state, id)
    return withLog(state, id, {
      messages: merged(items, log.messages), pending: stillPending(log, items, state.me), hasMore, loaded: true,
      ...(reads && { reads: new Map(Object.entries(reads)), unreadAfter }),
    })
  },
  /** What came after the last known message. */
  history_continued: (state, { id, items, hasMore = false }) => {
    const log = logOf(state, id)
    const messages = merged(log.messages, items)
    return withLog(state, id, {
      messages, pending: stillPending(log, items, state.me),
      hasMoreAfter: log.hasMoreAfter && (hasMore || log.heardSeq > (messages.at(-1)?.seq ?? 0)),
    })
  },
  /** Another place in the conversation, another epoch, or too much in between: this page stands for everything. */
  history_replaced: (state, { id, items, hasMore, hasMoreBefore = hasMore, hasMoreAfter = false, reads, unreadAfter }) => {
    const log = logOf(state, id)
    const last = items.at(-1)?.seq ?? 0
    const live = log.isStale || log.hasMoreAfter || hasMoreAfter ? [] : log.messages.filter(({ seq }) => seq > last)
    const messages = [...items, ...live]
    return withLog(state, id, {
      messages, pending: stillPending(log, items, state.me), hasMore: hasMoreBefore, loaded: true, isStale: false,
      hasMoreAfter: hasMoreAfter || log.heardSeq > (messages.at(-1)?.seq ?? 0),
      ...(reads && { reads: new Map(Object.entries(reads)), unreadAfter }),
    })
  },
  log_trimmed: (state, { id }) => {
    const { messages, hasMoreAfter } = logOf(state, id)
    if (messages.length <= 2 * LOG_KEEPS || hasMoreAfter) return state
    return withLog(state, id, { messages: messages.slice(-LOG_KEEPS), hasMore: true })
  },
})
