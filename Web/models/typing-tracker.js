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
  if (names.length === 1) return `${names[0]} is typing…`
  return names.length === 2 ? `${names[0]} and ${names[1]} are typing…` : "Several people are typing…"
}
