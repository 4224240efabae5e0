/** Texts that people would see in English whatever their language is: a heuristic, with what it is wrong about. */

/** What is no text of a language: names, formats, code of other kinds. */
const NAMES = new Set(["Hubbub", "Android", "Windows", "ChromeOS", "Linux", "Edge", "Opera", "Firefox", "Chrome", "Safari", "Mac OS X", "CrOS", "KB", "MB", "GB", "KiB", "MiB", "GiB", "TiB",
  "PUT", "DELETE", "ApiError", "Home", "End", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "0 s"])
const OUTLINE = /^m[\d.][\d\s.a-z-]*$/i // of a drawing
const OTHERS = /^\(prefers-|^auto, \(|^quiet \w+$|^\w+-\w+ \.|\$\{|^[\d\s%px]+$/ // media queries, classes, selectors, code inside of code, numbers

/** Where a literal is for machines: before it stands one of these. */
const MACHINE = new RegExp([
  "(?:import|from|import\\(|querySelector(?:All)?\\(|closest\\(|matches\\(|getElementById\\(|createElement(?:NS)?\\(\\w*,? ?|define\\(|dress\\(",
  "|addEventListener\\(|removeEventListener\\(|new Event\\(|new CustomEvent\\(|ask\\(|request\\(|upload\\(|startsWith\\(|endsWith\\(|includes\\(|has\\(|get\\(",
  "|(?:get|set|remove|has|toggle)Attribute\\(|classList\\.\\w+\\(|setProperty\\(|getContext\\(|import\\(|TypeError\\(|Refusal\\(\\{|=== |!== |case |key: |name: |event: |op: )$",
].join(""))

/** The attributes and keys whose value is for machines. */
const ATTRIBUTE = new RegExp(`(?:^|[\\s{,])(?:"aria-(?:labelledby|describedby|controls|live|relevant|hidden|expanded|pressed|selected|posinset|setsize)"|"data-[\\w-]+"`
  + "|class|id|type|name|for|href|src|role|dir|method|rel|accept|autocomplete|autocapitalize|enterkeyhint|inputmode|loading|preload|sizes"
  + "|rootMargin|mode|cache|source|event|op|key|kind|state|code|headers|weekday|day|month|year|hour|minute|dateStyle|timeStyle|topic): $")

/** @param {string} path @param {string} text of a module @returns {string[]} what looks like a text without a mark */
export function lintOf(path, text) {
  if (/^(service-worker|app\/refusals|models\/words)\.js$/.test(path)) return []
  return text.split("\n").flatMap((line) => {
    const code = line.replace(/^\s*(\/\/|\/?\*).*$/, "").replace(/ \/\/ .*$/, "").replace(/(?<![\w$.])(?:t|both)\("[^"]*"(?:, "[^"]*")?\)/g, "MARKED")
    return literalsOf(code).filter(({ before, words }) => isForPeople(before, words)).map(({ words }) => words)
  })
}

/** Strings in double quotes, and the fixed parts of templates. */
function literalsOf(code) {
  const found = []
  for (const { 0: whole, 1: words, index } of code.matchAll(/"((?:[^"\\]|\\.)*)"/g)) found.push({ before: code.slice(0, index), words, whole })
  for (const { 1: inside, index } of code.matchAll(/`((?:[^`\\]|\\.)*)`/g))
    for (const words of inside.split(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/)) found.push({ before: code.slice(0, index), words })
  return found
}

function isForPeople(before, words) {
  if (NAMES.has(words) || OUTLINE.test(words) || OTHERS.test(words) || MACHINE.test(before) || ATTRIBUTE.test(before)) return false
  const isWord = /^\s?\p{Lu}[\p{Ll}\p{Lu}]+[.:…?!]?\s?$/u.test(words)
  const isSentence = /[\p{L}\d]\S* \S*[\p{L}{\d%]|\p{L}{2,}[.…?!]$|\{\w+\}./u.test(words)
  const isSelector = !isWord && /^[a-z.#[\]=:()>*_\s\w"'-]*[[\]#>=][^!?]*$|^[\w./-]+$/.test(words)
  return (isSentence || isWord) && !isSelector
}
