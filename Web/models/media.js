import { fill, t } from "./words.js"

const SIDES = { thumb: 160, medium: 640, large: 1_600 } // pixels of the longer side, if the picture has as many
const WIDEST = 3 // times as wide as high that one picture is shown at most
const NARROWEST = 0.5
const FILM = 16 / 9 // where nobody could measure it

/** How wide it is shown for its height, alone. @param {{kind: string, width?: number, height?: number}} media */
export function ratioOf({ width, height }) {
  if (!width || !height) return FILM
  return Math.min(WIDEST, Math.max(NARROWEST, width / height))
}

/**
 * The sizes that there are of a picture, each with its true width: none is larger than the picture.
 * @param {{width: number, height: number, variants: Record<string, string>}} media
 * @returns {string} for `srcset`
 */
export function srcsetOf({ width, height, variants }) {
  const sizes = new Map() // width in pixels -> address: of equal ones the first
  for (const [name, side] of Object.entries(SIDES)) {
    const wide = Math.max(1, Math.round(width * Math.min(1, side / Math.max(width, height))))
    if (variants[name] && !sizes.has(wide)) sizes.set(wide, variants[name])
  }
  return [...sizes].map(([wide, address]) => `${address} ${wide}w`).join(", ")
}

/** How wide one of `count` pictures is shown, where the browser cannot tell. @returns {string} for `sizes` */
export function sizesOf(count) {
  return count === 1 ? "auto, (width < 42rem) 100vw, 40rem" : "auto, (width < 42rem) 50vw, 20rem"
}

/** @param {number} seconds @returns {string} such as "1:05" or "1:00:05" */
export function lengthOf(seconds) {
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60]
  const two = (number) => String(number).padStart(2, "0")
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`
}

const NAMES = { image: t("Picture"), video: t("Video"), audio: t("Sound") }

/** What one of `count` is called by who does not see it. */
export function nameOf({ kind, alt, seconds }, index, count) {
  const what = NAMES[kind]
  const name = count > 1 ? fill(t("{what} {number} of {count}"), { what, number: index + 1, count }) : what
  const length = seconds > 0 ? `, ${lengthOf(seconds)}` : ""
  return `${name}${length}${alt ? `: ${alt}` : `, ${t("not described")}`}`
}

/** Whether two lists show the same, so that nothing has to be made anew. */
export function isSame(some, others) {
  return some.length === others.length
    && some.every(({ id, alt }, index) => id === others[index].id && alt === others[index].alt)
}
