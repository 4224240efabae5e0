import assert from "node:assert/strict"
import { test } from "node:test"
import { Positions } from "../client/hubbub.js"
import { HELLO, message, world } from "./support/wire.js"

const ROOM = "conversation:c1"
const POST = "post:p1"

test("a position takes the next number, knows the old ones and notices a gap", () => {
  const positions = new Positions()
  assert.equal(positions.take(ROOM, 7), "next")
  assert.equal(positions.take(ROOM, 7), "old")
  assert.equal(positions.take(ROOM, 3), "old")
  assert.equal(positions.take(ROOM, 9), "gap")
  assert.equal(positions.get(ROOM), 7, "a gap does not move it")
  assert.equal(positions.take(ROOM, 8), "next")
})

test("the first socket starts from nothing, the next from what was heard, topic by topic", () => {
  const { clock, sockets } = world().live({ heads: { feed: 17, [ROOM]: 42 } })
  assert.deepEqual(sockets[0].asked("start"), { ref: 1, op: "start" })
  sockets[0].say(message(ROOM, 43))
  sockets[0].end()
  clock.advance(250)
  sockets[1].say({ event: "hello", data: HELLO })
  const { op, epoch, since } = sockets[1].asked("start")
  assert.deepEqual({ op, epoch, since }, { op: "start", epoch: "e-1", since: { feed: 17, [ROOM]: 43 } })
})

test("a snapshot is continued where it was read", () => {
  const { client, sockets } = world()
  client.resumeFrom({ epoch: "e-1", since: { feed: 5 } })
  client.connect()
  sockets[0].say({ event: "hello", data: HELLO })
  assert.deepEqual(sockets[0].asked("start").since, { feed: 5 })
})

test("what comes twice is told once", () => {
  const all = world().live({ heads: { [ROOM]: 1 } })
  for (const seq of [2, 2, 3, 1, 3, 4]) all.socket.say(message(ROOM, seq))
  assert.deepEqual(all.heard(ROOM), [2, 3, 4])
})

test("a gap is never told past: the client resumes from before it", () => {
  const all = world().live({ heads: { [ROOM]: 1 } })
  all.socket.say(message(ROOM, 2))
  all.socket.say(message(ROOM, 4))
  assert.deepEqual(all.heard(ROOM), [2])
  assert.equal(all.client.status, "waiting")
  all.clock.advance(250)
  all.socket.say({ event: "hello", data: HELLO })
  assert.equal(all.socket.asked("start").since[ROOM], 2)
  all.socket.answer("start", { heads: { [ROOM]: 4 }, reset: [] })
  for (const seq of [3, 4, 5]) all.socket.say(message(ROOM, seq))
  assert.deepEqual(all.heard(ROOM), [2, 3, 4, 5])
  assert.deepEqual(all.told.reset, [])
})

test("a number that stays missing makes that topic be read again, and nothing else", () => {
  const all = world().live({ heads: { [ROOM]: 1, feed: 9 } })
  all.socket.say(message(ROOM, 3))
  all.clock.advance(250)
  all.socket.start({ heads: { [ROOM]: 3, feed: 9 } })
  all.socket.say(message(ROOM, 3))
  assert.deepEqual(all.told.reset, [{ topics: [ROOM], renewed: false }])
  assert.deepEqual(all.heard(ROOM), [3])
  all.socket.say(message(ROOM, 4))
  assert.deepEqual(all.heard(ROOM), [3, 4])
  assert.equal(all.client.status, "live")
})

test("a skipped number counts and is not told", () => {
  const all = world().live({ heads: { feed: 1 } })
  all.socket.say({ event: "skip", topic: "feed", seq: 2 })
  all.socket.say({ event: "post", topic: "feed", seq: 3, data: {} })
  assert.deepEqual(all.told.event.map(({ event }) => event), ["post"])
  assert.equal(all.client.resumePoint.since.feed, 3)
})

test("counting begins at the head when a topic is joined, and is forgotten when it is left", () => {
  const all = world().live()
  all.socket.say({ event: "joined", topic: ROOM, seq: 40 })
  all.socket.say(message(ROOM, 40))
  all.socket.say(message(ROOM, 41))
  assert.equal(all.client.resumePoint.since[ROOM], 41)
  all.socket.say({ event: "left", topic: ROOM })
  assert.equal(ROOM in all.client.resumePoint.since, false)
  all.socket.say({ event: "joined", topic: ROOM, seq: 77 })
  all.socket.say(message(ROOM, 78))
  assert.deepEqual(all.told.event.map(({ event, seq }) => [event, seq]),
    [["joined", 40], ["message", 41], ["left", undefined], ["joined", 77], ["message", 78]])
})

test("a topic that went away while there was no socket is told as left", () => {
  const all = world().live({ heads: { [ROOM]: 4, feed: 1 } })
  all.socket.end()
  all.clock.advance(250)
  all.socket.start({ heads: { feed: 1 } })
  assert.deepEqual(all.told.event, [{ event: "left", topic: ROOM }])
  assert.deepEqual(all.client.resumePoint.since, { feed: 1 })
})

test("topics that cannot be continued are read again, and counted from the head", () => {
  const all = world().live({ heads: { feed: 1, [ROOM]: 4 } })
  all.socket.end()
  all.clock.advance(250)
  all.socket.start({ heads: { feed: 1, [ROOM]: 2_000 }, reset: [ROOM] })
  assert.deepEqual(all.told.reset, [{ topics: [ROOM], renewed: false }])
  all.socket.say(message(ROOM, 2_001))
  assert.deepEqual(all.heard(ROOM), [2_001])
})

