import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/comment-state.js"
import "../app/feed-state.js"
import { peopleIn } from "../app/people-state.js"
import { wallPosts } from "../app/wall-state.js"
import { BOB, CY, after, here, post } from "./support/people.js"

test("a new name shows on friends, posts, comments and the profile that is open", () => {
  const state = here(["post", { post: post("1") }], ["wall_opened", { author: "bob" }], ["profile_read", { user: { ...BOB, bio: "Hi" } }],
    ["thread_opened", { post: "1" }], ["comment", { comment: { id: "c", post: "1", author: BOB, seq: 1 } }],
    ["profile", { user: { ...BOB, displayName: "Robert" } }])
  const shown = [peopleIn(state, "friends").find(({ id }) => id === BOB.id), state.posts.get("1").author,
    state.thread.items[0].author, state.wall.user]
  assert.deepEqual(shown.map(({ displayName }) => displayName), Array(4).fill("Robert"))
  assert.equal(state.wall.user.bio, "Hi")
})

test("a profile's posts are theirs, newest first, and new ones come on top", () => {
  const at = (id, minute) => post(id, { createdAt: `2026-11-22T12:0${minute}:00.000Z` })
  const items = [at("3", 3), at("1", 1)]
  const state = here(["wall_opened", { author: "bob" }], ["posts_read", { items }],
    ["wall_read", { author: "bob", items, next: null }], ["post", { post: at("4", 4) }], ["post", { post: post("9", { author: CY }) }],
    ["post_deleted", { post: { id: "3" } }])
  assert.deepEqual(wallPosts(state).map(({ id }) => id), ["4", "1"])
  assert.equal(after(state, ["wall_read", { author: "cy", items: [at("1", 1)], next: null }]), state)
})
