/** How far each topic has been heard. Within a topic, `seq` goes up by exactly 1. */
export class Positions {
  #seq = new Map()

  /** @param {string} topic @param {number} seq @returns {"next" | "old" | "gap"} */
  take(topic, seq) {
    const known = this.#seq.get(topic)
    if (known !== undefined && seq <= known) return "old"
    if (known !== undefined && seq > known + 1) return "gap"
    this.#seq.set(topic, seq)
    return "next"
  }

  has(topic) { return this.#seq.has(topic) }
  get(topic) { return this.#seq.get(topic) }
  set(topic, seq) { this.#seq.set(topic, seq) }
  forget(topic) { this.#seq.delete(topic) }
  topics() { return [...this.#seq.keys()] }
  toJSON() { return Object.fromEntries(this.#seq) }
}
