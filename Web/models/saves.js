/** Saves things after a pause in changing them: of one thing one save at a time, the last one last. */
export class Saves {
  #pause
  #clock
  #timers = new Map() // key -> timer
  #running = new Map() // key -> promise of the saves that have begun

  /**
   * @param {number} pause ms without a change
   * @param {{setTimeout(run: () => void, ms: number): unknown, clearTimeout(id: unknown): void}} clock
   */
  constructor(pause, clock) {
    this.#pause = pause
    this.#clock = clock
  }

  /** @param {() => Promise<void>} run saves what is true by then */
  later(key, run) {
    this.#clock.clearTimeout(this.#timers.get(key))
    this.#timers.set(key, this.#clock.setTimeout(() => this.now(key, run), this.#pause))
  }

  /** Without a pause. @returns {Promise<void>} when it is done, also where it did not work */
  now(key, run) {
    this.#clock.clearTimeout(this.#timers.get(key))
    const saved = (this.#running.get(key) ?? Promise.resolve()).then(run).catch(() => {})
    this.#running.set(key, saved)
    return saved
  }

  forget(key) {
    this.#clock.clearTimeout(this.#timers.get(key))
    this.#timers.delete(key)
    this.#running.delete(key)
  }
}
