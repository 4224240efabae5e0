import { learn } from "./state.js"

/** Comments in order, each once; of two with one id, the newer one. */
function merged(...lists) {
  const byId = new Map(lists.flat().map((one) => [one.id, one]))
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}

function within(state, post, change) {
  if (state.thread?.post !== post) return state
  return { ...state, thread: { ...state.thread, ...change(state.thread) } }
}

/** What arrived is not on its way any more. */
function arrived(thread, comments, me) {
  const keys = new Set(comments.filter(({ author }) => author.id === me?.id).map(({ key }) => key))
  return {
    items: merged(thread.items, comments),
    pending: thread.pending.filter(({ key }) => !keys.has(key)),
  }
}

function pendingChanged(state, { post, key, ...change }) {
  return within(state, post, ({ pending }) =>
    ({ pending: pending.map((one) => (one.key === key ? { ...one, ...change } : one)) }))
}

/** What happens to the comments of the post whose page is open. */
learn({
  thread_opened: (state, { post }) =>
    ({ ...state, thread: { post, items: [], next: null, isRead: false, pending: [] } }),
  thread_closed: (state) => ({ ...state, thread: null }),
  /** A page of comments as the server has it: the newest first. */
  thread_read: (state, { post, items, next }) => within(state, post, (thread) =>
    ({ ...arrived(thread, items, state.me), next, isRead: true })),
  /** Too much was missed: the newest page stands for everything. */
  thread_replaced: (state, { post, items, next }) => within(state, post, (thread) =>
    ({ ...arrived({ ...thread, items: [] }, items, state.me), next, isRead: true })),

  comment: (state, { comment }) =>
    within(state, comment.post, (thread) => arrived(thread, [comment], state.me)),
  /** My own comment as the server answers it; the event that tells everybody counts it. */
  comment_taken: (state, { comment }) =>
    within(state, comment.post, (thread) => arrived(thread, [comment], state.me)),
  comment_removed: (state, { comment }) => within(state, comment.post, ({ items }) =>
    ({ items: items.filter(({ id }) => id !== comment.id) })),
  comment_deleted: (state, { comment }) => within(state, comment.post, ({ items }) =>
    ({ items: items.filter(({ id }) => id !== comment.id) })),
  friend: (state, { user, relation }) => (relation === "blocked" && state.thread
    ? within(state, state.thread.post, ({ items }) => ({ items: items.filter(({ author }) => author.id !== user.id) }))
    : state),
  profile: (state, { user }) => (state.thread === null ? state : within(state, state.thread.post, ({ items }) =>
    ({ items: items.map((one) => (one.author.id === user.id ? { ...one, author: { ...one.author, ...user } } : one)) }))),

  comment_started: (state, { post, ...started }) => within(state, post, ({ pending }) =>
    ({ pending: [...pending, { ...started, state: "sending", error: null }] })),
  comment_retried: (state, { post, key }) => pendingChanged(state, { post, key, state: "sending", error: null }),
  comment_waited: (state, { post, key }) => pendingChanged(state, { post, key, state: "waiting", error: null }),
  comment_refused: (state, { post, key, error }) => pendingChanged(state, { post, key, state: "refused", error }),
  comment_discarded: (state, { post, key }) => within(state, post, ({ pending }) =>
    ({ pending: pending.filter((one) => one.key !== key) })),
})
