import assert from "node:assert/strict"
import { test } from "node:test"
import { ApiError } from "../app/api.js"
import { PARALLEL, UploadQueue } from "../models/upload-queue.js"
import { ManualClock, settled } from "./support/clock.js"

/** A queue whose server is the test's: `sent` are the uploads, oldest first, each answered by hand. */
function queueing() {
  const clock = new ManualClock()
  const sent = []
  const told = { dropped: [], described: [], states: [] }
  const server = {
    send: (file, name, { tell, signal }) => new Promise((resolve, reject) => {
      sent.push({ name, tell, resolve: (rest) => resolve({ id: `m-${name}`, kind: "image", alt: "", ...rest }), reject, signal })
      signal.addEventListener("abort", () => reject(new ApiError({ status: 0, code: "cancelled", message: "Nothing was changed." })))
    }),
    drop: async (id) => { told.dropped.push(id) },
    describe: async (id, alt) => { told.described.push([id, alt]) },
  }
  const queue = new UploadQueue(server, (_, changed) => changed && told.states.push(`${changed.item.name} ${changed.state}`), clock)
  const add = (...names) => queue.add(names.map((name) => ({ file: name, name, kind: "image" })))
  return { queue, clock, sent, told, server, add, states: () => queue.items.map(({ state }) => state), keyOf: (name) => queue.items.find((one) => one.name === name)?.key }
}

const refused = (status, code, message) => new ApiError({ status, code, message })

test("a file goes through its states, and tells each once", async () => {
  const { queue, sent, told, add } = queueing()
  add("a")
  sent[0].tell(0.25)
  assert.deepEqual([queue.items[0].state, queue.items[0].part], ["sending", 0.25])
  sent[0].tell(0.62)
  sent[0].tell(1)
  assert.equal(queue.items[0].state, "making")
  sent[0].resolve({ removed: ["GPS"] })
  await settled()
  assert.equal(queue.items[0].media.id, "m-a")
  assert.deepEqual(told.states, ["a sending", "a making", "a ready"])
})

test("no more than three go at a time; the next begins as one ends, however it ends", async () => {
  const { queue, sent, add, states, keyOf } = queueing()
  add("a", "b", "c", "d", "e", "f")
  assert.equal(sent.length, PARALLEL)
  assert.deepEqual(states(), ["sending", "sending", "sending", "queued", "queued", "queued"])
  sent[1].resolve()
  await settled()
  assert.equal(sent.at(-1).name, "d")
  sent[0].reject(refused(422, "corrupt_media", "That file is not whole."))
  await settled()
  assert.equal(sent.at(-1).name, "e")
  queue.remove(keyOf("c"))
  await settled()
  assert.deepEqual(sent.map(({ name }) => name), ["a", "b", "c", "d", "e", "f"])
  assert.deepEqual(states(), ["failed", "ready", "sending", "sending", "sending"])
})

test("a refusal is told in the server's words; only what may pass can be tried again", async () => {
  const { queue, sent, add, keyOf } = queueing()
  add("a", "b", "c")
  sent[0].reject(refused(415, "unsupported_type", "That is no picture."))
  sent[1].reject(refused(507, "quota_exceeded", "Your 5 GB are full."))
  sent[2].reject(refused(0, "offline", "The server does not answer."))
  await settled()
  assert.deepEqual(queue.items.map(({ error, canRetry }) => [error, canRetry]),
    [["That is no picture.", false], ["Your 5 GB are full.", true], ["The server does not answer.", true]])
  queue.retry(keyOf("c"))
  assert.equal(queue.items[2].state, "sending")
  assert.equal(queue.items[2].error, null)
  sent[3].resolve()
  await settled()
  assert.equal(queue.items[2].state, "ready")
})

test("what is given up on its way is called back, and what is ready goes on the server, too", async () => {
  const { queue, sent, told, add, keyOf } = queueing()
  add("a", "b")
  queue.remove(keyOf("a"))
  assert.equal(sent[0].signal.aborted, true)
  sent[1].resolve()
  await settled()
  queue.remove(keyOf("b"))
  assert.deepEqual([queue.items, told.dropped], [[], ["m-b"]])
})

