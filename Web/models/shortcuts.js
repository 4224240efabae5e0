import { t } from "./words.js"

const GO_WITHIN = 1_500 // ms after `g` in which the next key says where to
const OPENING = 500 // ms that what was opened has to take the focus: who types on already means no shortcut

const KEYS = { j: "next", k: "previous", l: "like", r: "reply", n: "write", "/": "search", "?": "legend" }
const OPENERS = new Set(["reply", "write", "search", "legend"])
const PLACES = { h: "/", f: "/friends", m: "/messages", n: "/notifications", s: "/settings" }

/** What each key does, for who wants to know them all. */
export const LEGEND = [
  [["j"], t("Next post or message")],
  [["k"], t("Previous post or message")],
  [["l"], t("Like the post, or take it back")],
  [["r"], t("Comment on the post, or reply to the message")],
  [["n"], t("Write a post")],
  [["/"], t("Search")],
  [["g", "h"], t("Go to Home")],
  [["g", "f"], t("Go to Friends")],
  [["g", "m"], t("Go to Messages")],
  [["g", "n"], t("Go to Notifications")],
  [["g", "s"], t("Go to Settings")],
  [["?"], t("Show this list")],
]

/** Which keys mean something: one alone, or a second one soon after `g`. */
export class Shortcuts {
  #goUntil = -Infinity // ms
  #quietUntil = -Infinity // ms

  /**
   * @param {string} key as the browser names it
   * @param {number} now ms
   * @returns {{act: string, path?: string} | null} `act` is "wait" where another key is to follow
   */
  press(key, now) {
    if (now < this.#quietUntil) return null
    const isGoing = now <= this.#goUntil
    this.#goUntil = -Infinity
    if (isGoing && Object.hasOwn(PLACES, key)) return { act: "go", path: PLACES[key] }
    if (key === "g") {
      this.#goUntil = now + GO_WITHIN
      return { act: "wait" }
    }
    if (!Object.hasOwn(KEYS, key)) return null
    if (OPENERS.has(KEYS[key])) this.#quietUntil = now + OPENING
    return { act: KEYS[key] }
  }

  /** What was opened has the focus. */
  opened() {
    this.#quietUntil = -Infinity
  }
}
