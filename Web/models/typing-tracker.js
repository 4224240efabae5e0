import { fill, t } from "./words.js"

export const LINGERS = 6_000 // ms that somebody types, after the last sign of it

/** Ends each sign of typing by the receiver's own clock: none of them says when it is over. */
export class TypingTracker {
  #clock
  #onend
  #known = new Map() // user -> {sign, timer}

  /** @param {{setTimeout: Function, clearTimeout: Function}} clock @param {(user: string) => void} onend */
  constructor(clock, onend) {
    this.#clock = clock
    this.#onend = onend
  }

  /** @param {Map<string, number>} typing user -> a number that is another for each sign */
  see(typing) {
    for (const [user, { timer }] of this.#known) {
      if (typing.has(user)) continue
      this.#clock.clearTimeout(timer)
      this.#known.delete(user)
    }
    for (const [user, sign] of typing) {
      const known = this.#known.get(user)
      if (known?.sign === sign) continue
      if (known) this.#clock.clearTimeout(known.timer)
      this.#known.set(user, { sign, timer: this.#clock.setTimeout(() => this.#onend(user), LINGERS) })
    }
  }

  stop() {
    this.see(new Map())
  }
}

/** @param {string[]} names of those who type @returns {string} such as "Ana and Bob are typing…" */
export function typingWords(names) {
  if (names.length === 0) return ""
  const [name, other] = names
  if (names.length === 1) return fill(t("{name} is typing…"), { name })
  return names.length === 2 ? fill(t("{name} and {other} are typing…"), { name, other }) : t("Several people are typing…")
}
