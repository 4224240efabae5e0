import { existsSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** What the server does with a file for each language: `Sources/HTTP/Pages/{Script,Page}Translator.swift` say the same. */

export const WEB = fileURLToPath(new URL("../..", import.meta.url))
const MARK = /(?<![\w$.])(t|both)\("([^"\\\n]*)"(?:, "([^"\\\n]*)")?\)/g
const TOLD = new Set(["title", "placeholder", "aria-label", "alt"])
const TOKENS = /<!--[^]*?-->|<(script|style|code)\b[^>]*>[^]*?<\/\1>|<[^>]+>|[^<]+/g

/** Every language that there are texts in, English first. */
export const languages = ["en", ...readdirSync(join(WEB, "languages"))]

/** @param {string} language @returns {Map<string, {text: string, file: string}[]>} all that its files have for each key */
export function entriesOf(language) {
  const folder = join(WEB, "languages", language)
  const found = new Map()
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(join(folder, file), "utf8"))))
      found.set(key, [...(found.get(key) ?? []), { text, file }])
  }
  return found
}

/** A way to look texts up. @param {string} language @returns {(text: string, sense?: string) => string} */
export function dictionary(language) {
  const texts = entriesOf(language)
  return (text, sense) => (sense && texts.get(`${text} [${sense}]`) || texts.get(text))?.[0].text ?? text
}

/** A module in a language. @param {string} code @param {(text: string, sense?: string) => string} find */
export function scriptIn(code, find) {
  return code.replace(MARK, (_, name, text, sense) => (name === "both" ? `${literal(text)}, ` : "") + literal(find(text, sense)))
    .split("\n").map(withoutMarks).join("\n")
}

const literal = (text) => `"${text.replace(/["\\]/g, "\\$&")}"`

function withoutMarks(line) {
  const found = line.match(/^import \{ (.*?) \} (.*\/words\.js")$/)
  if (!found) return line
  const names = found[1].split(", ").filter((name) => name !== "t" && name !== "both")
  return names.length === 0 ? "" : `import { ${names.join(", ")} } ${found[2]}`
}

/** The texts that a module marks. @returns {{key: string, text: string, sense?: string}[]} */
export function marksOf(code) {
  return [...code.matchAll(MARK)].map(([, , text, sense]) => ({ key: keyOf(text, sense), text, sense }))
}

const keyOf = (text, sense) => (sense ? `${text} [${sense}]` : text)

/** A page in a language. @param {string} html @param {string} language @param {(text: string, sense?: string) => string} find */
export function pageIn(html, language, find) {
  let sense
  return html.replace(TOKENS, (token) => {
    if (token.startsWith("<!")) return token
    if (!token.startsWith("<")) return inWords(token, find, sense)
    const tag = token.match(/^<[^>]+>/)[0]
    sense = tag.match(/\sdata-sense="([^"]*)"/)?.[1]
    const told = tag.startsWith("<html") ? `<html lang="${language}">`
      : tag.replace(/([\w-]+)="([^"]*)"/g, (whole, name, value) => (TOLD.has(name) ? `${name}="${inWords(value, find)}"` : whole))
    return told + token.slice(tag.length)
  })
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", '"': "&quot;" }

function inWords(text, find, sense) {
  const words = text.trim()
  return words === "" ? text : text.replace(words, () => find(words, sense).replace(/[&<"]/g, (sign) => ESCAPES[sign]))
}

/** The texts of a page, in its order. @returns {string[]} keys */
export function textsOf(html) {
  const keys = []
  pageIn(html, "en", (text, sense) => {
    keys.push(keyOf(text, sense))
    return text
  })
  return keys
}

/** The texts of a style sheet or the manifest: what stands in quotes behind one of these names. */
export function valuesOf(path, text) {
  const names = path.endsWith(".css") ? ["content: "] : ['"name": ', '"short_name": ', '"description": ']
  return names.flatMap((name) => text.split(`${name}"`).slice(1).map((rest) => rest.split('"')[0]))
}

/** A file of `Web/` as the server sends it in a language. @param {string} path @param {string} language */
export function fileIn(path, language) {
  const text = readFileSync(join(WEB, path), "utf8")
  if (path.startsWith("client/")) return text
  const find = dictionaries.get(language)
  if (path.endsWith(".js")) return scriptIn(text, find)
  return path.endsWith(".html") ? pageIn(text, language, find) : text
}

const dictionaries = new Map(languages.map((language) => [language, dictionary(language)]))
