import assert from "node:assert/strict"
import { test } from "node:test"
import { grouped, named } from "../app/notice-state.js"
import { BOB, CY, DI, EVE, after, here } from "./support/people.js"

test("the bell counts what is new, and what another device has read", () => {
  const notification = { id: "n", kind: "like", actor: BOB, post: "1", read: false }
  const state = here(["notices_read", { items: [], next: null }], ["notification", { notification }])
  assert.equal(state.unread, 3)
  assert.deepEqual(state.notices.items, [notification])
  const read = after(state, ["notifications", { unread: 0 }])
  assert.deepEqual([read.unread, read.notices.items[0].read], [0, true])
})

test("what was new keeps looking new while it is looked at here", () => {
  const items = [{ id: "n", kind: "like", actor: BOB, post: "1", read: false }]
  const state = here(["notices_read", { items, next: null }], ["notices_marked", { unread: 0 }])
  assert.deepEqual([state.unread, state.notices.items[0].read], [0, false])
})

test("notices about one post are one row, at the place of the newest", () => {
  const notice = (id, kind, actor, rest) => ({ id, kind, actor, createdAt: id, read: true, ...rest })
  const rows = grouped([notice("9", "like", BOB, { post: "1", read: false }), notice("8", "comment", CY, { post: "1" }),
    notice("7", "like", CY, { post: "1" }), notice("6", "like", BOB, { post: "1" }), notice("5", "like", DI, { post: "2" }),
    notice("4", "friend_request", EVE), notice("3", "mention", BOB, { post: "1" }), notice("2", "mention", BOB, { post: "1" })])
  assert.deepEqual(rows.map(({ kind, actors, isNew }) => [kind, named(actors), isNew]), [
    ["like", "Bob and Cy", true], ["comment", "Cy", false], ["like", "Di", false], ["friend_request", "Eve", false],
    ["mention", "Bob", false], ["mention", "Bob", false]])
  assert.equal(named([BOB, CY, DI, EVE]), "Bob and 3 others")
})

test("what somebody wrote to me is one row for each conversation, and a mention leads to its message", () => {
  const notice = (id, kind, rest) => ({ id, kind, actor: BOB, createdAt: id, read: true, ...rest })
  const rows = grouped([notice("4", "message", { conversation: "c1", seq: 9 }), notice("3", "mention", { conversation: "c2", seq: 5 }),
    notice("2", "message", { conversation: "c1", seq: 3 }), notice("1", "mention", { conversation: "c2", seq: 4 })])
  assert.deepEqual(rows.map(({ kind, conversation, seq }) => [kind, conversation, seq]),
    [["message", "c1", 9], ["mention", "c2", 5], ["mention", "c2", 4]])
})
