import { learn, replaced, without } from "./state.js"

const FRESH_MAX = 200 // posts kept behind the pill: of more, the newest are read when somebody wants them

/** Takes in a post as it was read for me; counts and `mine` never go back within an epoch. */
function withPost(state, post) {
  const known = state.posts.get(post.id)
  const { count, version, mine } = post.likes
  const likes = { count, version, mine: mine ?? false }
  let mineVersion = version
  if (known && known.likes.version > version)
    Object.assign(likes, { count: known.likes.count, version: known.likes.version })
  if (known && (known.mineVersion > version || mine === undefined)) {
    likes.mine = known.likes.mine
    mineVersion = known.mineVersion
  }
  return { ...state, posts: replaced(state.posts, post.id, { ...post, likes, mineVersion }) }
}

function withPosts(state, posts) {
  return posts.reduce((known, post) => (known.gone.has(post.id) ? known : withPost(known, post)), state)
}

/** Takes in a post as everybody is told of it: it cannot know whether I like it. */
function withToldPost(state, post) {
  return withPost(state, { ...post, likes: { ...post.likes, mine: undefined } })
}

/** The draft that a post of mine is: by its key, else by its content. */
function draftOf({ me, drafts }, post) {
  if (post.author.id !== me?.id) return undefined
  if (post.key !== undefined) return drafts.get(post.key)
  return [...drafts.values()].find((draft) =>
    draft.state !== "refused" && draft.text === post.text && draft.audience === post.audience)
}

function isListed({ feed }, id) {
  return feed.shown.includes(id) || feed.fresh.includes(id)
}

/** Where everybody is told of a post: another audience is another topic. */
function topicOf({ audience, author }) {
  return { public: "feed", friends: `person:${author.id}`, me: `user:${author.id}` }[audience]
}

/** Puts an id before the first post that is older; a post older than all that is shown comes by paging. */
function placed(ids, post, { posts, next }) {
  const index = ids.findIndex((id) => posts.get(id).createdAt < post.createdAt)
  if (index < 0) return next === null ? [...ids, post.id] : ids
  return [...ids.slice(0, index), post.id, ...ids.slice(index)]
}

/**
 * A new post: my own at once, everybody else's behind the pill, unless nothing is being read. One
 * that only has another audience now comes back to where it was: what a topic tells is newer than
 * what was heard before, an answer over HTTP may be older.
 */
function arrived(state, post, topic) {
  const wasGone = state.gone.has(post.id)
  if (wasGone && topic === undefined) return state
  const draft = draftOf(state, post)
  const drafts = draft ? without(state.drafts, draft.key) : state.drafts
  const gone = new Set([...state.gone].filter((id) => id !== post.id))
  const known = withToldPost({ ...state, drafts, gone: wasGone ? gone : state.gone }, post)
  if (isListed(known, post.id)) return known
  const { feed } = known
  if (wasGone) {
    const shown = placed(feed.shown, post, { posts: known.posts, next: feed.next })
    return { ...known, feed: { ...feed, shown } }
  }
  const isFirst = feed.shown.length + feed.fresh.length === 0
  if (feed.fresh.length >= FRESH_MAX && post.author.id !== state.me?.id)
    return { ...(state.wall?.author === post.author.username ? known : state), feed: { ...feed, isCut: true } }
  const where = isFirst || post.author.id === state.me?.id ? "shown" : "fresh"
  return { ...known, feed: { ...feed, [where]: [post.id, ...feed[where]] } }
}

/** Takes posts off every list; `gone` keeps those that nothing older may bring back. */
function dropped(state, isDropped) {
  const ids = new Set([...state.posts.values()].filter(isDropped).map(({ id }) => id))
  if (ids.size === 0) return state
  const kept = (list) => list.filter((id) => !ids.has(id))
  const posts = new Map([...state.posts].filter(([id]) => !ids.has(id)))
  return { ...state, posts, feed: { ...state.feed, shown: kept(state.feed.shown), fresh: kept(state.feed.fresh) } }
}

/** A post is gone, unless it has only gone from one topic to another. */
function deleted(state, id, topic) {
  const known = state.posts.get(id)
  if (known && topic !== undefined && topicOf(known) !== topic) return state
  return { ...dropped(state, (post) => post.id === id), gone: new Set(state.gone).add(id) }
}

/** Somebody is less to me than before: what is not for me any more disappears. */
function parted(state, { user, relation }) {
  if (relation === "friends") return state
  return dropped(state, ({ author, audience }) =>
    author.id === user.id && (relation === "blocked" || audience === "friends"))
}

/** What somebody has said about a post, or taken back. */
function commented(state, id, by) {
  const post = state.posts.get(id)
  if (!post) return state
  return { ...state, posts: replaced(state.posts, id, { ...post, comments: Math.max(0, (post.comments ?? 0) + by) }) }
}

/** A post of mine as it will be, or is again. */
function changed(state, { id, ...change }) {
  const post = state.posts.get(id)
  return post ? { ...state, posts: replaced(state.posts, id, { ...post, ...change }) } : state
}

/** A count from the server: applied unless a newer one is known. */
function counted(state, id, { count, version }) {
  const post = state.posts.get(id)
  if (!post || version <= post.likes.version) return state
  return { ...state, posts: replaced(state.posts, id, { ...post, likes: { ...post.likes, count, version } }) }
}

