import { locale, t } from "../models/words.js"

export const NOTHING = "–" // stands for what is not known

/** What a socket's close code says, for who runs the server. */
const CLOSES = {
  0: t("Said a code that nobody knows"),
  1000: t("Said goodbye"),
  1001: t("Left the page"),
  1002: t("Broke the rules of the protocol"),
  1003: t("Sent bytes where only text is spoken"),
  1006: t("Went without a word"),
  1007: t("Sent text that is no UTF-8"),
  1009: t("Sent a message that is too large"),
  4001: t("Told to come back: the server was ending"),
  4002: t("Told to come back: too many at once"),
  4008: t("Slow consumer: did not read what it was sent"),
  4009: t("Gave no sign of life"),
  4010: t("Never said start"),
  4011: t("The account has another role"),
  4501: t("Logged out"),
  4502: t("Speaks another protocol"),
  4503: t("The account is suspended"),
}

/** What a refusal's code says. */
const REFUSALS = {
  bad_origin: t("Came from another site's page"),
  bad_request: t("Could not be read"),
  blocked: t("Blocked by the other person"),
  busy: t("Too much was waiting"),
  forbidden: t("Not allowed"),
  invalid: t("A field was not as it must be"),
  invalid_credentials: t("Wrong name or password"),
  key_reused: t("The same key for something else"),
  code_required: t("A second factor was not given"),
  invalid_code: t("The code of a second factor is wrong"),
  factor_on: t("A second factor is on already"),
  method_not_allowed: t("That address knows no such method"),
  unsupported_type: t("A file was no picture"),
  corrupt_media: t("A picture was damaged"),
  quota_exceeded: t("Somebody had no space left"),
  not_found: t("Not there, or not for them"),
  not_member: t("Not in that conversation"),
  rate_limited: t("Too fast"),
  too_large: t("Too large"),
  unauthorized: t("Not logged in"),
  unavailable: t("The server could not do it"),
  username_taken: t("The username is taken"),
}

/** @param {string | number} code */
export function closeWords(code) {
  return CLOSES[code] ?? t("Another reason")
}

/** @param {string} code */
export function refusalWords(code) {
  return REFUSALS[code] ?? t("Another reason")
}

/** Few digits: two decimals below 1, one below 10. */
function few(number) {
  return number.toLocaleString(locale, { maximumFractionDigits: number >= 10 ? 0 : number < 1 ? 2 : 1 })
}

/** Tells a number with `tell`, and what is none with a dash. */
const known = (tell) => (number) => (Number.isFinite(number) ? tell(number) : NOTHING)

/** @type {(number: number?) => string} of things */
export const count = known((number) => Math.round(number).toLocaleString(locale))

/** @type {(number: number?) => string} per second, or another that has decimals while it is small */
export const rate = known(few)

/** @type {(fraction: number?) => string} of 1, such as "37 %" */
export const percent = known((fraction) => `${few(fraction * 100)} %`)

/** @type {(number: number?) => string} of bytes, such as "1.5 MiB" */
export const bytes = known((number) => {
  const step = number < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(number) / 10))
  return `${few(number / 1024 ** step)} ${["B", "KiB", "MiB", "GiB", "TiB"][step]}`
})

/** @type {(seconds: number?) => string} that something took, such as "4.2 ms" */
export const took = known((seconds) => (seconds < 1 ? `${few(seconds * 1_000)} ms` : `${few(seconds)} s`))

const UNITS = [[t("d"), 86_400], [t("h"), 3_600], [t("min"), 60], ["s", 1]]

/** @param {number} seconds since something @returns {string} such as "3 d 4 h", "12 min" or "40 s" */
export function since(seconds) {
  const index = UNITS.findIndex(([, size]) => seconds >= size)
  if (index < 0) return "0 s"
  const [unit, size] = UNITS[index]
  const [smaller, part] = UNITS[Math.min(index + 1, 2)]
  const rest = Math.floor((seconds % size) / part)
  return `${Math.floor(seconds / size)} ${unit}${rest > 0 && index < 2 ? ` ${rest} ${smaller}` : ""}`
}
