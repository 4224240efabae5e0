import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/conversation-state.js"
import "../app/log-state.js"
import "../app/message-state.js"
import { initialState } from "../app/state.js"
import { isHistory, rowsOf, seenOf } from "../models/log.js"
import { matching, mentionAt } from "../models/mention.js"
import { LINGERS, TypingTracker, typingWords } from "../models/typing-tracker.js"
import { ManualClock } from "./support/clock.js"
import { BOB, CY, ME, after, room, said } from "./support/people.js"

/** In conversation c1, where messages 3 to 5 are loaded. */
function talking(...frames) {
  return after(initialState(), ["bootstrapped", { me: ME, epoch: "e-1", conversations: [room("c1")] }], ["log_opened", { id: "c1" }],
    ["history_read", { id: "c1", items: [said(3), said(4), said(5)], hasMore: true, reads: { u1: 0, u2: 0 }, unreadAfter: null }], ...frames)
}

const log = (state) => state.logs.get("c1")
const seqs = (state) => log(state).messages.map(({ seq }) => seq)
const one = (state, seq) => log(state).messages.find((message) => message.seq === seq)

test("my reaction shows at once, once, and the server's count takes its place", () => {
  const given = ["reacted_here", { conversation: "c1", seq: 3, emoji: "👍", given: true }]
  const state = talking(given, given)
  assert.deepEqual([one(state, 3).reactions, one(state, 3).mine], [{ "👍": 1 }, ["👍"]])
  const told = after(state, ["message_edited", { message: said(3, { reactions: { "👍": 2 } }), reacted: { user: "u1", emoji: "👍", given: true } }])
  assert.deepEqual([one(told, 3).reactions, one(told, 3).mine], [{ "👍": 2 }, ["👍"]])
  const refused = after(state, ["reacted_here", { conversation: "c1", seq: 3, emoji: "👍", given: false }])
  assert.deepEqual([one(refused, 3).reactions, one(refused, 3).mine], [{}, []])
})

test("somebody else's reaction or an edit leaves mine pressed", () => {
  const state = talking(["reacted_here", { conversation: "c1", seq: 3, emoji: "👍", given: true }],
    ["message_edited", { message: said(3, { reactions: { "👍": 2 } }), reacted: { user: "u2", emoji: "👍", given: true } }],
    ["message_edited", { message: said(3, { text: "Better", reactions: { "👍": 2 } }) }])
  assert.deepEqual([one(state, 3).mine, one(state, 3).text], [["👍"], "Better"])
})

test("who has read only goes on, and who answers has read", () => {
  const state = talking(["read", { conversation: "c1", user: "u2", seq: 4 }], ["read", { conversation: "c1", user: "u2", seq: 3 }])
  assert.equal(log(state).reads.get("u2"), 4)
  assert.equal(log(after(state, ["message", { message: said(6) }])).reads.get("u2"), 6)
  const silent = after(state, ["message", { message: said(6, { author: CY }) }])
  assert.equal(log(silent).reads.has("u3"), false, "who keeps it to themselves is not told of")
})

test("who types is known until they have said it; I am not told of myself", () => {
  const state = talking(["typing", { conversation: "c1", user: "u2" }], ["typing", { conversation: "c1", user: "u1" }])
  assert.deepEqual([...log(state).typing], [["u2", 1]])
  assert.deepEqual([...log(after(state, ["typing", { conversation: "c1", user: "u2" }])).typing], [["u2", 2]])
  assert.equal(log(after(state, ["message", { message: said(6) }])).typing.size, 0)
  assert.equal(log(after(state, ["typing_ended", { conversation: "c1", user: "u2" }])).typing.size, 0)
})

test("in the past, what is said now makes no hole", () => {
  const past = talking(["history_replaced", { id: "c1", items: [said(1), said(2)], hasMoreBefore: false, hasMoreAfter: true }],
    ["message", { message: said(9) }])
  assert.deepEqual(seqs(past), [1, 2])
  const nearly = after(past, ["history_continued", { id: "c1", items: [said(3), said(8)], hasMore: false }])
  assert.equal(log(nearly).hasMoreAfter, true, "9 came after this page was read")
  const whole = after(nearly, ["history_continued", { id: "c1", items: [said(9)], hasMore: false }])
  assert.equal(log(whole).hasMoreAfter, false)
  assert.deepEqual(seqs(after(whole, ["message", { message: said(10) }])), [1, 2, 3, 8, 9, 10])
})

test("the newest page keeps what was said while it was read", () => {
  const state = talking(["message", { message: said(6) }], ["history_replaced", { id: "c1", items: [said(4), said(5)], hasMore: true }])
  assert.deepEqual(seqs(state), [4, 5, 6])
  assert.equal(log(state).hasMoreAfter, false)
})

