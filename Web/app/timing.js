import { locale, many, t } from "../models/words.js"

const MINUTE = 60_000 // ms
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const PAINTED_AFTER = 500 // ms at most; a page that is hidden meanwhile is not painted

/**
 * How long ago, in few letters: "now", "5 min", "3 h", then the date.
 * @param {number} then ms since 1970
 * @param {number} now ms since 1970
 * @param {string} [language]
 */
export function ago(then, now, language = locale) {
  const past = now - then
  if (past < MINUTE) return t("now")
  if (past < HOUR) return many(Math.floor(past / MINUTE), { other: t("{count} min") })
  if (past < DAY) return many(Math.floor(past / HOUR), { other: t("{count} h") })
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear()
  const year = sameYear ? undefined : "numeric"
  return new Date(then).toLocaleDateString(language, { day: "numeric", month: "short", year })
}

/** @param {number} time ms since 1970 @returns {string} the full date and time, for a tooltip */
export function inFull(time) {
  return new Date(time).toLocaleString(locale, { dateStyle: "full", timeStyle: "short" })
}

/** @param {number} time ms since 1970 @returns {string} such as "09:41" */
export function clockTime(time) {
  return new Date(time).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" })
}

/** @param {number} time ms since 1970 @returns {string} such as "Monday, 3 June" */
export function dayName(time) {
  return new Date(time).toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long" })
}

/** When what was just changed is painted, or nobody looks. @returns {Promise<void>} */
export function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, document.hidden ? 0 : PAINTED_AFTER)
  })
}

/**
 * Runs `run` with the newest argument, at once and then at most every `ms`.
 * @param {(value: T) => void} run
 * @param {number} ms
 * @param {{now(): number, setTimeout(run: () => void, ms: number): unknown}} clock
 * @template T
 */
export function throttle(run, ms, clock) {
  let next = -Infinity // ms, when it may run again
  let newest = null
  const go = () => {
    next = clock.now() + ms
    const { value } = newest
    newest = null
    run(value)
  }
  return (value) => {
    const waits = newest !== null
    newest = { value }
    if (waits) return
    const wait = next - clock.now()
    if (wait <= 0) go()
    else clock.setTimeout(go, wait)
  }
}

/** The platform's clock, for what takes one. */
export const clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (id) => clearTimeout(id),
}

/** @param {() => void} run every minute until the returned function is called */
export function everyMinute(run) {
  const id = setInterval(run, MINUTE)
  return () => clearInterval(id)
}
