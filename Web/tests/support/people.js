/** People, posts and messages as the server tells of them. */

export const ME = { id: "u1", username: "ada", displayName: "Ada" }
export const BOB = { id: "u2", username: "bob", displayName: "Bob" }

export function post(id, { author = BOB, count = 0, version = 0, mine = false, ...rest } = {}) {
  return {
    id, author, text: `Post ${id}`, media: [], audience: "public", createdAt: "2026-11-22T12:00:00.000Z",
    likes: { count, version, mine }, comments: 0, ...rest,
  }
}

export function said(seq, { author = BOB, conversation = "c1", ...rest } = {}) {
  return {
    id: `m${seq}`, conversation, seq, number: seq, author, text: `Message ${seq}`, media: [], reactions: {},
    createdAt: "2026-11-22T12:00:00.000Z", key: `k${seq}`, ...rest,
  }
}

export function room(id, rest = {}) {
  return {
    id, kind: "room", title: `Room ${id}`, memberCount: 2, members: [ME, BOB], lastSeq: 0, readSeq: 0,
    messages: 0, readNumber: 0, unread: 0, ...rest,
  }
}
