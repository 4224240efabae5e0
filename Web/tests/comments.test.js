import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/comment-state.js"
import "../app/feed-state.js"
import { BOB, ME, after, here, post } from "./support/people.js"

test("who is no friend any more leaves their public posts behind, who is blocked none, nor comments", () => {
  const open = here(["post", { post: post("1", { audience: "friends" }) }], ["post", { post: post("2") }],
    ["thread_opened", { post: "2" }], ["comment", { comment: { id: "c", post: "2", author: BOB, seq: 1, text: "x" } }])
  const parted = after(open, ["friend", { user: BOB, relation: "none" }])
  assert.deepEqual([...parted.posts.keys()], ["2"])
  assert.deepEqual([...parted.feed.shown, ...parted.feed.fresh], ["2"])
  assert.equal(parted.thread.items.length, 1)
  const blocked = after(open, ["friend", { user: BOB, relation: "blocked" }])
  assert.deepEqual([blocked.posts.size, blocked.feed.shown, blocked.thread.items], [0, [], []])
})

test("comments are in order, each once, and counted by what everybody is told", () => {
  const comment = (seq, rest) => ({ id: `c${seq}`, post: "1", author: BOB, text: `${seq}`, key: `k${seq}`, seq, ...rest })
  const state = here(["post", { post: post("1", { comments: 2 }) }], ["thread_opened", { post: "1" }],
    ["comment", { comment: comment(3) }], ["thread_read", { post: "1", items: [comment(3), comment(2)], next: "2" }],
    ["thread_read", { post: "1", items: [comment(1)], next: null }], ["comment_deleted", { comment: { id: "c2", post: "1", seq: 4 } }])
  assert.deepEqual(state.thread.items.map(({ seq }) => seq), [1, 3])
  assert.equal(state.posts.get("1").comments, 2)
})

test("my comment is on its way until it is there, once, whichever answer comes first", () => {
  const started = { post: "1", key: "k", text: "Hi", createdAt: "t" }
  const comment = { id: "c", post: "1", author: ME, text: "Hi", key: "k", seq: 1 }
  const writing = here(["thread_opened", { post: "1" }], ["comment_started", started])
  assert.equal(writing.thread.pending[0].state, "sending")
  const refused = after(writing, ["comment_refused", { post: "1", key: "k", error: "Too long." }])
  assert.deepEqual([refused.thread.pending[0].state, refused.thread.pending[0].error], ["refused", "Too long."])
  for (const order of [["comment_taken", "comment"], ["comment", "comment_taken"]]) {
    const { thread } = after(writing, ...order.map((event) => [event, { comment }]))
    assert.deepEqual([thread.pending, thread.items], [[], [comment]])
  }
  assert.equal(after(refused, ["comment_discarded", { post: "1", key: "k" }]).thread.pending.length, 0)
})
