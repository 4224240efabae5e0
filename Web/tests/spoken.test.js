import assert from "node:assert/strict"
import { test } from "node:test"
import { Spoken } from "../models/spoken.js"

const wrote = (spoken, name) => spoken.tell(`talk-${name}`, { text: `${name} wrote to you`, isSeen: true, sum: (count) => `${count} messages from ${name}` })
const posts = (spoken, count) => spoken.tell("posts", { text: `${count} new posts`, isSeen: false })

test("news that wait are summed up in one sentence", () => {
  const spoken = new Spoken()
  for (const count of [3, 4]) posts(spoken, count)
  for (const name of ["Ana", "Ana", "Bo"]) wrote(spoken, name)
  const words = spoken.take()
  assert.equal(words.text, "4 new posts, 2 messages from Ana, Bo wrote to you")
  assert.equal(words.isSeen, true)
  assert.equal(spoken.take(), null)
})

test("news of several at once are counted with what waits", () => {
  const spoken = new Spoken()
  const came = (count) => spoken.tell("reports", { text: `${count} new`, sum: (all) => `${all} new`, count })
  came(3)
  assert.equal(spoken.take().text, "3 new")
  for (const count of [2, 1]) came(count)
  assert.equal(spoken.take().text, "3 new")
})

test("of several acts the last is said, before the news", () => {
  const spoken = new Spoken()
  spoken.act({ text: "Saved.", isSeen: true })
  posts(spoken, 2)
  spoken.act({ text: "Posted.", isSeen: false })
  assert.deepEqual(spoken.take(), { text: "Posted. 2 new posts", isSeen: false, keys: [] })
})

test("what is known by now is not told, and what was told says its keys", () => {
  const spoken = new Spoken()
  wrote(spoken, "Ana")
  wrote(spoken, "Bo")
  spoken.drop("talk-Ana")
  assert.deepEqual(spoken.take().keys, ["talk-Bo"])
  wrote(spoken, "Ana")
  spoken.drop("talk-Ana")
  assert.equal(spoken.take(), null)
})

test("more than five pieces of news are counted", () => {
  const spoken = new Spoken()
  for (const name of ["A", "B", "C", "D", "E", "F", "G"]) wrote(spoken, name)
  assert.equal(spoken.take().text, ["A", "B", "C", "D", "E"].map((name) => `${name} wrote to you`).join(", ") + ", 2 more")
})

/** Numbers that look random, the same for one seed. */
function random(seed) {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

test("every message is told exactly once, however they come and are taken", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const [spoken, next] = [new Spoken(), random(seed)]
    const [sent, heard] = [{ Ana: 0, Bo: 0 }, { Ana: 0, Bo: 0 }]
    const hear = (words) => {
      for (const [, count, name] of words?.text.matchAll(/(\d+) messages from (\w+)/g) ?? []) heard[name] += Number(count)
      for (const [, name] of words?.text.matchAll(/(\w+) wrote to you/g) ?? []) heard[name] += 1
    }
    for (let step = 0; step < 40; step += 1) {
      const name = next() < 0.5 ? "Ana" : "Bo"
      if (next() < 0.6) {
        wrote(spoken, name)
        sent[name] += 1
      } else if (next() < 0.5) spoken.act({ text: "Saved.", isSeen: true })
      else hear(spoken.take())
    }
    hear(spoken.take())
    assert.deepEqual(heard, sent, `seed ${seed}`)
  }
})
