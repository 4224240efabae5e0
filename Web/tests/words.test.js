import assert from "node:assert/strict"
import { test } from "node:test"
import { fill, many, t } from "../models/words.js"

/** The module as a page in another language has it. */
async function wordsIn(lang, languages) {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator")
  globalThis.document = { documentElement: { lang } }
  Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true })
  try {
    return await import(`../models/words.js?${lang}-${languages}`)
  } finally {
    delete globalThis.document
    if (before) Object.defineProperty(globalThis, "navigator", before)
    else delete globalThis.navigator
  }
}

test("values go where their names stand, and nothing else changes", () => {
  assert.equal(fill("{name} and {other}, {name}", { name: "Ana", other: "$& {name}" }), "Ana and $& {name}, Ana")
  assert.equal(fill("{name} is {what}", { name: "" }), " is {what}")
})

test("numbers choose the form that their language has for them", async () => {
  const forms = { one: t("{count} new post"), other: t("{count} new posts") }
  assert.deepEqual([0, 1, 2, 1_234].map((count) => many(count, forms)), ["0 new posts", "1 new post", "2 new posts", "1,234 new posts"])
  const german = await wordsIn("de", ["de-DE"])
  const told = { one: "{count} neuer Beitrag von {name}", other: "{count} neue Beiträge von {name}" }
  assert.deepEqual([0, 1, 12_345].map((count) => german.many(count, told, { name: "Ana" })),
    ["0 neue Beiträge von Ana", "1 neuer Beitrag von Ana", "12.345 neue Beiträge von Ana"])
})

test("a language with more forms has them, and what is left out is the one for all others", async () => {
  const polish = await wordsIn("pl", [])
  const forms = { one: "{count} post", few: "{count} posty", many: "{count} postów", other: "{count} posta" }
  assert.deepEqual([1, 3, 5, 1.5].map((count) => polish.many(count, forms)), ["1 post", "3 posty", "5 postów", "1,5 posta"])
  assert.equal(polish.many(3, { other: "{count} x" }), "3 x")
})

test("dates and numbers are told as in the reader's region, if that speaks the page's language", async () => {
  assert.equal((await wordsIn("de", ["en-US", "de-AT", "de"])).locale, "de-AT")
  assert.equal((await wordsIn("en", ["de-DE", "en-GB"])).locale, "en-GB")
  assert.equal((await wordsIn("de", ["en-GB"])).locale, "de")
  assert.equal((await wordsIn("de", ["den"])).locale, "de")
})
