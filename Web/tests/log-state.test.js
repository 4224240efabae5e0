import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/feed-state.js"
import "../app/conversation-state.js"
import "../app/log-state.js"
import "../app/message-state.js"
import { merged } from "../models/conversation.js"
import { initialState, reduce } from "../app/state.js"
import { ME, room, said } from "./support/people.js"

const TOPIC = "conversation:c1"

function after(state, ...frames) {
  return frames.reduce((known, [event, data, rest]) => reduce(known, { event, data, ...rest }), state)
}

/** In room c1, with messages 3 and 4 read. */
function inRoom(...frames) {
  const data = { me: ME, epoch: "e-1", since: {}, feed: { items: [], next: null }, conversations: [room("c1", { lastSeq: 4 })] }
  return after(initialState(), ["bootstrapped", data], ["log_opened", { id: "c1" }],
    ["history_read", { id: "c1", items: [said(3), said(4)], hasMore: true }], ...frames)
}

function seqs(state) {
  return state.logs.get("c1").messages.map(({ seq }) => seq)
}

test("messages merge in order, each once, the newer saying wins", () => {
  const both = merged([said(1), said(3)], [said(2), said(3, { text: "New" })])
  assert.deepEqual(both.map(({ seq }) => seq), [1, 2, 3])
  assert.equal(both[2].text, "New")
})

test("what is said shows at the end, once however often it is told", () => {
  assert.deepEqual(seqs(inRoom(["message", { message: said(5) }], ["message", { message: said(5) }])), [3, 4, 5])
})

test("earlier history comes before, and tells whether there is more", () => {
  const state = inRoom(["history_read", { id: "c1", items: [said(1), said(2)], hasMore: false }])
  assert.deepEqual(seqs(state), [1, 2, 3, 4])
  assert.equal(state.logs.get("c1").hasMore, false)
})

test("what was said while history was read is kept", () => {
  const data = { me: ME, epoch: "e-1", feed: { items: [], next: null }, conversations: [room("c1")] }
  const state = after(initialState(), ["bootstrapped", data], ["log_opened", { id: "c1" }], ["message", { message: said(5) }],
    ["history_read", { id: "c1", items: [said(4)], hasMore: false }])
  assert.deepEqual(seqs(state), [4, 5])
})

test("a room that nobody looks at keeps no messages, but its last one is known", () => {
  const state = inRoom(["log_closed", { id: "c1" }], ["message", { message: said(5) }])
  assert.equal(state.logs.has("c1"), false)
  assert.equal(state.conversations.get("c1").lastMessage.seq, 5)
})

test("an edit and a deletion take the place of what is loaded, and of nothing else", () => {
  const state = inRoom(["message_edited", { message: said(3, { text: "Better" }) }],
    ["message_deleted", { message: said(4, { text: "", deleted: true }) }], ["message_edited", { message: said(1) }])
  assert.deepEqual(state.logs.get("c1").messages.map(({ seq, text, deleted }) => [seq, text, deleted]),
    [[3, "Better", undefined], [4, "", true]])
})

test("my message is pending until it is heard, and then said once", () => {
  const sending = inRoom(["send_started", { conversation: "c1", key: "mine", text: "Hello", createdAt: "t" }])
  assert.deepEqual(sending.logs.get("c1").pending,
    [{ key: "mine", text: "Hello", media: [], createdAt: "t", state: "sending", error: null }])
  const heard = after(sending, ["message", { message: said(5, { author: ME, key: "mine", text: "Hello" }) }])
  assert.deepEqual(heard.logs.get("c1").pending, [])
  assert.deepEqual(seqs(heard), [3, 4, 5])
})

test("somebody else's message with my key leaves mine pending", () => {
  const state = inRoom(["send_started", { conversation: "c1", key: "k5", text: "Hello" }], ["message", { message: said(5) }])
  assert.equal(state.logs.get("c1").pending.length, 1)
})

