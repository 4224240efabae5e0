import { feedReducers } from "./feed-state.js"
import { roomReducers } from "./room-state.js"

/**
 * All that this tab knows. Values are never changed in place, so `===` tells what is new.
 * @typedef {object} State
 * @property {{status: string, code?: number, isCatchingUp: boolean}} connection
 * @property {object?} me the user who is logged in, null until `bootstrapped`
 * @property {string?} epoch of the server's data; like versions count within it
 * @property {Map<string, object>} posts by id
 * @property {Set<string>} gone ids of posts that were deleted: an older answer must not revive them
 * @property {Map<string, boolean>} wishes post id -> the like that was clicked and is not settled
 * @property {Map<string, object>} drafts key -> own post on its way: {key, text, audience, state, error}
 * @property {{shown: string[], fresh: string[], next: string?, hole: object?}} feed post ids, newest first
 * @property {Map<string, object>?} conversations by id, null until known
 * @property {Map<string, object>} rooms conversation id -> {messages, pending, hasMore, loaded}
 * @property {object?} stats how the server is doing, as last told to an admin's page
 */

/** @returns {State} */
export function initialState() {
  return {
    connection: { status: "idle", isCatchingUp: false },
    me: null,
    epoch: null,
    posts: new Map(),
    gone: new Set(),
    wishes: new Map(),
    drafts: new Map(),
    feed: { shown: [], fresh: [], next: null, hole: null },
    conversations: null,
    rooms: new Map(),
    stats: null,
  }
}

/** What concerns the whole tab. */
const tabReducers = {
  hello: (state, { epoch }) => {
    if (state.epoch === epoch) return state
    if (state.epoch === null) return { ...state, epoch }
    const posts = new Map()
    for (const [id, post] of state.posts)
      posts.set(id, { ...post, likes: { ...post.likes, version: -1 }, mineVersion: -1 })
    return { ...state, epoch, posts, gone: new Set() }
  },

  bootstrapped: (state, { me, epoch, feed, conversations }) => {
    const known = tabReducers.hello({ ...state, me }, { epoch })
    const listed = reduce(known, { event: "conversations_read", data: { items: conversations } })
    return reduce(listed, { event: "feed_read", data: feed })
  },

  connection_changed: (state, connection) =>
    ({ ...state, connection: { ...state.connection, ...connection } }),

  stats: (state, stats) => ({ ...state, stats }),

  profile: (state, { user }) => {
    const posts = new Map(state.posts)
    for (const [id, post] of posts)
      if (post.author.id === user.id) posts.set(id, { ...post, author: { ...post.author, ...user } })
    const me = state.me?.id === user.id ? { ...state.me, ...user } : state.me
    return { ...state, me, posts }
  },
}

const reducers = { ...tabReducers, ...feedReducers, ...roomReducers }

/**
 * What is true after `frame`: an event of the server, or one of this page's own (in the past
 * tense, such as `feed_read`). Pure. A frame that says nothing new, or nothing to us, returns
 * the same state.
 * @param {State} state
 * @param {{event: string, topic?: string, seq?: number, data?: object}} frame
 * @returns {State}
 */
export function reduce(state, frame) {
  const reducer = Object.hasOwn(reducers, frame.event) ? reducers[frame.event] : null
  return reducer ? reducer(state, frame.data ?? {}, frame) : state
}

/** Whether closing this tab now would lose something that only this tab knows. */
export function hasUnsent({ drafts, rooms }) {
  return drafts.size > 0 || [...rooms.values()].some(({ pending }) => pending.length > 0)
}

/**
 * A post's likes as its reader should see them: the server's, with an unsettled click on top.
 * @param {State} state
 * @param {object} post
 * @returns {{count: number, mine: boolean, pending: boolean}}
 */
export function shownLikes({ wishes }, post) {
  const { count, mine } = post.likes
  const wish = wishes.get(post.id)
  if (wish === undefined || wish === mine) return { count, mine, pending: false }
  return { count: Math.max(0, count + (wish ? 1 : -1)), mine: wish, pending: true }
}
