/** A clock that stands still until a test moves it on. */
export class ManualClock {
  #now = 1_000_000 // ms
  #timers = new Map() // id -> {at, run}
  #id = 0

  now = () => this.#now

  setTimeout = (run, ms) => {
    this.#id += 1
    this.#timers.set(this.#id, { at: this.#now + ms, run })
    return this.#id
  }

  clearTimeout = (id) => { this.#timers.delete(id) }

  /** How many timers wait. */
  get pending() { return this.#timers.size }

  /** Moves on by `ms` and runs what falls due on the way, each at its own time. */
  advance(ms) {
    const end = this.#now + ms
    for (;;) {
      const [first] = [...this.#timers].filter(([, { at }]) => at <= end)
        .sort(([, a], [, b]) => a.at - b.at)
      if (!first) break
      const [id, { at, run }] = first
      this.#timers.delete(id)
      this.#now = Math.max(this.#now, at)
      run()
    }
    this.#now = end
  }
}

/** Lets everything that waits for a settled promise run. */
export async function settled() {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
