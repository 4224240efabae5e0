import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/conversation-state.js"
import "../app/feed-state.js"
import "../app/log-state.js"
import "../app/message-state.js"
import { hasUnsent, initialState } from "../app/state.js"
import { saidIn } from "../models/conversation.js"
import { rowsOf } from "../models/log.js"
import { BOB, ME, after, post, room, said } from "./support/people.js"

const HERON = { id: "i1", kind: "image", url: "/media/i1/large", width: 4, height: 3, variants: {}, alt: "A heron" }
const BOATS = { ...HERON, id: "i2", alt: "" }

function here(...frames) {
  return after(initialState(), ["bootstrapped", { me: ME, epoch: "e-1", conversations: [room("c1")], feed: { items: [], next: null } }], ...frames)
}

/** In conversation c1, where nothing was said yet. */
function talking(...frames) {
  return here(["log_opened", { id: "c1" }],
    ["history_read", { id: "c1", items: [], hasMore: false, reads: {}, unreadAfter: null }], ...frames)
}

const sending = ["send_started", { conversation: "c1", key: "mine", text: "", media: [HERON, BOATS], createdAt: "2026-11-22T12:00:00.000Z" }]
const log = (state) => state.logs.get("c1")

test("a message on its way shows its pictures, and is the same row once it is said", () => {
  const state = talking(sending)
  const pending = rowsOf(log(state), ME).at(-1)
  assert.deepEqual(pending.item.media, [HERON, BOATS])
  const heard = after(state, ["message", { message: said(1, { author: ME, key: "mine", text: "", media: [HERON, BOATS] }) }])
  const row = rowsOf(log(heard), ME).at(-1)
  assert.deepEqual([row.key, row.kind, row.item.media.length], [pending.key, "message", 2])
  assert.equal(saidIn(heard.conversations.get("c1").lastMessage), "2 photos")
})

test("a message that was refused keeps its pictures, and has them when it goes again", () => {
  const refused = talking(sending, ["send_refused", { conversation: "c1", key: "mine", error: "Not now." }])
  assert.deepEqual([log(refused).pending[0].state, log(refused).pending[0].media], ["refused", [HERON, BOATS]])
  const again = after(refused, ["send_retried", { conversation: "c1", key: "mine" }])
  assert.deepEqual([log(again).pending[0].state, log(again).pending[0].media], ["sending", [HERON, BOATS]])
})

test("a message without any has none, whoever sends it", () => {
  const state = talking(["send_started", { conversation: "c1", key: "mine", text: "Hello", createdAt: "t" }])
  assert.deepEqual(log(state).pending[0].media, [])
})

test("a deleted message shows nothing, and an edited one what it did", () => {
  const state = talking(["message", { message: said(1, { media: [HERON] }) }], ["message", { message: said(2, { media: [BOATS] }) }],
    ["message_deleted", { message: said(1, { text: "", media: [], deleted: true }) }],
    ["message_edited", { message: said(2, { text: "Other words", media: [BOATS] }) }])
  assert.deepEqual(log(state).messages.map(({ text, media }) => [text, media]), [["", []], ["Other words", [BOATS]]])
})

test("a draft holds what goes along until the post is there", () => {
  const draft = { key: "k", text: "", audience: "public", media: [HERON] }
  const state = here(["draft_made", draft])
  assert.deepEqual(state.drafts.get("k").media, [HERON])
  assert.equal(hasUnsent(state), true)
  const refused = after(state, ["draft_held", { key: "k", state: "refused", error: "Not like that." }])
  assert.deepEqual(refused.drafts.get("k").media, [HERON])
  const posted = after(state, ["draft_posted", { key: "k", post: post("p1", { author: ME, text: "", media: [HERON], key: "k" }) }])
  assert.deepEqual([posted.drafts.size, posted.posts.get("p1").media], [0, [HERON]])
})

test("a post is told of with other pictures, and goes back to those it had where that is refused", () => {
  const state = here(["post_read", { post: post("p1", { media: [HERON, BOATS] }) }])
  const told = after(state, ["post_edited", { post: post("p1", { author: BOB, version: 1, media: [BOATS] }) }])
  assert.deepEqual(told.posts.get("p1").media, [BOATS])
  const changed = after(state, ["post_changed", { id: "p1", text: "", media: [BOATS] }])
  const back = after(changed, ["post_changed", { id: "p1", text: "Post p1", media: [HERON, BOATS] }])
  assert.deepEqual([changed.posts.get("p1").media, back.posts.get("p1").media], [[BOATS], [HERON, BOATS]])
})