/** Whether I like it, from the server: applied unless newer is known. */
function mineTold(state, id, { mine, version }) {
  const post = state.posts.get(id)
  if (!post || mine === undefined || version < post.mineVersion) return state
  if (post.likes.mine === mine && post.mineVersion === version) return state
  const likes = { ...post.likes, mine }
  return { ...state, posts: replaced(state.posts, id, { ...post, likes, mineVersion: version }) }
}

function withDraft(state, draft) {
  return { ...state, drafts: replaced(state.drafts, draft.key, draft) }
}

/**
 * Fits the newest page, read again, to a feed that somebody is reading. What is new goes behind
 * the pill, what is missing inside the page was deleted meanwhile, and a page that does not
 * reach down to what we know becomes the feed when the pill is pressed.
 */
function refreshed(state, { items, next }) {
  const ids = items.map(({ id }) => id).filter((id) => !state.gone.has(id))
  const known = withPosts(state, items)
  const page = new Set(ids)
  const { feed } = known
  const last = feed.shown.findLastIndex((id) => page.has(id))
  if (last < 0 && next !== null && feed.shown.length > 0)
    return { ...known, feed: { ...feed, fresh: ids, hole: { next }, isCut: false } }
  const reach = next === null ? feed.shown.length - 1 : last
  const shown = feed.shown.filter((id, index) => index > reach || page.has(id))
  const fresh = ids.filter((id) => !feed.shown.includes(id))
  const mine = fresh.filter((id) => known.posts.get(id).author.id === state.me?.id)
  const others = fresh.filter((id) => !mine.includes(id))
  return { ...known, feed: { ...feed, shown: [...mine, ...shown], fresh: others, hole: null, isCut: false } }
}

/** What happens to posts and to the feed. */
const feedReducers = {
  bootstrapped: (state, { feed }) => feedReducers.feed_read(state, feed),
  post: (state, { post }, { topic }) => arrived(state, post, topic),
  post_edited: (state, { post }) => (state.posts.has(post.id) ? withToldPost(state, post) : state),
  post_deleted: (state, { post }, { topic }) => deleted(state, post.id, topic),
  post_changed: changed,
  comment: (state, { comment }) => commented(state, comment.post, 1),
  comment_deleted: (state, { comment }) => commented(state, comment.post, -1),
  friend: parted,
  /** A post that was looked at is not for me any more. */
  left: (state, _, { topic }) => dropped(state, ({ id }) => topic === `post:${id}`),
  profile: (state, { user }) => {
    const posts = new Map(state.posts)
    for (const [id, post] of posts)
      if (post.author.id === user.id) posts.set(id, { ...post, author: { ...post.author, ...user } })
    return { ...state, posts }
  },
  likes: (state, likes) => counted(state, likes.post, likes),
  liked: (state, liked) => mineTold(state, liked.post, liked),
  subscribed: (state, { topics }) => Object.entries(topics).reduce((known, [topic, { likes, comments }]) => {
    const id = topic.slice("post:".length)
    const told = comments === undefined ? known : changed(known, { id, comments })
    return likes ? mineTold(counted(told, id, likes), id, likes) : told
  }, state),

  feed_read: (state, page) => {
    if (state.feed.isRead && state.feed.shown.length > 0) return refreshed(state, page)
    return feedReducers.feed_paged({ ...state, feed: { ...state.feed, shown: [], fresh: [], isCut: false } }, page)
  },
  feed_paged: (state, { items, next }) => {
    const fresh = items.map(({ id }) => id).filter((id) => !state.gone.has(id) && !isListed(state, id))
    return { ...withPosts(state, items), feed: { ...state.feed, shown: [...state.feed.shown, ...fresh], next, isRead: true } }
  },
  feed_refreshed: (state, page) => feedReducers.feed_read(state, page),
  feed_revealed: (state) => {
    const { shown, fresh, next, hole } = state.feed
    if (hole) return { ...state, feed: { shown: fresh, fresh: [], next: hole.next, hole: null, isRead: true } }
    return { ...state, feed: { shown: [...fresh, ...shown], fresh: [], next, hole: null, isRead: true } }
  },
  post_read: (state, { post }) => (state.gone.has(post.id) ? state : withPost(state, post)),
  posts_read: (state, { items }) => withPosts(state, items),

  draft_made: (state, draft) => withDraft(state, { ...draft, state: "sending", error: null }),
  draft_held: (state, { key, state: held, error }) => {
    const draft = state.drafts.get(key)
    return draft ? withDraft(state, { ...draft, state: held, error }) : state
  },
  draft_dropped: (state, { key }) => ({ ...state, drafts: without(state.drafts, key) }),
  draft_posted: (state, { key, post }) =>
    arrived({ ...state, drafts: without(state.drafts, key) }, post),

  like_wished: (state, { post, mine }) => ({ ...state, wishes: replaced(state.wishes, post, mine) }),
  like_settled: (state, { post, likes }) => {
    const settled = { ...state, wishes: without(state.wishes, post) }
    return likes ? mineTold(counted(settled, post, likes), post, likes) : settled
  },
  like_answered: (state, { post, likes }) => mineTold(counted(state, post, likes), post, likes),
}

learn(feedReducers)
