import { learn } from "./state.js"

function known(state, user) {
  if (state.wall?.author !== user.username) return state
  return { ...state, wall: { ...state.wall, user: { ...state.wall.user, ...user } } }
}

/** What happens to the posts of the profile that is open. Which of them are still there, `posts` knows. */
learn({
  wall_opened: (state, { author }) => ({ ...state, wall: { author, user: null, ids: [], next: null, isRead: false } }),
  profile_read: (state, { user }) => known(state, user),
  profile: (state, { user }) => (state.wall?.user?.id === user.id ? known(state, user) : state),
  wall_closed: (state) => ({ ...state, wall: null }),
  wall_read: (state, { author, items, next }) => {
    if (state.wall?.author !== author) return state
    const ids = [...new Set([...state.wall.ids, ...items.map(({ id }) => id)])]
    return { ...state, wall: { ...state.wall, ids, next, isRead: true } }
  },
  post: (state, { post }) => {
    if (state.wall?.author !== post.author.username || state.wall.ids.includes(post.id)) return state
    return { ...state, wall: { ...state.wall, ids: [post.id, ...state.wall.ids] } }
  },
})

/** The posts of the wall, newest first. */
export function wallPosts({ wall, posts }) {
  return (wall?.ids ?? []).map((id) => posts.get(id)).filter(Boolean)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
}
