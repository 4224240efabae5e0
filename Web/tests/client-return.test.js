import assert from "node:assert/strict"
import { test } from "node:test"
import { backoff, retryDelay, staysAway } from "../client/hubbub.js"
import { HELLO, fakeWindow, world } from "./support/wire.js"

test("the wait before coming back doubles up to eight seconds", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoff(attempt, () => 0))
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 8000, 8000])
})

test("chance adds at most a quarter to the wait, and never shortens it", () => {
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    const shortest = backoff(attempt, () => 0)
    const longest = Math.round(shortest * 1.25)
    assert.ok(longest - backoff(attempt, () => 0.999_999) <= 1)
    const drawn = Array.from({ length: 200 }, () => backoff(attempt))
    assert.ok(drawn.every((wait) => wait >= shortest && wait <= longest))
    assert.ok(new Set(drawn).size > 20, "everybody comes back at the same moment")
  }
})

test("a draining or overloaded server's slot is kept to the millisecond", () => {
  for (const code of [4001, 4002])
    assert.equal(retryDelay({ code, reason: '{"retryAfterMs":1234}', attempt: 9 }, () => 0.5), 1234)
  assert.equal(retryDelay({ code: 4001, reason: '{"retryAfterMs":0}', attempt: 3 }, () => 0), 0)
})

test("a slot that is none leaves the usual wait", () => {
  for (const reason of ["", "soon", "{}", '{"retryAfterMs":-1}', '{"retryAfterMs":"9"}', "null"])
    assert.equal(retryDelay({ code: 4001, reason, attempt: 2 }, () => 0), 500, reason)
  assert.equal(retryDelay({ code: 4008, reason: '{"retryAfterMs":9}', attempt: 1 }, () => 0), 250)
})

test("codes from 4500 to 4999 stay away, all others come back", () => {
  for (const code of [4500, 4501, 4502, 4503, 4999]) assert.ok(staysAway(code), `${code}`)
  for (const code of [1000, 1001, 1006, 1012, 4001, 4008, 4009, 4010, 4499, 5000])
    assert.ok(!staysAway(code), `${code}`)
})

test("a lost socket is dialled again after its wait, not before", () => {
  const { client, clock, sockets, told } = world().live()
  sockets[0].end(1006)
  assert.equal(client.status, "waiting")
  clock.advance(249)
  assert.equal(sockets.length, 1)
  clock.advance(1)
  assert.equal(sockets.length, 2)
  assert.deepEqual(told.status, ["connecting", "live", "waiting", "connecting"])
})

test("attempts that come to nothing wait longer and longer", () => {
  const { client, clock, sockets } = world()
  client.connect()
  for (const wait of [250, 500, 1000, 2000]) {
    sockets.at(-1).end(1006)
    clock.advance(wait - 1)
    const before = sockets.length
    clock.advance(1)
    assert.equal(sockets.length, before + 1, `after ${wait} ms`)
  }
})

test("a socket that was live for a while starts the count anew, a short one does not", () => {
  const { clock, sockets } = world().live()
  sockets[0].end()
  clock.advance(250)
  sockets[1].start()
  clock.advance(100)
  sockets[1].end()
  clock.advance(499)
  assert.equal(sockets.length, 2, "the second loss came at once and waits longer")
  clock.advance(1)
  sockets[2].start()
  clock.advance(5_000)
  sockets[2].end()
  clock.advance(250)
  assert.equal(sockets.length, 4)
})

test("a draining server's slot is when we dial", () => {
  const { clock, sockets } = world({ random: () => 0.9 }).live()
  sockets[0].end(4001, '{"retryAfterMs":3210}')
  clock.advance(3_209)
  assert.equal(sockets.length, 1)
  clock.advance(1)
  assert.equal(sockets.length, 2)
})

test("whoever is signed out stays away, and says why", async () => {
  const { client, clock, sockets, told } = world().live()
  const asked = client.ask({ op: "like", post: "p" })
  sockets[0].end(4501)
  clock.advance(600_000)
  assert.equal(sockets.length, 1)
  assert.equal(client.status, "away")
  assert.deepEqual(told.away, [{ code: 4501, reason: "" }])
  await assert.rejects(asked, { code: "closed" })
  await assert.rejects(client.ask({ op: "ping" }), { code: "closed" })
  assert.equal(clock.pending, 0)
})