test("another epoch makes everything be read again", () => {
  const all = world().live({ heads: { feed: 100, [ROOM]: 4 } })
  all.socket.end()
  all.clock.advance(250)
  all.socket.start({ hello: { ...HELLO, epoch: "e-2" }, heads: { feed: 3, [ROOM]: 1 } })
  assert.equal(all.told.reset.length, 1)
  assert.equal(all.told.reset[0].renewed, true)
  assert.deepEqual(all.told.reset[0].topics.sort(), [ROOM, "feed"].sort())
  assert.deepEqual(all.client.resumePoint, { epoch: "e-2", since: { feed: 3, [ROOM]: 1 } })
})

test("latest-wins and lossy events have no number and always pass", () => {
  const all = world().live()
  all.client.follow([POST])
  for (const version of [3, 3, 2]) all.socket.say({ event: "likes", topic: POST, data: { post: "p1", count: 1, version } })
  all.socket.say({ event: "typing", topic: ROOM, data: {} })
  assert.equal(all.told.event.length, 4)
})

test("posts that are followed are subscribed on this socket and on every later one", () => {
  const all = world().live()
  all.client.follow([POST, "post:p2"])
  assert.deepEqual(all.socket.asked("subscribe").topics, [POST, "post:p2"])
  const counts = { [POST]: { seq: 5, likes: { count: 1, version: 2, mine: true } } }
  all.socket.answer("subscribe", { topics: counts })
  assert.deepEqual(all.told.event, [{ event: "subscribed", data: { topics: counts } }])
  all.socket.end()
  all.clock.advance(250)
  all.socket.start({ heads: { [POST]: 5 } })
  assert.deepEqual(all.socket.asked("start").since, { [POST]: 5 })
  assert.deepEqual(all.socket.asked("subscribe").topics, [POST, "post:p2"])
})

test("the stats, which say everything each time, are asked for again and continued from nowhere", () => {
  const all = world().live()
  all.client.follow(["stats"])
  all.socket.answer("subscribe", { topics: { stats: { seq: 0 } } })
  all.socket.say({ event: "stats", topic: "stats", data: { sockets: 1 } })
  assert.deepEqual(all.told.event.at(-1).data, { sockets: 1 })
  assert.deepEqual(all.client.resumePoint.since, {})
  all.socket.end()
  all.clock.advance(250)
  all.socket.start()
  assert.deepEqual(all.socket.asked("subscribe").topics, ["stats"])
  assert.equal(all.told.event.some(({ event }) => event === "left"), false)
})

test("only the difference is asked for, and what is no longer followed is not told", () => {
  const all = world().live()
  all.client.follow([POST])
  all.client.follow([POST, "post:p2"])
  assert.deepEqual(all.socket.asked("subscribe").topics, ["post:p2"])
  all.client.follow(["post:p2"])
  assert.deepEqual(all.socket.asked("unsubscribe").topics, [POST])
  all.socket.say({ event: "likes", topic: POST, data: { post: "p1", count: 9, version: 9 } })
  assert.equal(all.told.event.length, 0)
})

test("a hundred topics are followed, the hundred and first is left out", () => {
  const all = world().live()
  all.client.follow(Array.from({ length: 101 }, (_, index) => `post:${index}`))
  const { topics } = all.socket.asked("subscribe")
  assert.equal(topics.length, 100)
  assert.equal(topics.includes("post:100"), false)
})

test("the answer to an outdated subscription tells nothing", () => {
  const all = world().live()
  all.client.follow([POST])
  const { ref } = all.socket.asked("subscribe")
  all.client.follow([])
  all.socket.say({ ref, ok: { topics: { [POST]: { seq: 5, likes: { count: 1, version: 1 } } } } })
  assert.deepEqual(all.told.event, [{ event: "subscribed", data: { topics: {} } }])
  assert.deepEqual(all.client.resumePoint.since, {})
})

test("over random losses, doubles and gaps each number is told once, in order, and none is missing", () => {
  for (let seed = 1; seed <= 200; seed += 1) storm(seed)
})

/** A server with a log that loses and repeats what it tells; `start` catches up truly. */
function storm(seed) {
  let state = seed
  const chance = () => { state = (state * 48_271) % 2_147_483_647; return state / 2_147_483_647 }
  const all = world({ random: chance })
  let head = 0
  const meet = () => {
    all.socket.say({ event: "hello", data: HELLO })
    const since = all.socket.asked("start").since?.[ROOM] ?? 0
    all.socket.answer("start", { heads: { [ROOM]: head }, reset: [] })
    for (let seq = since + 1; seq <= head && all.client.status === "live"; seq += 1)
      if (chance() > 0.02) all.socket.say(message(ROOM, seq))
  }
  all.client.connect()
  meet()
  for (let step = 0; step < 120; step += 1) {
    const dice = chance()
    if (all.client.status !== "live") { all.clock.advance(10_000); meet() }
    if (all.client.status !== "live") continue
    if (dice < 0.05) all.socket.end()
    else {
      head += 1
      if (dice > 0.15) all.socket.say(message(ROOM, head))
      if (dice > 0.85 && all.client.status === "live") all.socket.say(message(ROOM, head))
    }
  }
  const read = new Set(all.told.reset.flatMap(({ topics }) => topics))
  const heard = all.heard(ROOM)
  heard.reduce((last, seq) => {
    assert.ok(seq === last + 1 || (seq > last && read.has(ROOM)), `seed ${seed}: ${seq} after ${last}`)
    return seq
  }, heard[0] - 1)
}
