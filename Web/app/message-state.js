import { emptyLog, merged } from "../models/conversation.js"
import { learn, replaced, without } from "./state.js"

const logOf = ({ logs }, id) => logs.get(id) ?? emptyLog

function withLog(state, id, change) {
  return { ...state, logs: replaced(state.logs, id, { ...logOf(state, id), ...change }) }
}

/** An edit, a reaction or a tombstone: takes the place of what is loaded, and of nothing else. */
function revised(state, message, reacted) {
  const log = state.logs.get(message.conversation)
  const known = log?.messages.find(({ seq }) => seq === message.seq)
  const quotes = log?.quotes.has(message.seq) ? replaced(log.quotes, message.seq, message) : log?.quotes
  if (!known) return quotes === log?.quotes ? state : withLog(state, message.conversation, { quotes })
  const mine = message.mine ?? (reacted?.user === state.me?.id ? mineAfter(known, reacted) : known.mine)
  return withLog(state, message.conversation, { quotes, messages: merged(log.messages, [{ ...message, mine }]) })
}

function mineAfter({ mine = [] }, { emoji, given }) {
  const others = mine.filter((one) => one !== emoji)
  return given ? [...others, emoji] : others
}

/** My reaction, shown before the server has it; a second time it changes nothing. */
function reactedHere(state, { conversation, seq, emoji, given }) {
  const known = state.logs.get(conversation)?.messages.find((one) => one.seq === seq)
  if (!known || (known.mine ?? []).includes(emoji) === given) return state
  const { [emoji]: count = 0, ...others } = known.reactions
  const now = count + (given ? 1 : -1)
  const reactions = now > 0 ? { ...known.reactions, [emoji]: now } : others
  return revised(state, { ...known, reactions, mine: mineAfter(known, { emoji, given }) })
}

function renamed(state, user) {
  const said = (message) => (message?.author?.id === user.id ? { ...message, author: { ...message.author, ...user } } : message)
  return { ...state, logs: new Map([...state.logs].map(([id, log]) => [id, { ...log, messages: log.messages.map(said) }])) }
}

function pendingChanged(state, { conversation, key, ...change }) {
  const { pending } = logOf(state, conversation)
  if (!pending.some((one) => one.key === key)) return state
  return withLog(state, conversation, { pending: pending.map((one) => (one.key === key ? { ...one, ...change } : one)) })
}

/** What happens to messages before and after they are said, and to who reads and writes them. */
learn({
  message_edited: (state, { message, reacted }) => revised(state, message, reacted),
  message_deleted: (state, { message }) => revised(state, message),
  message_changed: (state, { message }) => revised(state, message),
  reacted_here: reactedHere,
  profile: (state, { user }) => renamed(state, user),
  read: (state, { conversation, user, seq }) => {
    const log = state.logs.get(conversation)
    if (!log || (log.reads.get(user) ?? 0) >= seq) return state
    return withLog(state, conversation, { reads: replaced(log.reads, user, seq) })
  },
  typing: (state, { conversation, user }) => {
    const log = state.logs.get(conversation)
    if (!log || user === state.me?.id) return state
    return withLog(state, conversation, { typing: replaced(log.typing, user, (log.typing.get(user) ?? 0) + 1) })
  },
  typing_ended: (state, { conversation, user }) =>
    (state.logs.get(conversation)?.typing.has(user)
      ? withLog(state, conversation, { typing: without(state.logs.get(conversation).typing, user) }) : state),
  /** Another epoch: what is shown stays until it is read anew, its numbers mean nothing. */
  log_outdated: (state, { id }) => withLog(state, id, { isStale: true, heardSeq: 0 }),
  quote_read: (state, { id, seq, message }) => withLog(state, id, { quotes: replaced(logOf(state, id).quotes, seq, message) }),

  send_started: (state, { conversation, key, text, media = [], replyTo, createdAt }) => withLog(state, conversation,
    { pending: [...logOf(state, conversation).pending, { key, text, media, ...(replyTo && { replyTo }), createdAt, state: "sending", error: null }] }),
  send_retried: (state, { conversation, key }) =>
    pendingChanged(state, { conversation, key, state: "sending", error: null }),
  send_refused: (state, { conversation, key, error }) =>
    pendingChanged(state, { conversation, key, state: "refused", error }),
  send_discarded: (state, { conversation, key }) => withLog(state, conversation,
    { pending: logOf(state, conversation).pending.filter((one) => one.key !== key) }),
})