test("in another epoch nothing of what was is kept, and nothing new is lost", () => {
  const outdated = talking(["message", { message: said(90) }], ["log_outdated", { id: "c1" }])
  assert.deepEqual(seqs(outdated), [3, 4, 5, 90], "it stays to be read")
  const state = after(outdated, ["history_replaced", { id: "c1", items: [said(1), said(2)], hasMore: false }])
  assert.deepEqual([seqs(state), log(state).hasMoreAfter], [[1, 2], false])
  const late = after(outdated, ["message", { message: said(3) }], ["history_replaced", { id: "c1", items: [said(1), said(2)], hasMore: false }])
  assert.equal(log(late).hasMoreAfter, true, "3 is read next")
})

test("a quoted message that is not loaded is known, changed and deleted all the same", () => {
  const state = talking(["quote_read", { id: "c1", seq: 1, message: said(1) }],
    ["message_deleted", { message: said(1, { text: "", deleted: true }) }])
  assert.equal(log(state).quotes.get(1).deleted, true)
  assert.deepEqual(seqs(state), [3, 4, 5])
})

const rows = (change, me = ME) => rowsOf({ ...log(talking()), ...change }, me)

test("days, groups of one author, and the line before the first unread message of somebody else", () => {
  const messages = [said(3), said(4), said(5, { author: ME }), said(6), said(7, { createdAt: "2026-11-23T12:00:00.000Z" })]
  const kinds = rows({ messages, unreadAfter: 4 }).map(({ kind, item, isFirst }) => (item ? `${item.seq}${isFirst ? " first" : ""}` : kind))
  assert.deepEqual(kinds, ["day", "3 first", "4", "5 first", "unread", "6 first", "day", "7 first"])
  assert.equal(rows({ messages }).some(({ kind }) => kind === "unread"), false)
})

test("what is on its way comes last, keeps its row when it is said, and is not shown in the past", () => {
  const pending = [{ key: "k6", text: "Hi", createdAt: "2026-11-22T12:00:00.000Z", state: "sending" }]
  assert.deepEqual(rows({ pending }).at(-1).key, "key k6")
  assert.equal(rows({ messages: [said(6, { author: ME })] }).at(-1).key, "key k6")
  assert.equal(rows({ pending, hasMoreAfter: true }).some(({ kind }) => kind === "pending"), false)
})

test("seen stands at my last message that somebody has seen", () => {
  const messages = [said(3, { author: ME }), said(4, { author: ME }), said(5), said(6, { author: ME })]
  assert.deepEqual(seenOf({ messages, reads: new Map([["u1", 9], ["u2", 5], ["u3", 3]]) }, ME), { seq: 4, by: ["u2"] })
  assert.equal(seenOf({ messages, reads: new Map([["u1", 9], ["u2", 2]]) }, ME), null)
  assert.equal(seenOf({ messages, reads: new Map() }, ME), null)
})

test("only what was said just now is read out", () => {
  const before = { ...log(talking()), hasMoreAfter: false }
  assert.equal(isHistory(before, { ...before, messages: [...before.messages, said(6)] }), false)
  assert.equal(isHistory({ ...before, messages: [] }, before), false, "the first message of all")
  assert.equal(isHistory(before, { ...before, messages: before.messages.slice(1) }), false, "cut down, and one more")
  assert.equal(isHistory(before, { ...before, messages: [said(2), ...before.messages] }), true)
  assert.equal(isHistory(before, { ...before, messages: [said(50)] }), true)
  assert.equal(isHistory({ ...before, hasMoreAfter: true }, before), true)
  assert.equal(isHistory(null, before), true)
})

test("typing ends by our own clock, later if there is another sign", () => {
  const clock = new ManualClock()
  const ended = []
  const tracker = new TypingTracker(clock, (user) => ended.push(user))
  tracker.see(new Map([["u2", 1]]))
  clock.advance(LINGERS - 1)
  tracker.see(new Map([["u2", 2]]))
  clock.advance(LINGERS - 1)
  assert.deepEqual(ended, [])
  clock.advance(1)
  assert.deepEqual(ended, ["u2"])
  tracker.see(new Map([["u3", 1]]))
  tracker.stop()
  assert.equal(clock.pending, 0)
})

test("who types is told in words", () => {
  const names = [[], ["Ana"], ["Ana", "Bob"], ["Ana", "Bob", "Cy"]]
  assert.deepEqual(names.map(typingWords), ["", "Ana is typing…", "Ana and Bob are typing…", "Several people are typing…"])
})

test("a mention is begun with an @ that begins a word", () => {
  assert.deepEqual(mentionAt("Hello @Bo", 9), { start: 6, query: "bo" })
  assert.deepEqual(mentionAt("@", 1), { start: 0, query: "" })
  for (const text of ["bob@example", "Hello @bo b", "no one", "@@bo"]) assert.equal(mentionAt(text, text.length), null, text)
  assert.deepEqual(mentionAt("@bo and more", 3), { start: 0, query: "bo" })
})

test("people are found by their username and by each part of their name", () => {
  const people = [BOB, { ...CY, displayName: "Cyril van Bree" }]
  assert.deepEqual(matching(people, "b").map(({ id }) => id), ["u2", "u3"])
  assert.deepEqual(matching(people, "cy").map(({ id }) => id), ["u3"])
  assert.deepEqual(matching(people, "zz"), [])
})
