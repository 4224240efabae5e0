import assert from "node:assert/strict"
import { test } from "node:test"
import { WAITING_MAX } from "../client/hubbub.js"
import { settled } from "./support/clock.js"
import { world } from "./support/wire.js"

const SEND = { op: "send", conversation: "c1", key: "k1", text: "hi" }

test("answers settle by ref, in whatever order they come", async () => {
  const { client, socket } = world().live()
  const [first, second] = [client.ask({ op: "like", post: "a" }), client.ask({ op: "like", post: "b" })]
  const [one, two] = socket.sent.slice(-2)
  assert.notEqual(one.ref, two.ref)
  socket.say({ ref: two.ref, ok: { likes: { count: 2 } } })
  socket.say({ ref: one.ref, ok: { likes: { count: 1 } } })
  assert.deepEqual([await first, await second], [{ likes: { count: 1 } }, { likes: { count: 2 } }])
})

test("a refusal carries its code, words and wait", async () => {
  const { client, socket } = world().live()
  const asked = client.ask(SEND)
  socket.refuse("send", { code: "rate_limited", message: "Too fast.", retryAfterMs: 1500 })
  await assert.rejects(asked, { name: "Refusal", code: "rate_limited", message: "Too fast.", retryAfterMs: 1500 })
})

test("an answer to nothing is ignored, a fault is told", () => {
  const { client, socket, told } = world().live()
  socket.say({ ref: 999, ok: {} })
  socket.say({ ref: null, error: { code: "bad_request", message: "?" } })
  assert.equal(client.status, "live")
  assert.equal(told.fault[0].code, "bad_request")
})

test("what was sent and not answered is sent again after the return, same key, in order, once", async () => {
  const all = world().live()
  const asked = [1, 2, 3].map((number) => all.client.ask({ ...SEND, key: `k${number}` }))
  all.socket.answer("send", { seq: 3 }) // only the last was answered
  all.socket.end()
  all.clock.advance(250)
  assert.equal(all.socket.sent.length, 0, "nothing goes out before start is answered")
  all.socket.start()
  const sends = all.socket.sent.filter(({ op }) => op === "send")
  assert.deepEqual(sends.map(({ key }) => key), ["k1", "k2"])
  for (const { ref, key } of sends) all.socket.say({ ref, ok: { seq: Number(key.slice(1)) } })
  assert.deepEqual((await Promise.all(asked)).map(({ seq }) => seq), [1, 2, 3])
  all.socket.end()
  all.clock.advance(10_000)
  all.socket.start()
  assert.equal(all.socket.asked("send"), undefined, "what was answered is never repeated")
})

test("an old socket's late answer does not settle the repeated command", async () => {
  const all = world().live()
  const asked = all.client.ask(SEND)
  const { ref } = all.socket.asked("send")
  const old = all.socket
  old.end()
  all.clock.advance(250)
  all.socket.start()
  old.say({ ref, ok: { seq: 1 } })
  let isSettled = false
  asked.then(() => { isSettled = true })
  await settled()
  assert.equal(isSettled, false)
  all.socket.answer("send", { seq: 2 })
  assert.deepEqual(await asked, { seq: 2 })
})

test("refs are never used twice, also over several sockets", () => {
  const all = world().live()
  all.client.ask(SEND)
  all.socket.end()
  all.clock.advance(250)
  all.socket.start()
  all.client.ask({ ...SEND, key: "k2" })
  const refs = all.sockets.flatMap(({ sent }) => sent.map(({ ref }) => ref))
  assert.equal(new Set(refs).size, refs.length)
})

test("a command without a socket waits if repeating it does no harm, else it is refused", async () => {
  const all = world()
  const waiting = ["like", "unlike", "read"].map((op) => all.client.ask({ op }))
  for (const op of ["typing", "active", "ping"])
    await assert.rejects(all.client.ask({ op }), { code: "disconnected" }, op)
  all.live()
  assert.deepEqual(all.socket.sent.map(({ op }) => op), ["start", "like", "unlike", "read"])
  for (const op of ["like", "unlike", "read"]) all.socket.answer(op, {})
  await Promise.all(waiting)
})

test("a passing command that its socket took along is refused, not repeated", async () => {
  const all = world().live()
  const asked = all.client.ask({ op: "typing", conversation: "c1" })
  all.socket.end()
  await assert.rejects(asked, { code: "disconnected" })
  all.clock.advance(250)
  all.socket.start()
  assert.equal(all.socket.asked("typing"), undefined)
})

test("two hundred commands wait for a socket, one more is refused as busy", async () => {
  const all = world()
  all.client.connect()
  const waiting = Array.from({ length: WAITING_MAX }, (_, index) =>
    all.client.ask({ ...SEND, key: `k${index}` }))
  await assert.rejects(all.client.ask(SEND), { code: "busy" })
  all.socket.start()
  const sends = all.socket.sent.filter(({ op }) => op === "send")
  assert.equal(sends.length, WAITING_MAX)
  for (const { ref } of sends) all.socket.say({ ref, ok: {} })
  await Promise.all(waiting)
})

test("closing refuses what nobody will answer any more", async () => {
  const { client } = world().live()
  const asked = client.ask(SEND)
  client.close()
  await assert.rejects(asked, { code: "closed" })
})

test("a refused start is told and tried again", () => {
  const all = world()
  all.client.connect()
  all.socket.say({ event: "hello", data: { protocol: 1, epoch: "e" } })
  all.socket.refuse("start", { code: "unavailable", message: "Later." })
  assert.equal(all.told.fault[0].code, "unavailable")
  assert.equal(all.client.status, "waiting")
})

test("a listener that throws costs the others nothing", async (context) => {
  const all = world()
  const thrown = []
  const listeners = process.listeners("uncaughtException")
  process.removeAllListeners("uncaughtException")
  process.on("uncaughtException", (error) => thrown.push(error.message))
  context.after(() => {
    process.removeAllListeners("uncaughtException")
    for (const listener of listeners) process.on("uncaughtException", listener)
  })
  const heard = []
  all.client.on("event", () => { throw new Error("mine") })
  all.client.on("event", ({ event }) => heard.push(event))
  all.live()
  all.socket.say({ event: "joined", topic: "feed", seq: 1 })
  await settled()
  assert.deepEqual(heard, ["joined"])
  assert.deepEqual(thrown, ["mine"])
  assert.equal(all.client.status, "live")
})

test("a listener that was taken away hears nothing", () => {
  const all = world().live()
  const heard = []
  const forget = all.client.on("event", (frame) => heard.push(frame))
  forget()
  all.socket.say({ event: "joined", topic: "feed", seq: 1 })
  assert.deepEqual(heard, [])
})
