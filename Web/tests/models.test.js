import assert from "node:assert/strict"
import { test } from "node:test"
import { Draft } from "../models/draft.js"
import { ScrollKeeper } from "../models/scroll-keeper.js"
import { WatchList } from "../models/watch-list.js"
import { ManualClock } from "./support/clock.js"

/** As the browser's: keys are properties, methods are not. */
class FakeStorage {
  getItem(name) { return Object.hasOwn(this, name) ? this[name] : null }
  setItem(name, text) { this[name] = text }
  removeItem(name) { delete this[name] }
}

test("a draft is kept for its place alone", () => {
  const storage = new FakeStorage()
  new Draft("post", storage).text = "For everybody"
  new Draft("c1", storage).text = "For the room"
  assert.equal(new Draft("post", storage).text, "For everybody")
  assert.equal(new Draft("c1", storage).text, "For the room")
  assert.equal(new Draft("c2", storage).text, "")
})

test("a draft of nothing but space is none, and a cleared one is gone", () => {
  const storage = new FakeStorage()
  const draft = new Draft("post", storage)
  draft.text = "Something"
  draft.text = " \n"
  assert.equal(storage.getItem("hubbub.draft.post"), null)
  draft.text = "Something"
  draft.clear()
  assert.equal(draft.text, "")
})

test("logging out takes every draft along and leaves the rest", () => {
  const storage = new FakeStorage()
  storage.setItem("theme", "dark")
  for (const place of ["post", "c1"]) new Draft(place, storage).text = "Mine"
  Draft.clearAll(storage)
  assert.deepEqual(Object.keys(storage), ["theme"])
})

test("a full or forbidden storage stops nobody from writing", () => {
  const broken = new Proxy({}, { get() { throw new Error("forbidden") } })
  const draft = new Draft("post", broken)
  draft.text = "Something"
  draft.clear()
  assert.equal(draft.text, "")
})

/** Elements of 100 pixels under each other, seen from `scroll` on. */
function column(count, scroll) {
  const view = { scroll }
  const boxes = []
  const make = (height = 100) => {
    const box = {
      height,
      get isConnected() { return boxes.includes(box) },
      getBoundingClientRect() {
        const above = boxes.slice(0, boxes.indexOf(box)).reduce((sum, other) => sum + other.height, 0)
        return { top: above - view.scroll, bottom: above + box.height - view.scroll }
      },
    }
    return box
  }
  for (let index = 0; index < count; index += 1) boxes.push(make())
  const keeper = new ScrollKeeper({ top: () => 0, moveBy: (pixels) => { view.scroll += pixels } })
  return { view, boxes, make, keeper, topOf: (box) => box.getBoundingClientRect().top }
}

test("what is put in above does not move what is read", () => {
  const { boxes, make, keeper, topOf } = column(10, 250)
  const [read, before] = [boxes[2], topOf(boxes[2])]
  keeper.keep([...boxes], () => boxes.unshift(make(), make(70)))
  assert.equal(topOf(read), before)
})

test("what goes away above does not move what is read", () => {
  const { boxes, keeper, topOf } = column(10, 450)
  const [read, before] = [boxes[5], topOf(boxes[5])]
  keeper.keep([...boxes], () => boxes.splice(1, 2))
  assert.equal(topOf(read), before)
})

test("where the very post that is read goes away, the next one takes its place", () => {
  const { boxes, keeper, topOf } = column(10, 250)
  const [next, before] = [boxes[3], topOf(boxes[3])]
  keeper.keep([...boxes], () => boxes.splice(2, 1))
  assert.equal(topOf(next), before)
})

test("a change below moves nothing", () => {
  const { view, boxes, make, keeper } = column(10, 250)
  keeper.keep([...boxes], () => boxes.push(make()))
  assert.equal(view.scroll, 250)
})

test("nothing to hold on to is no fault", () => {
  const { boxes, keeper } = column(0, 0)
  keeper.keep(boxes, () => {})
})

/** A watch list and what it asked to follow. */
function watching(limit = 3) {
  const clock = new ManualClock()
  const followed = []
  const list = new WatchList({ limit, follow: (topics) => followed.push(topics), clock })
  return { clock, followed, list }
}

test("a fling through the feed asks once", () => {
  const { clock, followed, list } = watching()
  for (const id of ["a", "b"]) list.see(id)
  list.lose("a")
  clock.advance(100)
  assert.deepEqual(followed, [["post:b"]])
})

test("of more posts than may be followed, those seen last are", () => {
  const { clock, followed, list } = watching(3)
  for (const id of ["a", "b", "c", "d"]) list.see(id)
  clock.advance(100)
  assert.deepEqual(followed, [["post:b", "post:c", "post:d"]])
})

test("seeing the same posts again asks nothing", () => {
  const { clock, followed, list } = watching()
  list.see("a")
  clock.advance(100)
  list.see("a")
  clock.advance(100)
  assert.equal(followed.length, 1)
  list.clear()
  assert.deepEqual(followed.at(-1), [])
})
