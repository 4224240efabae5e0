import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/feed-state.js"
import { initialState, reduce, shownLikes } from "../app/state.js"
import "../app/wall-state.js"
import { BOB, ME, post } from "./support/people.js"

/** The state after these frames, given as [event, data] pairs. */
function after(state, ...frames) {
  return frames.reduce((known, [event, data]) => reduce(known, { event, data }), state)
}

/** Logged in, with a feed of posts 3, 2, 1 and older ones behind a cursor. */
function reading(...frames) {
  const feed = { items: [post("3"), post("2"), post("1")], next: "cursor" }
  return after(initialState(),
    ["bootstrapped", { me: ME, epoch: "e-1", since: {}, feed, conversations: [] }], ...frames)
}

test("nothing is known at first, and an unknown event changes nothing", () => {
  const state = initialState()
  assert.equal(reduce(state, { event: "toString" }), state)
  assert.equal(reduce(state, { event: "from the future", data: {} }), state)
})

test("a post by somebody else waits behind the pill, one's own shows at once", () => {
  const { feed } = reading(["post", { post: post("4") }], ["post", { post: post("5", { author: ME }) }])
  assert.deepEqual(feed.fresh, ["4"])
  assert.deepEqual(feed.shown, ["5", "3", "2", "1"])
})

test("the first post of all shows at once: there is nothing to be moved", () => {
  const empty = after(initialState(),
    ["bootstrapped", { me: ME, epoch: "e-1", since: {}, feed: { items: [], next: null }, conversations: [] }])
  const { feed } = after(empty, ["post", { post: post("1") }], ["post", { post: post("2") }])
  assert.deepEqual([feed.shown, feed.fresh], [["1"], ["2"]])
})

test("a post that is told twice is there once, before and after the pill was pressed", () => {
  const waiting = reading(["post", { post: post("4") }], ["post", { post: post("4") }])
  assert.deepEqual(waiting.feed.fresh, ["4"])
  const shown = after(waiting, ["feed_revealed"], ["post", { post: post("4") }])
  assert.deepEqual(shown.feed, { shown: ["4", "3", "2", "1"], fresh: [], next: "cursor", hole: null, isRead: true })
})

test("of posts that nobody asks for 200 are kept, the rest is only known to be there", () => {
  const told = (count) => Array.from({ length: count }, (_, index) => ["post", { post: post(String(1_000 + index)) }])
  const full = reading(...told(200))
  assert.deepEqual([full.feed.fresh.length, full.posts.size, full.feed.isCut], [200, 203, false])
  const over = after(full, ...told(203), ["post", { post: post("5000", { author: ME }) }])
  assert.deepEqual([over.feed.fresh.length, over.posts.size, over.feed.isCut], [200, 204, true])
  assert.equal(over.feed.shown[0], "5000")
  const read = after(over, ["feed_refreshed", { items: [post("1202"), post("1201")], next: "c" }])
  assert.deepEqual([read.feed.fresh, read.feed.isCut], [["1202", "1201"], false])
  assert.deepEqual(after(read, ["feed_revealed"]).feed.shown, ["1202", "1201"])
})

test("a post that is not kept for the feed still shows on the wall of its author", () => {
  const told = Array.from({ length: 201 }, (_, index) => ["post", { post: post(String(1_000 + index)) }])
  const state = after(reading(["wall_opened", { author: BOB.username }]), ...told)
  assert.equal(state.feed.fresh.length, 200)
  assert.ok(state.posts.has("1200"))
})

test("older posts come at the end, and none of them twice", () => {
  const { feed } = reading(["feed_paged", { items: [post("1"), post("0")], next: null }])
  assert.deepEqual(feed.shown, ["3", "2", "1", "0"])
  assert.equal(feed.next, null)
})

