import { replaced, without } from "./room-state.js"

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

/** A new post: my own at once, everybody else's behind the pill, unless nothing is being read. */
function arrived(state, post) {
  if (state.gone.has(post.id)) return state
  const draft = draftOf(state, post)
  const known = withToldPost(draft ? { ...state, drafts: without(state.drafts, draft.key) } : state, post)
  if (isListed(known, post.id)) return known
  const { feed } = known
  const isFirst = feed.shown.length + feed.fresh.length === 0
  const where = isFirst || post.author.id === state.me?.id ? "shown" : "fresh"
  return { ...known, feed: { ...feed, [where]: [post.id, ...feed[where]] } }
}

function removed(state, id) {
  const feed = {
    ...state.feed,
    shown: state.feed.shown.filter((other) => other !== id),
    fresh: state.feed.fresh.filter((other) => other !== id),
  }
  return { ...state, feed, posts: without(state.posts, id), gone: new Set(state.gone).add(id) }
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
    return { ...known, feed: { ...feed, fresh: ids, hole: { next } } }
  const reach = next === null ? feed.shown.length - 1 : last
  const shown = feed.shown.filter((id, index) => index > reach || page.has(id))
  const fresh = ids.filter((id) => !feed.shown.includes(id))
  const mine = fresh.filter((id) => known.posts.get(id).author.id === state.me?.id)
  const others = fresh.filter((id) => !mine.includes(id))
  return { ...known, feed: { ...feed, shown: [...mine, ...shown], fresh: others, hole: null } }
}

/** What happens to posts and to the feed. */
export const feedReducers = {
  post: (state, { post }) => arrived(state, post),
  post_edited: (state, { post }) => (state.posts.has(post.id) ? withToldPost(state, post) : state),
  post_deleted: (state, { post }) => removed(state, post.id),
  likes: (state, likes) => counted(state, likes.post, likes),
  liked: (state, liked) => mineTold(state, liked.post, liked),
  subscribed: (state, { topics }) => Object.entries(topics).reduce((known, [topic, { likes }]) => {
    const id = topic.slice("post:".length)
    return likes ? mineTold(counted(known, id, likes), id, likes) : known
  }, state),

  feed_read: (state, page) => (state.feed.shown.length > 0 ? refreshed(state, page)
    : feedReducers.feed_paged(state, page)),
  feed_paged: (state, { items, next }) => {
    const fresh = items.map(({ id }) => id).filter((id) => !state.gone.has(id) && !isListed(state, id))
    return { ...withPosts(state, items), feed: { ...state.feed, shown: [...state.feed.shown, ...fresh], next } }
  },
  feed_refreshed: refreshed,
  feed_revealed: (state) => {
    const { shown, fresh, next, hole } = state.feed
    if (hole) return { ...state, feed: { shown: fresh, fresh: [], next: hole.next, hole: null } }
    return { ...state, feed: { shown: [...fresh, ...shown], fresh: [], next, hole: null } }
  },
  post_read: (state, { post }) => (state.gone.has(post.id) ? state : withPost(state, post)),

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
