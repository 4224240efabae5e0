import assert from "node:assert/strict"
import { test } from "node:test"
import "../app/feed-state.js"
import { initialState, reduce, shownLikes } from "../app/state.js"
import { LikeIntents } from "../models/like-intents.js"
import { ManualClock, settled } from "./support/clock.js"
import { post } from "./support/people.js"

/** One post, its button, and a server whose answers the test gives. */
function button({ mine = false } = {}) {
  const clock = new ManualClock()
  const requests = [] // {mine, answer(), refuse(error)}
  let state = reduce(initialState(), { event: "post_read", data: { post: post("p", { count: 4, version: 1, mine }) } })
  let version = 1
  const send = (id, wanted) => new Promise((resolve, reject) => {
    const answer = () => {
      version += 1
      resolve({ likes: { count: wanted ? 5 : 4, version, mine: wanted } })
    }
    requests.push({ mine: wanted, answer, refuse: reject })
  })
  const intents = new LikeIntents({ send, tell: (frame) => { state = reduce(state, frame) }, clock })
  return {
    clock, requests,
    get shown() { return shownLikes(state, state.posts.get("p")) },
    click() { return intents.want("p", !this.shown.mine) },
    async answer() {
      requests.at(-1).answer()
      await settled()
    },
  }
}

test("a click shows before anything is answered", () => {
  const one = button()
  one.click()
  assert.deepEqual(one.shown, { count: 5, mine: true, pending: true })
  assert.deepEqual(one.requests.map(({ mine }) => mine), [true])
})

test("the answer settles it with the server's count", async () => {
  const one = button()
  const burst = one.click()
  await one.answer()
  one.clock.advance(300)
  await burst
  assert.deepEqual(one.shown, { count: 5, mine: true, pending: false })
})

for (const [clicks, ends, requests] of [[1, true, 1], [2, false, 2], [6, false, 2], [7, true, 1], [8, false, 2]]) {
  for (const speed of ["before the first answer", "after the first answer"]) {
    test(`${clicks} fast clicks ${speed} cost ${requests} and end as the last one says`, async () => {
      const one = button()
      const burst = one.click()
      if (speed === "after the first answer") await one.answer()
      for (let click = 1; click < clicks; click += 1) {
        assert.equal(one.click(), null, "only the first click opens a burst")
        one.clock.advance(40)
      }
      if (speed === "before the first answer") await one.answer()
      assert.equal(one.shown.mine, ends, "shown at once")
      one.clock.advance(300)
      await settled()
      if (one.requests.length === 2) await one.answer()
      one.clock.advance(300)
      await burst
      assert.equal(one.requests.length, requests)
      assert.deepEqual(one.shown, { count: ends ? 5 : 4, mine: ends, pending: false })
    })
  }
}

test("a refusal rolls back visibly and is told to who clicked", async () => {
  for (const mine of [false, true]) {
    const one = button({ mine })
    const burst = one.click()
    assert.equal(one.shown.mine, !mine)
    one.requests[0].refuse(new Error("busy"))
    await assert.rejects(burst, /busy/)
    assert.deepEqual(one.shown, { count: 4, mine, pending: false })
  }
})

test("a second wish that is refused leaves the first one standing", async () => {
  const one = button()
  const burst = one.click()
  await one.answer()
  one.click()
  one.clock.advance(300)
  await settled()
  one.requests[1].refuse(new Error("busy"))
  await assert.rejects(burst, /busy/)
  assert.deepEqual(one.shown, { count: 5, mine: true, pending: false })
})

test("after a refusal the next click is a new try", async () => {
  const one = button()
  const burst = one.click()
  one.requests[0].refuse(new Error("busy"))
  await assert.rejects(burst)
  assert.notEqual(one.click(), null)
  assert.equal(one.requests.length, 2)
})

test("posts do not wait for each other", () => {
  const clock = new ManualClock()
  const sent = []
  const intents = new LikeIntents({ send: (id) => { sent.push(id); return new Promise(() => {}) }, tell: () => {}, clock })
  intents.want("a", true)
  intents.want("b", true)
  assert.deepEqual(sent, ["a", "b"])
})
