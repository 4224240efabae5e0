import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/conversation-state.js"
import { initialState } from "../app/state.js"
import { partnerOf, people, titleOf, unreadIn } from "../models/conversation.js"
import { BOB, CY, ME, after, room, said } from "./support/people.js"

const TOPIC = "conversation:c1"

/** In a direct conversation with Bob, in which there are five messages and the first three are read. */
function talking(...frames) {
  const talk = room("c1", { kind: "direct", title: undefined, lastSeq: 6, messages: 5, readSeq: 4, readNumber: 3, unread: 2, role: "member" })
  return after(initialState(), ["bootstrapped", { me: ME, epoch: "e-1", conversations: [talk, room("c2")] }], ...frames)
}

const unread = (state) => state.conversations.get("c1").unread

test("a message by somebody else is one more, however often it is told", () => {
  const told = ["message", { message: said(7, { number: 6 }) }]
  assert.equal(unread(talking(told, told)), 3)
})

test("one's own message has read all before it", () => {
  const state = talking(["message", { message: said(7, { number: 6, author: ME }) }])
  assert.equal(unread(state), 0)
  assert.equal(state.conversations.get("c1").readSeq, 7)
})

test("what was read before something was heard does not undo it", () => {
  const heard = [["message", { message: said(7, { number: 6 }) }], ["read_here", { conversation: "c1", seq: 7, number: 6 }]]
  const old = room("c1", { kind: "direct", lastSeq: 6, messages: 5, readSeq: 4, readNumber: 3, unread: 2, lastMessage: said(6) })
  for (const late of [["conversation", { conversation: old }], ["conversations_read", { items: [old, room("c2")] }]]) {
    const talk = talking(...heard, late).conversations.get("c1")
    assert.deepEqual([talk.messages, talk.readSeq, talk.unread, talk.lastMessage.seq], [6, 7, 0, 7])
  }
  const state = talking(...heard)
  const renewed = after(state, ["conversations_read", { items: [old], before: state.conversations, isRenewed: true }])
  assert.equal(renewed.conversations.get("c1").messages, 5, "another history counts anew")
})

test("members, a title and a tombstone that were heard stay, whatever an older answer says", () => {
  const before = talking(["message", { message: said(7, { number: 6 }) }, { topic: TOPIC, seq: 7 }])
  const old = before.conversations.get("c1")
  const heard = after(before,
    ["member", { member: { ...CY, role: "member" }, change: "joined" }, { topic: TOPIC, seq: 8 }],
    ["message_deleted", { message: said(7, { number: 6, text: "", deleted: true }) }, { topic: TOPIC, seq: 9 }],
    ["conversation", { conversation: { id: "c1", title: "Renamed", lastSeq: 10 } }])
  for (const late of [["conversation", { conversation: old }], ["conversations_read", { items: [old] }]]) {
    const talk = after(heard, late).conversations.get("c1")
    assert.deepEqual([talk.members.length, talk.title, talk.lastMessage.deleted, talk.lastSeq], [3, "Renamed", true, 10])
  }
})

test("who came and who was left while the list was read is not undone by it", () => {
  const state = talking()
  const [before, items] = [state.conversations, [...state.conversations.values()]]
  const changed = after(state, ["left", {}, { topic: "conversation:c2" }], ["conversation", { conversation: room("c3") }])
  for (const isRenewed of [false, true]) {
    const { conversations } = after(changed, ["conversations_read", { items, before, isRenewed }])
    assert.deepEqual([...conversations.keys()].sort(), ["c1", "c3"])
  }
})

test("what is seen here is read at once, and an older word of the server does not undo it", () => {
  const seen = ["read_here", { conversation: "c1", seq: 6, number: 5 }]
  const stale = ["unread", { conversation: "c1", unread: 2, readSeq: 4, readNumber: 3 }]
  assert.equal(unread(talking(seen)), 0)
  assert.equal(unread(talking(seen, stale)), 0)
  assert.equal(unread(talking(seen, stale, ["message", { message: said(7, { number: 6 }) }])), 1)
})

test("read on another device is read here", () => {
  assert.equal(unread(talking(["unread", { conversation: "c1", unread: 0, readSeq: 6, readNumber: 5 }])), 0)
})

test("the server may know of messages that were not told yet", () => {
  assert.equal(unread(talking(["unread", { conversation: "c1", unread: 9, readSeq: 4, readNumber: 3 }])), 9)
})

test("a conversation that is told to all keeps what is only mine", () => {
  const told = { id: "c1", kind: "direct", memberCount: 2, members: [ME, BOB], lastSeq: 7, messages: 5 }
  const { readNumber, role } = talking(["conversation", { conversation: told }]).conversations.get("c1")
  assert.deepEqual([readNumber, role], [3, "member"])
})

test("all that is unread is counted together", () => {
  assert.equal(unreadIn(talking(["unread", { conversation: "c2", unread: 4, readSeq: 0, readNumber: 0 }])), 6)
  assert.equal(unreadIn(initialState()), 0)
})

test("a change of what was said last shows in the list, of something older it does not", () => {
  const last = said(6, { number: 5 })
  const state = talking(["message", { message: last }])
  const gone = after(state, ["message_deleted", { message: { ...last, text: "", deleted: true } }])
  assert.equal(gone.conversations.get("c1").lastMessage.deleted, true)
  assert.equal(after(state, ["message_edited", { message: said(3, { text: "Better" }) }]), state)
})

test("members come, go and are given roles; mine is mine", () => {
  const change = (member, what, seq) => ["member", { member, change: what }, { topic: TOPIC, seq }]
  const joined = talking(change({ ...CY, role: "member" }, "joined", 7))
  assert.deepEqual(joined.conversations.get("c1").members.map(({ id }) => id), ["u1", "u2", "u3"])
  const promoted = after(joined, change({ ...CY, role: "admin" }, "role", 8), change({ ...ME, role: "owner" }, "role", 9))
  assert.equal(promoted.conversations.get("c1").members.at(-1).role, "admin")
  assert.equal(promoted.conversations.get("c1").role, "owner")
  const left = after(promoted, change(CY, "removed", 10))
  assert.deepEqual([left.conversations.get("c1").members.length, left.conversations.get("c1").memberCount], [2, 2])
})

test("a conversation of two is called by the other's name, a group without a title by everybody's", () => {
  const direct = { kind: "direct", members: [ME, BOB] }
  assert.equal(titleOf(direct, ME), "Bob")
  assert.equal(partnerOf(direct, ME), BOB)
  assert.equal(partnerOf({ kind: "group", members: [ME, BOB] }, ME), undefined)
  assert.equal(titleOf({ members: [ME, BOB, CY] }, ME), "Bob, Cy")
  assert.equal(titleOf({ members: [ME] }, ME), "Just you")
  assert.deepEqual([1, 2].map((memberCount) => people({ memberCount })), ["1 person", "2 people"])
})

test("a new name shows in the list, and before anything is known it changes nothing", () => {
  const state = talking(["message", { message: said(7, { number: 6 }) }], ["profile", { user: { ...BOB, displayName: "Robert" } }])
  assert.equal(titleOf(state.conversations.get("c1"), ME), "Robert")
  assert.equal(state.conversations.get("c1").lastMessage.author.displayName, "Robert")
  const nothing = initialState()
  assert.equal(after(nothing, ["left", undefined, { topic: TOPIC }]), nothing)
})
