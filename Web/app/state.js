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
 * @property {{shown: string[], fresh: string[], next: string?, hole: object?, isRead: boolean}} feed
 *   post ids, newest first
 * @property {Map<string, object>?} conversations by id, null until known
 * @property {Map<string, object>} logs conversation id -> what was said, see `log-state.js`
 * @property {Map<string, {user: object, relation: string}>} relations by user id; whoever is none
 *   of them is nobody to me
 * @property {Map<string, {state: string, since: string}>} presences by the user id of a friend
 * @property {number} unread notices in the bell that were not read on any device
 * @property {number?} openReports that no admin has decided; null until that is told, and for who is none
 * @property {{items: object[], next: string?}?} notices newest first, null until they are looked at
 * @property {{post: string, items: object[], next: string?, isRead: boolean, pending: object[]}?} thread
 *   the comments of the post whose page is open, oldest first
 * @property {{author: string, user: object?, ids: string[], next: string?, isRead: boolean}?} wall whose
 *   profile is open, and their posts
 * @property {object} config limits and features of this server
 * @property {object?} stats how the server is doing, as last told to an admin's page
 */

const reducers = new Map() // event -> what happens then, in the order it was learned

/**
 * Takes reducers in. A page learns what it shows; what it never showed it reads when it is opened.
 * @param {Record<string, (state: State, data: object, frame: object) => State>} slice
 */
export function learn(slice) {
  for (const [event, reducer] of Object.entries(slice))
    reducers.set(event, [...(reducers.get(event) ?? []), reducer])
}

/** A copy of `map` with one entry set. */
export function replaced(map, key, value) {
  return new Map(map).set(key, value)
}

/** A copy of `map` without one entry; the same map if it was not there. */
export function without(map, key) {
  if (!map.has(key)) return map
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

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
    feed: { shown: [], fresh: [], next: null, hole: null, isRead: false },
    conversations: null,
    logs: new Map(),
    relations: new Map(),
    presences: new Map(),
    unread: 0,
    openReports: null,
    notices: null,
    thread: null,
    wall: null,
    config: {},
    stats: null,
  }
}

/** What concerns the whole tab. */
const tabReducers = {
  hello: (known, { epoch, role }) => {
    const { me } = known // who has another role now was cut off for that
    const state = me && role && me.role !== role ? { ...known, me: { ...me, role }, openReports: null } : known
    if (state.epoch === epoch) return state
    if (state.epoch === null) return { ...state, epoch }
    const posts = new Map()
    for (const [id, post] of state.posts)
      posts.set(id, { ...post, likes: { ...post.likes, version: -1 }, mineVersion: -1 })
    return { ...state, epoch, posts, gone: new Set() }
  },

  bootstrapped: (state, { me, epoch, openReports = null, config = {} }) => ({ ...state, me, epoch, openReports, config }),
  reports: (state, { open }) => (open === state.openReports ? state : { ...state, openReports: open }),
  /** Changed on another device. */
  settings: (state, settings) => (state.me ? { ...state, me: { ...state.me, ...settings } } : state),
  me_changed: (state, { user }) => ({ ...state, me: { ...state.me, ...user } }),

  connection_changed: (state, connection) =>
    ({ ...state, connection: { ...state.connection, ...connection } }),

  stats: (state, stats) => ({ ...state, stats }),

  profile: (state, { user }) =>
    (state.me?.id === user.id ? { ...state, me: { ...state.me, ...user } } : state),
}

learn(tabReducers)

/**
 * What is true after `frame`: an event of the server, or one of this page's own (in the past
 * tense, such as `feed_read`). Pure. A frame that says nothing new, or nothing to us, returns
 * the same state.
 * @param {State} state
 * @param {{event: string, topic?: string, seq?: number, data?: object}} frame
 * @returns {State}
 */
export function reduce(state, frame) {
  return (reducers.get(frame.event) ?? [])
    .reduce((known, reducer) => reducer(known, frame.data ?? {}, frame), state)
}

/** Whether closing this tab now would lose something that only this tab knows. */
export function hasUnsent({ drafts, logs, thread }) {
  return drafts.size > 0 || (thread?.pending.length ?? 0) > 0
    || [...logs.values()].some(({ pending }) => pending.length > 0)
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
