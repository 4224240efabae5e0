export const TEXT_MAX = 2_000 // characters

/** What is wrong with a post's text; null when nothing is. @param {boolean} [isAlone] whether nothing goes along with it */
export function problemOf(text, isAlone = true) {
  const { length } = [...text.trim()]
  if (length === 0 && isAlone) return "Write something first."
  return length > TEXT_MAX ? `That is ${length - TEXT_MAX} characters too long.` : null
}
