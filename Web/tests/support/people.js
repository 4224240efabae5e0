/** People, posts and messages as the server tells of them. */

import "../../app/people-state.js"
import { initialState, reduce } from "../../app/state.js"

export const ME = { id: "u1", username: "ada", displayName: "Ada" }
export const BOB = { id: "u2", username: "bob", displayName: "Bob" }

export const CY = { id: "u3", username: "cy", displayName: "Cy" }
export const DI = { id: "u4", username: "di", displayName: "Di" }
export const EVE = { id: "u5", username: "eve", displayName: "Eve" }

/** The state after these frames, given as [event, data, rest] triples. */
export function after(state, ...frames) {
  return frames.reduce((known, [event, data, rest]) => reduce(known, { event, data, ...rest }), state)
}

/** Friends with Bob, who is idle, and Cy, who is not here; Di has asked me, and I have asked Eve. */
export function here(...frames) {
  const data = {
    me: ME, epoch: "e-1", feed: { items: [], next: null }, notifications: { unread: 2 },
    friends: [{ user: CY, presence: { state: "offline", since: "t" } }, { user: BOB, presence: { state: "idle", since: "t" } }],
    requests: { incoming: [DI], outgoing: [EVE] },
  }
  return after(initialState(), ["bootstrapped", data], ...frames)
}

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
