import assert from "node:assert/strict"
import { test } from "node:test"
import { ApiError, loginPath, named, refusal, safeNext, waiting } from "../app/api.js"
import { reconcile } from "../app/dom.js"
import { ago, throttle } from "../app/timing.js"
import { ManualClock } from "./support/clock.js"

const ORIGIN = "https://hub.example"

test("a login leads to where it was asked for, on this server", () => {
  for (const next of ["/", "/p/7", "/messages/c1?a=b#c"]) assert.equal(safeNext(next, ORIGIN), next)
})

test("a login never leads off this server", () => {
  const foreign = [null, "", "p/7", "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)",
    "/\t/evil.example", "\\\\evil.example", "http://[", "/%2f/\n/evil.example"]
  for (const next of foreign) {
    const led = safeNext(next, ORIGIN)
    assert.ok(led.startsWith("/") && new URL(led, ORIGIN).origin === ORIGIN, `${next} led to ${led}`)
    assert.ok(!led.startsWith("//"), `${next} led to ${led}`)
  }
})

test("the way to the login page remembers where one wanted to go", () => {
  const path = loginPath({ pathname: "/p/7", search: "?a=1&b=2" })
  assert.equal(new URL(path, ORIGIN).searchParams.get("next"), "/p/7?a=1&b=2")
})

test("a wait is told in words", () => {
  assert.deepEqual([1, 1.2, 59, 120, 121].map(waiting), ["1 second", "2 seconds", "59 seconds", "2 minutes", "3 minutes"])
})

test("a refusal keeps code, field and wait; what is no JSON is unavailable", () => {
  const response = (status, headers = {}) => ({ status, headers: new Headers(headers) })
  const answer = { error: { code: "busy", message: "Full.", field: "text" } }
  const busy = refusal(response(503, { "retry-after": "12" }), answer)
  assert.deepEqual([busy.code, busy.field, busy.retryAfter, busy.isPassing], ["busy", "text", 12, true])
  assert.equal(busy.advice, "Full. Try again in 12 seconds.")
  const broken = refusal(response(502), null)
  assert.deepEqual([broken.code, broken.retryAfter, broken.isPassing], ["unavailable", undefined, true])
})

test("what may pass is told from what never will", () => {
  const isPassing = (status) => new ApiError({ status, code: "x", message: "x" }).isPassing
  assert.deepEqual([0, 429, 500, 503].map(isPassing), [true, true, true, true])
  assert.deepEqual([400, 401, 403, 404, 409, 422].map(isPassing), Array(6).fill(false))
})

test("times are told in few letters", () => {
  const now = Date.UTC(2026, 10, 22, 12)
  const past = [0, 59_999, 60_000, 59 * 60_000, 3_600_000, 86_399_999].map((ms) => ago(now - ms, now, "en"))
  assert.deepEqual(past, ["now", "now", "1 min", "59 min", "1 h", "23 h"])
  assert.match(ago(now - 9 * 86_400_000, now, "en"), /^Nov 1[23]$/)
  assert.match(ago(Date.UTC(2019, 0, 15), now, "en"), /2019/)
})

test("a clock that is a little ahead tells no negative time", () => {
  assert.equal(ago(5_000, 0, "en"), "now")
})

test("a throttled voice says the first at once, and of the rest the last", () => {
  const clock = new ManualClock()
  const said = []
  const say = throttle((word) => said.push(word), 2_000, clock)
  for (const word of ["a", "b", "c"]) say(word)
  assert.deepEqual(said, ["a"])
  clock.advance(2_000)
  assert.deepEqual(said, ["a", "c"])
  clock.advance(5_000)
  say("d")
  assert.deepEqual(said, ["a", "c", "d"])
})

/** As much of an element as `reconcile` needs; counts how often one was moved. */
class FakeParent {
  children = []
  moves = 0
  get firstElementChild() { return this.children[0] ?? null }

  insertBefore(element, cursor) {
    this.moves += 1
    element.remove()
    this.children.splice(cursor ? this.children.indexOf(cursor) : this.children.length, 0, element)
    element.parent = this
  }

  make(key) {
    const parent = this
    return {
      key,
      get nextElementSibling() { return parent.children[parent.children.indexOf(this) + 1] ?? null },
      remove() { parent.children = parent.children.filter((other) => other !== this) },
    }
  }

  show(keys) {
    reconcile(this, keys, (key) => key, (key) => this.make(key), (element, key) => assert.equal(element.key, key))
    assert.deepEqual(this.children.map(({ key }) => key), keys)
  }
}

test("elements are made once, kept and moved as little as can be", () => {
  const parent = new FakeParent()
  parent.show(["a", "b", "c"])
  const [a, b, c] = parent.children
  parent.moves = 0
  parent.show(["new", "a", "b", "c"])
  assert.equal(parent.moves, 1)
  assert.deepEqual(parent.children.slice(1), [a, b, c])
  parent.moves = 0
  parent.show(["new", "a", "c"])
  assert.equal(parent.moves, 0)
})

test("any list becomes any other", () => {
  const parent = new FakeParent()
  let dice = 7
  for (let turn = 0; turn < 300; turn += 1) {
    const keys = [..."abcdefgh"].filter(() => { dice = (dice * 48_271) % 2_147_483_647; return dice % 2 })
      .sort(() => { dice = (dice * 48_271) % 2_147_483_647; return (dice % 3) - 1 })
    parent.show(keys)
  }
})

test("whoever left is called so in the page's language, wherever they stand, and nobody else is", () => {
  const gone = () => ({ username: "gone-98e2c0a7d4b1f360", displayName: "as the server says" })
  const ann = { username: "gone", displayName: "Ann" }
  const told = named({ items: [{ author: gone(), seen: null }, { author: ann, text: "gone-" }], user: gone() })
  const name = "Somebody who left"
  assert.deepEqual([told.items[0].author.displayName, told.items[1].author.displayName, told.user.displayName], [name, "Ann", name])
  assert.equal(named(null), null)
  assert.deepEqual(named({ limits: { username: { max: 32 } } }), { limits: { username: { max: 32 } } })
})
