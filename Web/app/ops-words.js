export const NOTHING = "–" // stands for what is not known

/** What a socket's close code says, for who runs the server. */
const CLOSES = {
  0: "Said a code that nobody knows",
  1000: "Said goodbye",
  1001: "Left the page",
  1002: "Broke the rules of the protocol",
  1003: "Sent bytes where only text is spoken",
  1006: "Went without a word",
  1007: "Sent text that is no UTF-8",
  1009: "Sent a message that is too large",
  4001: "Told to come back: the server was ending",
  4002: "Told to come back: too many at once",
  4008: "Slow consumer: did not read what it was sent",
  4009: "Gave no sign of life",
  4010: "Never said start",
  4011: "The account has another role",
  4501: "Logged out",
  4502: "Speaks another protocol",
  4503: "The account is suspended",
}

/** What a refusal's code says. */
const REFUSALS = {
  bad_origin: "Came from another site's page",
  bad_request: "Could not be read",
  blocked: "Blocked by the other person",
  busy: "Too much was waiting",
  forbidden: "Not allowed",
  invalid: "A field was not as it must be",
  invalid_credentials: "Wrong name or password",
  key_reused: "The same key for something else",
  code_required: "A second factor was not given",
  invalid_code: "The code of a second factor is wrong",
  factor_on: "A second factor is on already",
  method_not_allowed: "That address knows no such method",
  unsupported_type: "A file was no picture",
  corrupt_media: "A picture was damaged",
  quota_exceeded: "Somebody had no space left",
  not_found: "Not there, or not for them",
  not_member: "Not in that conversation",
  rate_limited: "Too fast",
  too_large: "Too large",
  unauthorized: "Not logged in",
  unavailable: "The server could not do it",
  username_taken: "The username is taken",
}

/** @param {string | number} code */
export function closeWords(code) {
  return CLOSES[code] ?? "Another reason"
}

/** @param {string} code */
export function refusalWords(code) {
  return REFUSALS[code] ?? "Another reason"
}

/** Few digits: two decimals below 1, one below 10. */
function few(number) {
  return number.toLocaleString(undefined, { maximumFractionDigits: number >= 10 ? 0 : number < 1 ? 2 : 1 })
}

/** Tells a number with `tell`, and what is none with a dash. */
const known = (tell) => (number) => (Number.isFinite(number) ? tell(number) : NOTHING)

/** @type {(number: number?) => string} of things */
export const count = known((number) => Math.round(number).toLocaleString())

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

const UNITS = [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]]

/** @param {number} seconds since something @returns {string} such as "3 d 4 h", "12 min" or "40 s" */
export function since(seconds) {
  const index = UNITS.findIndex(([, size]) => seconds >= size)
  if (index < 0) return "0 s"
  const [unit, size] = UNITS[index]
  const [smaller, part] = UNITS[Math.min(index + 1, 2)]
  const rest = Math.floor((seconds % size) / part)
  return `${Math.floor(seconds / size)} ${unit}${rest > 0 && index < 2 ? ` ${rest} ${smaller}` : ""}`
}
