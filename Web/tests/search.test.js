import assert from "node:assert/strict"
import { test } from "node:test"
import { Search, piecesOf, wordsOf } from "../models/search.js"
import { ManualClock } from "./support/clock.js"

/** A search whose answers are given by hand. */
function searching(kind = "messages") {
  const asked = [] // {query, kind, before, answer(page), refuse(error)}
  const clock = new ManualClock()
  const shown = []
  const read = (query, among, before) => new Promise((answer, refuse) => asked.push({ query, kind: among, before, answer, refuse }))
  return { asked, clock, shown, search: new Search(read, (found) => shown.push(found), clock, kind) }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))
const page = (ids, next = null) => ({ items: ids.map((id) => ({ id })), next })
const idsIn = ({ found }) => found.items.map(({ id }) => id)

test("it is searched after 250 ms without a key, once", () => {
  const { asked, clock, search } = searching()
  for (const text of ["f", "fr", "fro "]) {
    search.type(text)
    clock.advance(249)
  }
  assert.equal(asked.length, 0)
  clock.advance(1)
  assert.deepEqual(asked.map(({ query }) => query), ["fro"])
  search.type("fro")
  clock.advance(1_000)
  assert.equal(asked.length, 1, "the same words are not asked twice")
})

test("an older answer never takes the place of a newer one", async () => {
  const { asked, clock, search } = searching()
  search.type("a")
  clock.advance(250)
  search.type("ab")
  clock.advance(250)
  asked[1].answer(page(["new"]))
  await settle()
  asked[0].answer(page(["old"]))
  await settle()
  assert.deepEqual(idsIn(search), ["new"])
  search.type("")
  assert.deepEqual(idsIn(search), [])
})

test("an answer that comes while one types on is not shown", async () => {
  const { asked, clock, search } = searching()
  search.type("a")
  clock.advance(250)
  search.type("ab")
  asked[0].answer(page(["old"]))
  await settle()
  assert.deepEqual(idsIn(search), [])
  assert.equal(wordsOf(search.found), "Searching…")
})

test("older ones are put below, and asked for once", async () => {
  const { asked, search } = searching()
  search.type("a")
  search.now()
  asked[0].answer(page(["1", "2"], "cursor"))
  await settle()
  assert.equal(wordsOf(search.found), "2 found so far")
  search.more()
  search.more()
  assert.equal(asked.length, 2)
  assert.equal(asked[1].before, "cursor")
  asked[1].answer(page(["3"]))
  await settle()
  assert.deepEqual(idsIn(search), ["1", "2", "3"])
  assert.equal(wordsOf(search.found), "3 found")
  search.more()
  assert.equal(asked.length, 2)
})

test("an empty page with a next is passed over, a few times", async () => {
  const { asked, search } = searching()
  search.type("rare")
  search.now()
  for (let turn = 0; turn < 5; turn += 1) {
    asked[turn].answer(page([], `cursor${turn}`))
    await settle()
  }
  assert.equal(asked.length, 5)
  assert.equal(search.found.next, "cursor4")
  assert.match(wordsOf(search.found), /older/)
})

test("a question that fails says so and can be asked again; what was found stays", async () => {
  const { asked, search } = searching()
  search.type("a")
  search.now()
  asked[0].refuse(new Error("The server does not answer."))
  await settle()
  assert.equal(wordsOf(search.found), "The search did not work. The server does not answer.")
  search.now()
  asked[1].answer(page(["1"], "cursor"))
  await settle()
  search.more()
  asked[2].refuse(new Error("no"))
  await settle()
  assert.deepEqual(idsIn(search), ["1"])
  assert.equal(search.found.next, "cursor")
})

test("another kind is asked at once, with the same words", async () => {
  const { asked, search } = searching()
  search.type("a")
  search.turnTo("people")
  assert.deepEqual(asked.map(({ query, kind }) => [query, kind]), [["a", "people"]])
  asked[0].answer(page([]))
  await settle()
  assert.equal(wordsOf(search.found), "Nothing was found for “a”.")
})

test("what matches is marked, in UTF-16 units", () => {
  const told = (snippet, marks) => piecesOf(snippet, marks).map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join("")
  assert.equal(told("the frost came", [[4, 9]]), "the [frost] came")
  assert.equal(told("🦊🦊 fox <b>fox</b>", [[5, 8], [12, 15]]), "🦊🦊 [fox] <b>[fox]</b>")
  assert.equal(told("ab", [[0, 1], [1, 2]]), "[a][b]")
  assert.equal(told("none"), "none")
  assert.equal(told("short", [[2, 99], [1, 3]]), "sh[ort]", "marks that do not fit cost no text")
})