test("what is given up as its answer comes goes on the server", async () => {
  const { queue, sent, told, add, keyOf } = queueing()
  add("a")
  sent[0].resolve()
  queue.remove(keyOf("a"))
  await settled()
  assert.deepEqual(told.dropped, ["m-a"])
})

test("the order is one's own", async () => {
  const { queue, sent, add, keyOf } = queueing()
  add("a", "b", "c")
  for (const one of sent) one.resolve()
  await settled()
  queue.move(keyOf("c"), -1)
  queue.move(keyOf("a"), -1)
  queue.move(keyOf("b"), 1)
  assert.deepEqual(queue.media.map(({ id }) => id), ["m-a", "m-c", "m-b"])
})

test("a description is saved after a pause, the last one last, and not twice", async () => {
  const { queue, clock, sent, told, add, keyOf } = queueing()
  add("a")
  queue.describe(keyOf("a"), "A he")
  clock.advance(2_000)
  await settled()
  assert.deepEqual(told.described, [], "there is nothing on the server yet")
  sent[0].resolve()
  await settled()
  assert.deepEqual(told.described, [["m-a", "A he"]])
  queue.describe(keyOf("a"), "A hero")
  clock.advance(400)
  queue.describe(keyOf("a"), "A heron ")
  clock.advance(800)
  await settled()
  assert.deepEqual(told.described.slice(1), [["m-a", "A heron"]])
  assert.equal(await queue.settled(), true)
  assert.equal(told.described.length, 2)
  assert.deepEqual(queue.media, [{ id: "m-a", kind: "image", alt: "A heron" }])
})

test("whoever sends waits until everything is ready and described", async () => {
  const { queue, sent, told, add, keyOf } = queueing()
  add("a", "b")
  let isReady = null
  queue.settled().then((answer) => { isReady = answer })
  assert.equal(queue.isWaiting, true)
  assert.equal(await queue.settled(), false, "it is waited for once")
  sent[0].resolve()
  queue.describe(keyOf("b"), "Two")
  await settled()
  assert.equal(isReady, null)
  sent[1].resolve()
  await settled()
  assert.equal(isReady, true)
  assert.deepEqual(told.described, [["m-b", "Two"]])
  assert.equal(queue.isWaiting, false)
})

test("whoever waits is told when something fails, or when they think better of it", async () => {
  const { queue, sent, add } = queueing()
  add("a")
  const waiting = queue.settled()
  sent[0].reject(refused(503, "busy", "Too much at once."))
  assert.equal(await waiting, false)
  assert.equal(await queue.settled(), false, "it is still failed")
  const other = queueing()
  other.add("a")
  const thought = other.queue.settled()
  other.queue.stop()
  assert.equal(await thought, false)
})

test("a description that could not be saved goes with what it belongs to", async () => {
  const { queue, sent, server, add, keyOf } = queueing()
  server.describe = () => Promise.reject(refused(0, "offline", "The server does not answer."))
  add("a")
  sent[0].resolve()
  await settled()
  queue.describe(keyOf("a"), "A heron")
  assert.equal(await queue.settled(), true)
  assert.deepEqual(queue.media, [{ id: "m-a", kind: "image", alt: "A heron", isAltNew: true }])
})

test("what was handed on leaves, what came meanwhile stays; and it can come back", async () => {
  const { queue, sent, told, add } = queueing()
  add("a")
  sent[0].resolve()
  await settled()
  const { media } = queue
  add("b")
  queue.clear(media)
  assert.deepEqual(queue.items.map(({ name }) => name), ["b"])
  assert.deepEqual(told.dropped, [])
  queue.restore([{ ...media[0], alt: "A heron", isAltNew: true }])
  assert.deepEqual(queue.media, [{ id: "m-a", kind: "image", alt: "A heron", isAltNew: true }])
})
