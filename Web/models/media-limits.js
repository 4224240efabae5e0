const ALTOGETHER = { maxItems: 4, altCharacters: 1_500 } // where the server does not say
const NAMES = { image: "A picture", video: "A video", audio: "A sound" }
const UNITS = ["bytes", "KB", "MB", "GB"]

/** @param {object} [config] of this server */
export function limitsOf(config = {}) {
  return { ...ALTOGETHER, ...config.media }
}

/** What a file seems to be; the server looks at what is in it. @returns {string} `image` where nobody knows, "" for no media */
export function kindOf({ type }) {
  const [kind] = type.split("/")
  if (Object.hasOwn(NAMES, kind)) return kind
  return type === "" ? "image" : ""
}

/** @param {number} bytes @returns {string} such as "1.2 GB" */
export function sizeOf(bytes) {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1_000)))
  const amount = bytes / 1_000 ** step
  return `${amount < 10 && step > 0 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[step]}`
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
      problems.push(`${quoted(file)} was left out: a video or a sound goes alone.`)
    else if (others.length >= limits.maxItems) tooMany += 1
    else taken.push({ file, name: file.name, kind })
  }
  if (tooMany > 0)
    problems.push(`Up to ${limits.maxItems} pictures go together: ${tooMany} ${tooMany === 1 ? "was" : "were"} left out.`)
  return { taken, problems }
}

/** Why a file cannot be taken, as far as one knows without looking into it. */
function problemOf(file, kind, limits) {
  const { size, pixels = 0 } = file
  if (kind === "") return `${quoted(file)} is no picture, video or sound.`
  if (size === 0) return `${quoted(file)} is empty.`
  const { bytes = Infinity, pixels: most = Infinity } = limits[kind] ?? {}
  if (size > bytes) return `${quoted(file)} has ${sizeOf(size)}. ${NAMES[kind]} may have up to ${sizeOf(bytes)}.`
  if (pixels > most) return `${quoted(file)} has ${millions(pixels)} million pixels. A picture may have up to ${millions(most)} million.`
  return null
}

const quoted = ({ name }) => `“${name.length > 40 ? `${name.slice(0, 39)}…` : name}”`
const millions = (pixels) => Math.ceil(pixels / 1_000_000)

/** Why what is there cannot go out together: files turn out to be something else than they seemed. */
export function mixtureProblem(kinds, { maxItems }) {
  if (kinds.length > 1 && kinds.some((kind) => kind !== "image")) return "A video or a sound goes alone. Take out the others."
  return kinds.length > maxItems ? `Up to ${maxItems} pictures go together.` : null
}
