import { many, t } from "./words.js"

export const TEXT_MAX = 2_000 // characters

/** What is wrong with a post's text; null when nothing is. @param {boolean} [isAlone] whether nothing goes along with it */
export function problemOf(text, isAlone = true) {
  const { length } = [...text.trim()]
  if (length === 0 && isAlone) return t("Write something first.")
  return length > TEXT_MAX ? many(length - TEXT_MAX, { one: t("That is 1 character too long."), other: t("That is {count} characters too long.") }) : null
}
