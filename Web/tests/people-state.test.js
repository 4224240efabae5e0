import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/feed-state.js"
import { friendsOf, peopleIn, presenceOf, relationOf } from "../app/people-state.js"
import { BOB, CY, DI, EVE, ME, after, here, post } from "./support/people.js"

const names = (people) => people.map(({ username }) => username)

test("what somebody is to me is known from the start", () => {
  const state = here()
  const relations = [ME, BOB, DI, EVE, { id: "u9" }].map((user) => relationOf(state, user))
  assert.deepEqual(relations, ["self", "friends", "incoming", "requested", "none"])
  assert.equal(state.unread, 2)
})

test("who is here comes first, then by name", () => {
  assert.deepEqual(names(friendsOf(here())), ["bob", "cy"])
  const state = here(["presence", { user: CY.id, state: "online", since: "t2" }])
  assert.deepEqual(names(friendsOf(state)), ["cy", "bob"])
  assert.deepEqual(presenceOf(state, CY), { state: "online", since: "t2" })
  assert.equal(presenceOf(state, { id: "u9" }).state, "offline")
})

test("a request that is accepted moves to the friends, one that is declined is gone", () => {
  const state = here(["friend", { user: DI, relation: "friends" }], ["friend", { user: EVE, relation: "none" }])
  assert.deepEqual([peopleIn(state, "incoming"), peopleIn(state, "requested")], [[], []])
  assert.deepEqual(names(friendsOf(state)), ["bob", "cy", "di"])
})

test("the newest request is on top, also when it was told twice", () => {
  const gil = { id: "u7", username: "gil", displayName: "Gil" }
  const once = here(["friend", { user: gil, relation: "incoming" }])
  assert.deepEqual(names(peopleIn(once, "incoming")), ["gil", "di"])
  const twice = after(once, ["friend", { user: DI, relation: "incoming" }])
  assert.deepEqual(names(peopleIn(twice, "incoming")), ["gil", "di"])
})

test("a wish shows at once, and a refused one goes back with everything that was known", () => {
  const wished = here(["relation_wished", { user: BOB, relation: "none" }])
  assert.deepEqual(names(friendsOf(wished)), ["cy"])
  const back = after(wished, ["relation_wished", { user: BOB, relation: "friends" }])
  assert.equal(presenceOf(back, BOB).state, "idle")
  assert.deepEqual(names(friendsOf(back)), ["bob", "cy"])
})

test("a wish to be no friends any more takes no post away: only the server's word does", () => {
  const told = post("1", { audience: "friends" })
  const state = here(["post", { post: told }], ["relation_wished", { user: BOB, relation: "none" }])
  assert.equal(state.posts.has("1"), true)
  assert.equal(after(state, ["friend", { user: BOB, relation: "none" }]).posts.has("1"), false)
})

test("after a block is lifted, posts may come again", () => {
  const state = here(["post", { post: post("2") }], ["friend", { user: BOB, relation: "blocked" }],
    ["friend", { user: BOB, relation: "none" }], ["feed_read", { items: [post("2")], next: null }])
  assert.deepEqual(state.feed.shown, ["2"])
})

test("people read again take the place of what was known, but for the blocked", () => {
  const state = here(["blocks_read", { items: [EVE] }],
    ["people_read", { friends: [], requests: { incoming: [], outgoing: [] } }])
  assert.deepEqual([relationOf(state, EVE), relationOf(state, BOB)], ["blocked", "none"])
})

test("a post for other people now stays where it was, whichever topic tells first", () => {
  const TOLD = { topic: "feed" }
  const OURS = { topic: `person:${BOB.id}` }
  const at = (id, minute, rest) => post(id, { createdAt: `2026-11-22T12:0${minute}:00.000Z`, ...rest })
  const reading = here(["feed_read", { items: [at("3", 3), at("2", 2), at("1", 1)], next: "c" }])
  const [deleted, told] = [["post_deleted", { post: { id: "2" } }, TOLD], ["post", { post: at("2", 2, { audience: "friends" }) }, OURS]]
  for (const order of [[deleted, told], [told, deleted]]) {
    const state = after(reading, ...order)
    assert.deepEqual(state.feed.shown, ["3", "2", "1"])
    assert.equal(state.posts.get("2").audience, "friends")
  }
  const stranger = after(reading, deleted, ["post", { post: at("2", 2) }, TOLD]) // who saw nothing of it in between
  assert.deepEqual(stranger.feed.shown, ["3", "2", "1"])
  const back = after(reading, deleted, told, ["post_deleted", { post: { id: "2" } }, OURS], ["post", { post: at("2", 2) }, TOLD])
  assert.deepEqual(back.feed.shown, ["3", "2", "1"])
})

test("a post that was deleted on its own topic stays gone", () => {
  const state = here(["post", { post: post("2") }, { topic: "feed" }], ["post_deleted", { post: { id: "2" } }, { topic: "feed" }],
    ["post_read", { post: post("2") }], ["draft_posted", { key: "k", post: post("2") }])
  assert.equal(state.posts.has("2"), false)
})

test("an admin knows how many reports wait, as long as they are one", () => {
  const me = { ...ME, role: "admin" }
  const state = after(here(), ["bootstrapped", { me, epoch: "e1", openReports: 2, feed: { items: [], next: null } }],
    ["reports", { open: 3 }])
  assert.equal(state.openReports, 3)
  assert.equal(after(state, ["reports", { open: 3 }]), state)
  assert.equal(after(state, ["hello", { epoch: "e1", role: "admin" }]), state)
  const member = after(state, ["hello", { epoch: "e1", role: "member" }])
  assert.deepEqual([member.openReports, member.me.role], [null, "member"])
  assert.equal(after(member, ["hello", { epoch: "e2", role: "admin" }]).openReports, null) // not told yet
  const again = after(member, ["hello", { epoch: "e2", role: "admin" }], ["reports", { open: 1 }])
  assert.deepEqual([again.openReports, again.me.role, again.epoch], [1, "admin", "e2"])
  assert.equal(here().openReports, null)
})
