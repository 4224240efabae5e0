const LIKE_QUIET = 300 // ms without a click until the last wish is sent

/**
 * What the reader wants of each like button. The first click is sent at once; while it is on
 * its way, and while clicks follow each other, only the last wish counts. So a burst of clicks
 * costs two requests at most and ends as the last click says.
 */
export class LikeIntents {
  #send
  #tell
  #clock
  #open = new Map() // post id -> {wanted, server, clickedAt}

  /**
   * @param {object} world
   * @param {(post: string, mine: boolean) => Promise<{likes: object}>} world.send
   * @param {(frame: object) => void} world.tell takes `like_wished`, `like_answered`, `like_settled`
   * @param {{now(): number, setTimeout(run: () => void, ms: number): unknown}} world.clock
   */
  constructor({ send, tell, clock }) {
    this.#send = send
    this.#tell = tell
    this.#clock = clock
  }

  /**
   * The reader clicked.
   * @param {string} post
   * @param {boolean} mine what they want
   * @returns {Promise<void> | null} for the click that opens a burst: settles with it, rejects with
   *   the refusal; null for those that follow
   */
  want(post, mine) {
    const open = this.#open.get(post)
    this.#tell({ event: "like_wished", data: { post, mine } })
    if (open) {
      Object.assign(open, { wanted: mine, clickedAt: this.#clock.now() })
      return null
    }
    const intent = { wanted: mine, server: !mine, clickedAt: this.#clock.now() }
    this.#open.set(post, intent)
    return this.#run(post, intent)
  }

  async #run(post, intent) {
    let likes
    try {
      while (intent.wanted !== intent.server) {
        const mine = intent.wanted
        likes = (await this.#send(post, mine)).likes
        intent.server = mine // more clicks may have come meanwhile: hence the loop
        this.#tell({ event: "like_answered", data: { post, likes } })
        await this.#quiet(intent)
      }
    } catch (refusal) {
      likes = undefined
      throw refusal
    } finally {
      this.#open.delete(post)
      this.#tell({ event: "like_settled", data: { post, likes } })
    }
  }

  async #quiet(intent) {
    for (;;) {
      const rest = intent.clickedAt + LIKE_QUIET - this.#clock.now()
      if (rest <= 0) return
      await new Promise((resolve) => this.#clock.setTimeout(resolve, rest))
    }
  }
}