test("history, too, ends what is pending", () => {
  for (const event of ["history_read", "history_continued", "history_replaced"]) {
    const state = inRoom(["send_started", { conversation: "c1", key: "mine", text: "Hello" }],
      [event, { id: "c1", items: [said(5, { author: ME, key: "mine" })], hasMore: false }])
    assert.deepEqual(state.logs.get("c1").pending, [], event)
  }
})

test("a refused message says why, can be tried again and can be dropped", () => {
  const refused = inRoom(["send_started", { conversation: "c1", key: "mine", text: "Hello" }],
    ["send_refused", { conversation: "c1", key: "mine", error: "Too fast." }])
  const [{ state: how, error }] = refused.logs.get("c1").pending
  assert.deepEqual({ how, error }, { how: "refused", error: "Too fast." })
  const retried = after(refused, ["send_retried", { conversation: "c1", key: "mine" }])
  assert.equal(retried.logs.get("c1").pending[0].state, "sending")
  assert.deepEqual(after(refused, ["send_discarded", { conversation: "c1", key: "mine" }]).logs.get("c1").pending, [])
})

test("leaving the page keeps what is on its way", () => {
  const state = inRoom(["send_started", { conversation: "c1", key: "mine", text: "Hello" }], ["log_closed", { id: "c1" }])
  assert.equal(state.logs.get("c1").pending.length, 1)
})

test("a room one has left is gone from the list and from the page", () => {
  const state = inRoom(["left", undefined, { topic: TOPIC }])
  assert.equal(state.conversations.has("c1") || state.logs.has("c1"), false)
  assert.equal(after(state, ["left", undefined, { topic: "feed" }]), state)
})

test("who comes and goes is counted once", () => {
  const joined = ["member", { member: { id: "u3" }, change: "joined" }, { topic: TOPIC, seq: 5 }]
  const state = inRoom(joined, joined, ["member", { member: { id: "u3" }, change: "role" }, { topic: TOPIC, seq: 6 }])
  assert.equal(state.conversations.get("c1").memberCount, 3)
  const left = after(state, ["member", { member: { id: "u3" }, change: "left" }, { topic: TOPIC, seq: 7 }])
  assert.equal(left.conversations.get("c1").memberCount, 2)
})

test("unread is the server's number, never counted here", () => {
  const state = inRoom(["message", { message: said(5) }], ["unread", { conversation: "c1", unread: 7, readSeq: 4 }])
  assert.equal(state.conversations.get("c1").unread, 7)
})

test("a conversation that one was added to is listed", () => {
  assert.ok(inRoom(["conversation", { conversation: room("c2") }]).conversations.has("c2"))
})

test("a long room is cut down when its reader is at the end", () => {
  const many = Array.from({ length: 401 }, (_, index) => said(index + 5))
  const state = inRoom(["history_continued", { id: "c1", items: many }])
  const { messages, hasMore } = after(state, ["log_trimmed", { id: "c1" }]).logs.get("c1")
  assert.equal(messages.length, 200)
  assert.equal(messages.at(-1).seq, 405)
  assert.equal(hasMore, true)
  const short = inRoom()
  assert.equal(after(short, ["log_trimmed", { id: "c1" }]), short)
})

test("in any order of what is told, a room is in order and says nothing twice", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    let dice = seed
    const draw = (count) => { dice = (dice * 48_271) % 2_147_483_647; return dice % count }
    const page = () => { const from = draw(20); return Array.from({ length: draw(8) }, (_, index) => said(from + index + 1)) }
    let state = inRoom()
    for (let step = 0; step < 30; step += 1) {
      const frames = [["message", { message: said(1 + draw(28)) }], ["history_read", { id: "c1", items: page(), hasMore: false }],
        ["history_continued", { id: "c1", items: page() }], ["message_edited", { message: said(1 + draw(28), { text: "Edited" }) }]]
      state = after(state, frames[draw(frames.length)])
      const order = seqs(state)
      assert.deepEqual(order, [...new Set(order)].sort((a, b) => a - b), `seed ${seed}`)
    }
  }
})
