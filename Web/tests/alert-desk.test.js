import assert from "node:assert/strict"
import { test } from "node:test"
import { AlertDesk } from "../models/alert-desk.js"
import { placeOf } from "../models/notice.js"
import { settled } from "./support/clock.js"

/** A desk whose alerts are only written down. */
function aDesk({ isSeen = async () => false, bell = [] } = {}) {
  const open = new Map() // tag -> id, as the browser shows them
  const rung = []
  const desk = new AlertDesk({
    isSeen,
    readBell: async () => bell,
    open: (tag, { id }, onclose) => {
      rung.push(id)
      open.set(tag, id)
      return { dismiss: onclose, close: () => open.get(tag) === id && open.delete(tag) }
    },
  })
  return { desk, open, rung, tags: () => [...open.keys()] }
}

const message = (id, conversation = "c1") => ({ id, kind: "message", conversation, seq: 4, read: false })
const request = (id) => ({ id, kind: "friend_request", read: false })

test("a second one of a conversation takes the place of the first", async () => {
  const { desk, open } = aDesk()
  await desk.ring(message("1"))
  await desk.ring(message("2"))
  await desk.ring(request("3"))
  assert.deepEqual([...open], [["c1", "2"], ["friend_request", "3"]])
})

test("of several at once the last one is shown, once", async () => {
  const { desk, rung } = aDesk()
  await Promise.all([desk.ring(message("1")), desk.ring(message("2"))])
  assert.deepEqual(rung, ["2"])
})

test("none for what is seen, or was read before it came", async () => {
  const { desk, rung } = aDesk({ isSeen: async () => true })
  await desk.ring(message("1"))
  const read = aDesk()
  await read.desk.ring({ ...message("1"), read: true })
  assert.deepEqual([...rung, ...read.rung], [])
})

test("what is read while it is decided is not shown any more", async () => {
  let answer
  const { desk, rung } = aDesk({ isSeen: () => new Promise((resolve) => { answer = resolve }) })
  const ringing = desk.ring(message("1"))
  desk.unread({ conversation: "c1", unread: 0, readSeq: 4 })
  answer(false)
  await ringing
  assert.deepEqual(rung, [])
})

test("a conversation that is read closes its own, up to its message and no less", async () => {
  const { desk, tags } = aDesk()
  await desk.ring(message("1"))
  await desk.ring(message("2", "c2"))
  desk.unread({ conversation: "c1", unread: 3, readSeq: 3 })
  assert.deepEqual(tags(), ["c1", "c2"])
  desk.unread({ conversation: "c1", unread: 0, readSeq: 4 })
  assert.deepEqual(tags(), ["c2"])
})

test("to be added to a group is not read by reading nothing", async () => {
  const { desk, tags } = aDesk()
  await desk.ring({ id: "1", kind: "group_added", conversation: "c1", read: false })
  desk.unread({ conversation: "c1", unread: 0, readSeq: 0 })
  assert.deepEqual(tags(), ["c1"])
})

test("a bell that was read closes all, and one that was read in part what was read or is gone", async () => {
  const bell = [{ id: "4", read: false }, { id: "2", read: true }, { id: "1", read: false }]
  const { desk, tags } = aDesk({ bell })
  await desk.ring(message("1"))
  await desk.ring(message("2", "c2"))
  await desk.ring(message("3", "c3")) // gone from the bell
  await desk.ring(request("9")) // newer than what was read of the bell
  await desk.notices({ unread: 2 })
  assert.deepEqual(tags(), ["c1", "friend_request"])
  await desk.notices({ unread: 0 })
  assert.deepEqual(tags(), [])
})

test("a browser that cannot show one costs nothing", async () => {
  const desk = new AlertDesk({ isSeen: async () => false, readBell: async () => [], open: () => null })
  await desk.ring(message("1"))
  desk.closeAll()
  await settled()
})

test("a notice leads to where it happened", () => {
  const actor = { username: "ann" }
  assert.equal(placeOf({ kind: "like", post: "p1" }, actor), "/p/p1")
  assert.equal(placeOf({ kind: "message", conversation: "c1", seq: 4 }, actor), "/messages/c1")
  assert.equal(placeOf({ kind: "mention", conversation: "c1", seq: 4 }, actor), "/messages/c1?at=4")
  assert.equal(placeOf({ kind: "friend_request" }, actor), "/u/ann")
})