test("a server that speaks another protocol is left alone", () => {
  const { client, sockets, told } = world()
  client.connect()
  sockets[0].say({ event: "hello", data: { ...HELLO, protocol: 2 } })
  assert.equal(client.status, "away")
  assert.equal(told.away[0].code, 4502)
  assert.equal(sockets[0].closedWith, 1000)
})

test("a socket whose start is not answered within half a minute is given up, and no sooner", () => {
  const { client, clock, sockets } = world()
  client.connect()
  clock.advance(29_999)
  sockets[0].say({ event: "hello", data: HELLO })
  clock.advance(29_999)
  assert.equal(sockets[0].closedWith, null)
  clock.advance(1)
  assert.equal(sockets[0].closedWith, 1000)
})

test("a socket that does not greet within half a minute is given up", () => {
  const { client, clock, sockets, told } = world()
  client.connect()
  clock.advance(30_000)
  assert.equal(sockets[0].closedWith, 1000)
  assert.deepEqual(told.unreachable, [{ attempt: 1 }])
  clock.advance(250)
  assert.equal(sockets.length, 2)
  sockets[0].say({ event: "hello", data: HELLO })
  assert.equal(sockets[0].sent.length + sockets[1].sent.length, 0, "who was given up is not heard any more")
})

test("after one silent heartbeat we ask, after two we leave", () => {
  const { client, clock, sockets } = world().live()
  clock.advance(19_999)
  assert.equal(sockets[0].asked("ping"), undefined)
  clock.advance(1)
  assert.ok(sockets[0].asked("ping"))
  clock.advance(19_999)
  assert.equal(client.status, "live")
  clock.advance(1)
  assert.equal(client.status, "waiting")
  assert.equal(sockets[0].closedWith, 1000)
})

test("any frame counts as life", () => {
  const { client, clock, sockets } = world().live()
  for (let beat = 0; beat < 20; beat += 1) {
    clock.advance(15_000)
    sockets[0].say({ event: "stats", topic: "stats", data: {} })
  }
  assert.equal(client.status, "live")
  assert.equal(sockets[0].asked("ping"), undefined)
})

test("what cannot be read costs the socket, not the client", () => {
  for (const text of ["nonsense", "null", "7", '"hello"', ""]) {
    const { client, clock, sockets } = world().live()
    sockets[0].say(text)
    assert.equal(client.status, "waiting", text)
    clock.advance(250)
    sockets[1].start()
    assert.equal(client.status, "live", text)
  }
})

test("a network that is back is used at once", () => {
  const window = fakeWindow()
  const { clock, sockets } = world({ window }).live()
  sockets[0].end()
  window.fire("online")
  assert.equal(sockets.length, 2)
  clock.advance(9_999)
  assert.equal(sockets.length, 2, "the wait that was cut short is over")
})

test("a doubted socket has three seconds to answer", () => {
  const window = fakeWindow()
  const { client, clock, sockets } = world({ window }).live()
  window.fire("offline")
  assert.ok(sockets[0].asked("ping"))
  sockets[0].answer("ping", {})
  clock.advance(3_000)
  assert.equal(client.status, "live")
  window.fire("offline")
  clock.advance(3_000)
  assert.equal(client.status, "waiting")
})

test("a page that rests lets go of its socket and takes a new one when it wakes", () => {
  const window = fakeWindow()
  const { client, sockets } = world({ window }).live({ heads: { feed: 4 } })
  window.fire("pagehide")
  assert.equal(client.status, "suspended")
  assert.equal(sockets[0].closedWith, 1000)
  window.fire("pageshow", { persisted: true })
  sockets[1].say({ event: "hello", data: HELLO })
  assert.deepEqual(sockets[1].asked("start").since, { feed: 4 })
})

test("a closed client is silent, and listens to nothing", () => {
  const window = fakeWindow()
  const { client, clock, sockets } = world({ window }).live()
  client.close()
  assert.equal(client.status, "closed")
  assert.equal(window.listening + window.document.listening, 0)
  assert.equal(clock.pending, 0)
  sockets[0].end()
  clock.advance(60_000)
  assert.equal(sockets.length, 1)
})