test("a deleted post is gone everywhere and no older answer revives it", () => {
  const state = reading(["post", { post: post("4") }], ["post_deleted", { post: { id: "4" } }],
    ["post_deleted", { post: { id: "2" } }], ["post", { post: post("4") }], ["post_read", { post: post("2") }],
    ["feed_paged", { items: [post("2")], next: null }])
  assert.deepEqual(state.feed.shown, ["3", "1"])
  assert.deepEqual(state.feed.fresh, [])
  assert.equal(state.posts.has("2") || state.posts.has("4"), false)
})

test("an edit changes the text and leaves my like alone", () => {
  const state = reading(["liked", { post: "2", mine: true, version: 5 }],
    ["post_edited", { post: post("2", { text: "Better", count: 1, version: 5, mine: false }) }])
  assert.equal(state.posts.get("2").text, "Better")
  assert.equal(state.posts.get("2").likes.mine, true)
})

test("a count never goes back to an older version", () => {
  const state = reading(["likes", { post: "2", count: 7, version: 9 }], ["likes", { post: "2", count: 3, version: 8 }],
    ["subscribed", { topics: { "post:2": { seq: 1, likes: { count: 1, version: 2, mine: false } } } }],
    ["feed_paged", { items: [post("2", { count: 0, version: 1 })], next: null }])
  const { count, version } = state.posts.get("2").likes
  assert.deepEqual({ count, version }, { count: 7, version: 9 })
})

test("the same count again is no news", () => {
  const state = reading(["likes", { post: "2", count: 7, version: 9 }])
  assert.equal(after(state, ["likes", { post: "2", count: 7, version: 9 }]), state)
})

test("a like on my other device shows here", () => {
  const state = reading(["liked", { post: "3", mine: true, version: 2 }])
  assert.equal(state.posts.get("3").likes.mine, true)
  const older = after(state, ["liked", { post: "3", mine: false, version: 1 }])
  assert.equal(older.posts.get("3").likes.mine, true)
})

test("another epoch counts from the beginning: lower versions hold again", () => {
  const state = reading(["likes", { post: "2", count: 7, version: 9 }], ["post_deleted", { post: { id: "1" } }],
    ["hello", { epoch: "e-2" }], ["likes", { post: "2", count: 4, version: 3 }])
  assert.equal(state.posts.get("2").likes.count, 4)
  assert.equal(state.gone.size, 0)
})

test("a click shows at once and looks pending until the server agrees", () => {
  const wished = reading(["like_wished", { post: "2", mine: true }])
  assert.deepEqual(shownLikes(wished, wished.posts.get("2")), { count: 1, mine: true, pending: true })
  const likes = { count: 5, version: 4, mine: true }
  const answered = after(wished, ["like_answered", { post: "2", likes }])
  assert.deepEqual(shownLikes(answered, answered.posts.get("2")), { count: 5, mine: true, pending: false })
  const settled = after(answered, ["like_settled", { post: "2", likes }])
  assert.deepEqual(shownLikes(settled, settled.posts.get("2")), { count: 5, mine: true, pending: false })
})

test("a refused click goes back to what the server said last", () => {
  const state = reading(["like_wished", { post: "2", mine: true }], ["likes", { post: "2", count: 3, version: 6 }],
    ["like_settled", { post: "2", likes: undefined }])
  assert.deepEqual(shownLikes(state, state.posts.get("2")), { count: 3, mine: false, pending: false })
})

test("a count is never shown below nought", () => {
  const state = reading(["liked", { post: "2", mine: true, version: 1 }], ["like_wished", { post: "2", mine: false }])
  assert.equal(shownLikes(state, state.posts.get("2")).count, 0)
})

test("a post of mine shows as a draft until it is taken, and then once", () => {
  const draft = { key: "k", text: "Mine", audience: "public" }
  const writing = reading(["draft_made", draft])
  assert.deepEqual([...writing.drafts.values()], [{ ...draft, state: "sending", error: null }])
  const mine = post("9", { author: ME, text: "Mine", key: "k" })
  for (const order of [["post", "draft_posted"], ["draft_posted", "post"]]) {
    const state = after(writing, ...order.map((event) => [event, { key: "k", post: mine }]))
    assert.equal(state.drafts.size, 0)
    assert.deepEqual(state.feed.shown, ["9", "3", "2", "1"])
  }
})

