/** When to come back after a socket has ended, and when to stay away. */

const BACKOFF_FIRST = 250 // ms
const BACKOFF_LAST = 8_000 // ms
const DRAINING = 4001
const OVERLOADED = 4002

/**
 * Delay before reconnect attempt `n`: 250, 500, … 8000, plus up to 25 % jitter.
 * @param {number} attempt 1 for the first retry
 * @param {() => number} random 0 ≤ random() < 1
 * @returns {number} milliseconds
 */
export function backoff(attempt, random = Math.random) {
  const base = Math.min(BACKOFF_FIRST * 2 ** (attempt - 1), BACKOFF_LAST)
  return Math.round(base * (1 + 0.25 * random()))
}

/**
 * Delay after a close: the slot the server gave this client, else the backoff.
 * @param {{code: number, reason?: string, attempt: number}} close
 * @param {() => number} random 0 ≤ random() < 1
 * @returns {number} milliseconds
 */
export function retryDelay({ code, reason, attempt }, random = Math.random) {
  if (code === DRAINING || code === OVERLOADED) {
    const slot = parse(reason ?? "")?.retryAfterMs
    if (Number.isFinite(slot) && slot >= 0) return slot
  }
  return backoff(attempt, random)
}

/**
 * Whether a close code means that coming back is of no use.
 * @param {number} code
 */
export function staysAway(code) {
  return code >= 4500 && code <= 4999
}

/** @param {string} text @returns {unknown} null for what is no JSON */
export function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
