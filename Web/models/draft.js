const PREFIX = "hubbub.draft."

/** What somebody has begun to write, kept per place, so that it is neither lost nor sent elsewhere. */
export class Draft {
  #storage
  #name

  /**
   * @param {string} place such as `post` or a conversation's id
   * @param {Storage} storage which may be full or forbidden: then nothing is kept
   */
  constructor(place, storage) {
    this.#storage = storage
    this.#name = PREFIX + place
  }

  get text() {
    return this.#quietly(() => this.#storage.getItem(this.#name)) ?? ""
  }

  set text(text) {
    if (text.trim() === "") this.clear()
    else this.#quietly(() => this.#storage.setItem(this.#name, text))
  }

  clear() {
    this.#quietly(() => this.#storage.removeItem(this.#name))
  }

  /** Takes away every draft of this browser, for the next person who logs in here. */
  static clearAll(storage) {
    const names = Object.keys(storage).filter((name) => name.startsWith(PREFIX))
    for (const name of names) storage.removeItem(name)
  }

  /** Writing goes on without storage; only its safety net is gone. */
  #quietly(run) {
    try {
      return run()
    } catch {
      return null
    }
  }
}