test("a draft ends only by the post with its key", () => {
  const state = reading(["draft_made", { key: "k", text: "Same", audience: "public" }],
    ["post", { post: post("9", { author: ME, text: "Same", key: "other" }) }])
  assert.equal(state.drafts.size, 1)
  const bobs = after(state, ["post", { post: post("8", { author: BOB, text: "Same", key: "k" }) }])
  assert.equal(bobs.drafts.size, 1)
})

test("a draft that was not taken says so and can be dropped", () => {
  const state = reading(["draft_made", { key: "k", text: "Mine", audience: "public" }],
    ["draft_held", { key: "k", state: "refused", error: "Too long." }])
  assert.deepEqual(state.drafts.get("k"), { key: "k", text: "Mine", audience: "public", state: "refused", error: "Too long." })
  assert.equal(after(state, ["draft_dropped", { key: "k" }]).drafts.size, 0)
})

test("a feed read again puts what is new behind the pill and takes out what is gone", () => {
  const { feed } = reading(["feed_refreshed", { items: [post("5"), post("4"), post("3"), post("1")], next: "c" }])
  assert.deepEqual(feed.shown, ["3", "1"])
  assert.deepEqual(feed.fresh, ["5", "4"])
})

test("a feed read again keeps what lies below the page", () => {
  const { feed } = reading(["feed_refreshed", { items: [post("4"), post("3")], next: "c" }])
  assert.deepEqual(feed.shown, ["3", "2", "1"])
})

test("a page that does not reach what is read becomes the feed when the pill is pressed", () => {
  const state = reading(["feed_refreshed", { items: [post("99"), post("98")], next: "c98" }])
  assert.deepEqual(state.feed.shown, ["3", "2", "1"])
  assert.deepEqual(after(state, ["feed_revealed"]).feed, { shown: ["99", "98"], fresh: [], next: "c98", hole: null, isRead: true })
})

test("a new picture or name of somebody shows on all their posts, and on mine", () => {
  const state = reading(["profile", { user: { ...BOB, displayName: "Robert" } }], ["profile", { user: { ...ME, displayName: "Countess" } }])
  assert.ok([...state.posts.values()].every(({ author }) => author.displayName === "Robert"))
  assert.equal(state.me.displayName, "Countess")
})

test("in any order of what is told, no post is listed twice or without being known", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    let dice = seed
    const draw = (count) => { dice = (dice * 48_271) % 2_147_483_647; return dice % count }
    const some = () => post(String(draw(12)), { author: draw(4) === 0 ? ME : BOB, version: draw(9), count: draw(9) })
    const page = () => ({ items: [...new Map(Array.from({ length: draw(6) }, () => { const one = some(); return [one.id, one] })).values()], next: draw(2) ? "c" : null })
    let state = reading()
    for (let step = 0; step < 40; step += 1) {
      const [event, data] = [
        ["post", { post: some() }], ["post_deleted", { post: { id: String(draw(12)) } }], ["feed_paged", page()],
        ["feed_refreshed", page()], ["feed_revealed", {}], ["likes", { post: String(draw(12)), count: draw(9), version: draw(9) }],
        ["draft_posted", { key: "none", post: some() }], ["post_read", { post: some() }],
      ][draw(8)]
      const before = state
      state = reduce(state, { event, data })
      const listed = [...state.feed.shown, ...state.feed.fresh]
      assert.equal(new Set(listed).size, listed.length, `seed ${seed}: ${event} lists ${listed}`)
      assert.ok(listed.every((id) => state.posts.has(id)), `seed ${seed}: ${event}`)
      assert.ok(listed.every((id) => !state.gone.has(id)), `seed ${seed}: ${event}`)
      for (const [id, { likes }] of state.posts)
        assert.ok(likes.version >= (before.posts.get(id)?.likes.version ?? 0), `seed ${seed}: ${event}`)
    }
  }
})
