import assert from "node:assert/strict"
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { pathToFileURL } from "node:url"
import { WEB, fileIn, languages, marksOf } from "./support/languages.js"

const SOURCES = new URL("../../Sources/", import.meta.url)
const CALL = /(?:Refusal|RefusedWith)\(\s*(?:code|\.\w+),\s*((?:"(?:[^"\\]|\\\((?:[^()]|\([^()]*\))*\)|\\.)*"(?:\s*\+\s*)?)+)/g
const VALUE = /\\\((?:[^()]|\([^()]*\))*\)/g
const bare = (text) => text.replace(/\{\w+\}/g, "{}")

/** What stands in a variable first. */
const KEPT = ["A whole number is wanted as ref.", "This is not the JSON we need.", "This cannot be read."]
/** Sentences that begin with a value: which ones there are. */
const VARIANTS = {
  "{} has {} hours at most.": ["A video has {} hours at most.", "A sound has {} hours at most."],
  "{}: {}": [], // somebody's username before another sentence
}

/** Every sentence with which the server refuses something, `{}` for a value. */
function sentences() {
  const found = new Map()
  for (const path of readdirSync(SOURCES, { recursive: true }).filter((one) => one.endsWith(".swift"))) {
    for (const [, call] of readFileSync(new URL(path, SOURCES), "utf8").matchAll(CALL)) {
      const text = call.split(/"\s*\+\s*"/).join("").trim().replace(/^"|"$/g, "").replace(VALUE, "{}")
      for (const one of VARIANTS[text] ?? [text]) found.set(one, path)
    }
  }
  return found
}

const told = new Set(marksOf(readFileSync(join(WEB, "app/refusals.js"), "utf8")).map(({ text }) => bare(text)))

test("everything that the server refuses with is known to the pages", () => {
  const all = sentences()
  assert.ok(all.size > 100)
  const patterns = [...told].map((text) => new RegExp(`^${text.split("{}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`))
  const isTold = (text) => patterns.some((pattern) => pattern.test(text))
  for (const [text, path] of all) assert.ok(isTold(text), `${path}: “${text}” is missing in app/refusals.js`)
  for (const text of KEPT) assert.ok(told.has(text), text)
})

test("the pages know of nothing that nobody says any more", () => {
  const client = readFileSync(join(WEB, "client/hubbub.js"), "utf8")
  const swift = readdirSync(SOURCES, { recursive: true }).filter((one) => one.endsWith(".swift"))
    .map((path) => readFileSync(new URL(path, SOURCES), "utf8")).join("\n").replace(VALUE, "{}").replace(/"\s*\+\s*"/g, "")
  for (const text of told) {
    const isVariant = Object.values(VARIANTS).some((variants) => variants.includes(text))
    assert.ok(isVariant || swift.includes(`"${text}"`) || client.includes(`"${text}"`), text)
  }
})

for (const language of languages.filter((one) => one !== "en")) {
  test(`a refusal is told in ${language}, with its values`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "hubbub-"))
    try {
      const code = fileIn("app/refusals.js", language).replace('"../models/words.js"', JSON.stringify(pathToFileURL(join(WEB, "models/words.js")).href))
      writeFileSync(join(folder, "refusals.mjs"), code)
      const { inWords } = await import(pathToFileURL(join(folder, "refusals.mjs")).href)
      for (const [text] of sentences()) {
        const message = text.replaceAll("{}", "42")
        assert.notEqual(inWords(message), message, text)
        if (text.includes("{}")) assert.match(inWords(message), /42/, text)
      }
      if (language === "de") {
        assert.equal(inWords("A group has 200 members at most."), "Eine Gruppe hat höchstens 200 Mitglieder.")
        assert.equal(inWords("ann: You block this person."), "ann: Du blockierst diese Person.")
        assert.equal(inWords("There is no connection right now."), "Gerade besteht keine Verbindung.")
      }
      assert.equal(inWords("What nobody knows."), "What nobody knows.")
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
}
