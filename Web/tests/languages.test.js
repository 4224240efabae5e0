import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { WEB, entriesOf, fileIn, languages, marksOf, pageIn, scriptIn, textsOf, valuesOf } from "./support/languages.js"
import { lintOf } from "./support/unmarked.js"

const read = (path) => readFileSync(join(WEB, path), "utf8")
const all = readdirSync(WEB, { recursive: true }).filter((path) => !/^(tests|languages|client)/.test(path))
const modules = all.filter((path) => path.endsWith(".js"))
const pages = all.filter((path) => path.endsWith(".html"))
const others = all.filter((path) => /\.(css|webmanifest)$/.test(path))
const fixture = JSON.parse(readFileSync(new URL("../../Tests/Fixtures/translation.json", import.meta.url), "utf8"))
const exported = readFileSync(new URL("../../Sources/HTTP/Export/ExportText.swift", import.meta.url), "utf8")
const hasWords = (text) => /\p{L}/u.test(text)
const placesOf = (text) => [...text.matchAll(/\{\w*\}/g)].map(([place]) => place).sort()

/** Every text that people see, with where it is. @type {Map<string, string>} */
const used = new Map([
  ...modules.flatMap((path) => marksOf(read(path)).map(({ key }) => [key, path])),
  ...pages.flatMap((path) => textsOf(read(path)).filter(hasWords).map((key) => [key, path])),
  ...others.flatMap((path) => valuesOf(path, read(path)).filter(hasWords).map((key) => [key, path])),
  ...[...exported.matchAll(/^ {2}case \w+ = "(.*)"$/gm)].map(([, key]) => [key, "ExportText.swift"]),
])

for (const { name, kind, source, expected } of fixture.cases) {
  test(`the server and these tests agree: ${name}`, () => {
    const find = (text, sense) => fixture.texts[`${text} [${sense}]`] ?? fixture.texts[text] ?? text
    assert.equal(kind === "page" ? pageIn(source, "de", find) : scriptIn(source, find), expected)
  })
}

test("there are hundreds of texts, and more languages than one", () => {
  assert.ok(used.size > 600 && languages.length > 1)
})

for (const language of languages.filter((one) => one !== "en")) {
  const entries = entriesOf(language)

  test(`every text has one in ${language}`, () => {
    for (const [key, path] of used) assert.ok(entries.has(key), `${path}: “${key}” is missing`)
  })

  test(`${language} has no text that nobody sees, and none twice`, () => {
    for (const [key, found] of entries) {
      assert.ok(used.has(key), `${found[0].file}: “${key}” is used by nobody`)
      assert.equal(found.length, 1, `“${key}” is in ${found.map(({ file }) => file)}`)
    }
  })

  test(`texts in ${language} have the same places for values, and look as that language is printed`, () => {
    for (const [key, [{ text }]] of entries) {
      assert.deepEqual(placesOf(text), placesOf(key), key)
      assert.ok(text.trim() === text && text !== "", `“${text}” has spaces around it`)
      assert.doesNotMatch(text, /"|\.\.\.| - |\bSie\b|\bIhnen\b/, text)
      if (language === "de") assert.doesNotMatch(text, /“[^“„]*”|(?<=\p{L})…|»|«/u, text)
    }
  })

  test(`texts in ${language} are short enough to be read through`, () => {
    for (const file of readdirSync(join(WEB, "languages", language))) {
      const text = read(`languages/${language}/${file}`)
      assert.ok(text.split("\n").length <= 400, file)
      assert.equal(text, `${JSON.stringify(JSON.parse(text), null, 2)}\n`, `${file} is not as it is to be laid out`)
    }
  })

  test(`nothing of the marks is left in ${language}`, () => {
    for (const path of modules.filter((one) => one !== "models/words.js"))
      assert.doesNotMatch(fileIn(path, language), /(?<![\w$.])(?:t|both)\(\s*["'`]|import \{[^}]*\b(?:t|both)\b[^}]*\} from "[^"]*\/words\.js"/, path)
  })
}

test("every mark is one plain text, with every name that it needs", () => {
  for (const path of modules.filter((one) => one !== "models/words.js")) {
    const text = read(path)
    const code = text.replace(/^import .*$/gm, "")
    const [, names = ""] = text.match(/^import \{ (.*?) \} from "[^"]*\/words\.js"$/m) ?? []
    const imported = new Set(names.split(", ").filter(Boolean))
    assert.equal((code.match(/(?<![\w$.])(?:t|both)\(/g) ?? []).length, marksOf(code).length, `${path}: a mark that is no plain text`)
    for (const name of ["t", "both", "fill", "many"])
      assert.equal(imported.has(name), new RegExp(`(?<![\\w$.])${name}\\(`).test(code), `${path}: ${name}`)
  }
})

test("no name that is for machines is translated", () => {
  const machine = /(?:\bclass|\bid|\btype|\brole|\bfor|\bhref|\bevent|\bop|"data-[\w-]+"): t\(|(?:===|!==|\bcase) t\(/
  for (const path of modules.filter((one) => !/(?:words|refusals)\.js$/.test(one))) assert.doesNotMatch(read(path), machine, path)
})

test("what has plural forms has the one for all numbers that have no other", () => {
  for (const path of modules.filter((one) => one !== "models/words.js")) {
    for (const [, forms] of read(path).replace(/\s+/g, " ").matchAll(/\bone: (t\([^)]*\).{0,200})/g))
      assert.match(forms, /\bother: /, `${path}: ${forms}`)
  }
})

test("no text that people see is without a mark", () => {
  for (const path of modules) assert.deepEqual(lintOf(path, read(path)), [], path)
})

test("a text whose mark is forgotten is found, unless it is one word", () => {
  for (const path of modules.filter((one) => !/refusals|words\.js$/.test(one) || one === "app/ops-words.js")) {
    const bare = read(path).replace(/(?<![\w$.])t\(("[^"\\\n]*")(?:, "[^"\\\n]*")?\)/g, "$1")
    const found = new Set(lintOf(path, bare))
    for (const { text } of marksOf(read(path))) if (/^\S+ \S+ /.test(text)) assert.ok(found.has(text), `${path}: ${text}`)
  }
})

test("texts of pages have no entities, and no quotes that end an attribute", () => {
  for (const path of pages) for (const key of textsOf(read(path))) assert.doesNotMatch(key, /[&"]/, path)
})
