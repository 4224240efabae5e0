import { fill, locale, many, t } from "./words.js"

const ALTOGETHER = { maxItems: 4, altCharacters: 1_500 } // where the server does not say
const MOST = { image: t("A picture may have up to {most}."), video: t("A video may have up to {most}."), audio: t("A sound may have up to {most}.") }
const UNITS = [t("bytes"), "KB", "MB", "GB"]

/** @param {object} [config] of this server */
export function limitsOf(config = {}) {
  return { ...ALTOGETHER, ...config.media }
}

/** What a file seems to be; the server looks at what is in it. @returns {string} `image` where nobody knows, "" for no media */
export function kindOf({ type }) {
  const [kind] = type.split("/")
  if (Object.hasOwn(MOST, kind)) return kind
  return type === "" ? "image" : ""
}

/** @param {number} bytes @returns {string} such as "1.2 GB" */
export function sizeOf(bytes) {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1_000)))
  const amount = bytes / 1_000 ** step
  const digits = amount < 10 && step > 0 ? 1 : 0
  return `${amount.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })} ${UNITS[step]}`
}

/**
 * Which files can go along with what is there: up to four pictures, or one video, or one sound.
 * @param {string[]} kinds of what is there
 * @param {{name: string, type: string, size: number, pixels?: number}[]} files `pixels` where they are known
 * @param {object} limits of `limitsOf`
 * @returns {{taken: {file: object, name: string, kind: string}[], problems: string[]}} sentences about the others
 */
export function sorted(kinds, files, limits) {
  const [taken, problems] = [[], []]
  let tooMany = 0
  for (const file of files) {
    const kind = kindOf(file)
    const problem = problemOf(file, kind, limits)
    const others = [...kinds, ...taken.map((one) => one.kind)]
    if (problem) problems.push(problem)
    else if (others.some((other) => other !== "image") || (kind !== "image" && others.length > 0))
      problems.push(about(file, t("“{name}” was left out: a video or a sound goes alone.")))
    else if (others.length >= limits.maxItems) tooMany += 1
    else taken.push({ file, name: file.name, kind })
  }
  if (tooMany > 0)
    problems.push(many(tooMany, { one: t("Up to {most} pictures go together: 1 was left out."),
      other: t("Up to {most} pictures go together: {count} were left out.") }, { most: limits.maxItems }))
  return { taken, problems }
}

/** Why a file cannot be taken, as far as one knows without looking into it. */
function problemOf(file, kind, limits) {
  const { size, pixels = 0 } = file
  if (kind === "") return about(file, t("“{name}” is no picture, video or sound."))
  if (size === 0) return about(file, t("“{name}” is empty."))
  const { bytes = Infinity, pixels: most = Infinity } = limits[kind] ?? {}
  if (size > bytes) return `${about(file, t("“{name}” has {size}."), { size: sizeOf(size) })} ${fill(MOST[kind], { most: sizeOf(bytes) })}`
  if (pixels > most) {
    const numbers = { pixels: millions(pixels), most: millions(most) }
    return about(file, t("“{name}” has {pixels} million pixels. A picture may have up to {most} million."), numbers)
  }
  return null
}

/** A sentence about a file, with as much of its name as there is room for. */
const about = ({ name }, text, values) => fill(text, { name: name.length > 40 ? `${name.slice(0, 39)}…` : name, ...values })
const millions = (pixels) => Math.ceil(pixels / 1_000_000)

/** Why what is there cannot go out together: files turn out to be something else than they seemed. */
export function mixtureProblem(kinds, { maxItems }) {
  if (kinds.length > 1 && kinds.some((kind) => kind !== "image")) return t("A video or a sound goes alone. Take out the others.")
  return kinds.length > maxItems ? fill(t("Up to {most} pictures go together."), { most: maxItems }) : null
}
