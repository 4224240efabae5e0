const WORDS = {
  like: (count) => `${count === 1 ? "likes" : "like"} your post`,
  comment: () => "commented on your post",
  mention: () => "mentioned you",
  message: () => "wrote to you",
  group_added: () => "added you to a conversation",
  friend_request: () => "would like to be friends",
  friend_accepted: () => "accepted your request: you are friends",
}

/** What somebody did, after their name. @param {string} kind of the notice @param {number} count of people who did it */
export function deedOf(kind, count = 1) {
  return WORDS[kind]?.(count) ?? "did something"
}

/** Where a notice leads. @param {{kind: string, post?: string, conversation?: string, seq?: number}} notice @param {object} actor */
export function placeOf({ kind, post, conversation, seq }, actor) {
  if (post) return `/p/${post}`
  if (!conversation) return `/u/${actor.username}`
  return `/messages/${conversation}${kind === "mention" && seq ? `?at=${seq}` : ""}`
}
