const SETTLE = 100 // ms, so that a fling through the feed asks once

/** Which posts are near the reader's eyes, hence worth a subscription. */
export class WatchList {
  #limit
  #follow
  #clock
  #near = new Set() // post ids, the one seen longest ago first
  #scheduled = false
  #told = ""

  /**
   * @param {{limit: number, follow: (topics: string[]) => void, clock: object}} world
   *   `limit` in topics; of more, those that came into view last are followed
   */
  constructor({ limit, follow, clock }) {
    this.#limit = limit
    this.#follow = follow
    this.#clock = clock
  }

  /** @param {string} id of a post that came near */
  see(id) {
    this.#near.delete(id)
    this.#near.add(id)
    this.#schedule()
  }

  /** @param {string} id of a post that is far away or gone */
  lose(id) {
    if (this.#near.delete(id)) this.#schedule()
  }

  /** Nobody looks any more. */
  clear() {
    this.#near.clear()
    this.#tell()
  }

  #schedule() {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#clock.setTimeout(() => {
      this.#scheduled = false
      this.#tell()
    }, SETTLE)
  }

  #tell() {
    const topics = [...this.#near].slice(-this.#limit).map((id) => `post:${id}`)
    const told = [...topics].sort().join()
    if (told === this.#told) return
    this.#told = told
    this.#follow(topics)
  }
}
