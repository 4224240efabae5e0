import assert from "node:assert/strict"
import { test } from "node:test"
import { LEGEND, Shortcuts } from "../models/shortcuts.js"

test("a key alone does what it is for, another nothing", () => {
  const keys = new Shortcuts()
  assert.deepEqual(keys.press("j", 0), { act: "next" })
  assert.equal(keys.press("x", 1), null)
  assert.equal(keys.press("J", 2), null)
  assert.equal(keys.press("constructor", 3), null)
})

test("after g the next key says where to, for a while", () => {
  const keys = new Shortcuts()
  assert.deepEqual(keys.press("g", 0), { act: "wait" })
  assert.deepEqual(keys.press("n", 1_500), { act: "go", path: "/notifications" })
  keys.press("g", 2_000)
  assert.deepEqual(keys.press("n", 3_501), { act: "write" })
})

test("g is over after another key, and begins anew with itself", () => {
  const keys = new Shortcuts()
  keys.press("g", 0)
  assert.equal(keys.press("x", 1), null)
  assert.equal(keys.press("h", 2), null)
  keys.press("g", 3)
  keys.press("g", 4)
  assert.deepEqual(keys.press("h", 5), { act: "go", path: "/" })
})

test("who types on while something opens means no shortcut", () => {
  const keys = new Shortcuts()
  assert.deepEqual(keys.press("/", 0), { act: "search" })
  assert.equal(keys.press("n", 499), null)
  assert.deepEqual(keys.press("n", 500), { act: "write" })
  keys.opened()
  assert.deepEqual(keys.press("j", 501), { act: "next" })
})

test("the legend names each key, and no other", () => {
  for (const [keys, words] of LEGEND) {
    const shortcuts = new Shortcuts()
    const found = keys.map((key) => shortcuts.press(key, 0)).at(-1)
    assert.ok(found && found.act !== "wait", words)
  }
  const named = new Set(LEGEND.map(([keys]) => keys.join("")))
  for (const key of "abcdefghijklmnopqrstuvwxyz/?") {
    const found = new Shortcuts().press(key, 0)
    if (found && found.act !== "wait") assert.ok(named.has(key), key)
    const going = new Shortcuts()
    going.press("g", 0)
    if (going.press(key, 1)?.act === "go") assert.ok(named.has(`g${key}`), `g ${key}`)
  }
})
