import { many, t } from "./words.js"

const TOLD_MAX = 5 // pieces of news in one sentence; of more it is said how many

/** What waits to be said: the answer to what one did, of several the newest; then all news, each once. */
export class Spoken {
  #act = null // {text, isSeen}
  #news = new Map() // key -> {text, isSeen, count}, oldest first

  /** @param {{text: string, isSeen: boolean}} words */
  act(words) {
    this.#act = words
  }

  /**
   * @param {string} key of what it is about: more about the same is summed up
   * @param {{text: string, isSeen: boolean, sum?: (count: number) => string, count?: number}} words of so many at once,
   *   else of one; without `sum` the newest say it all
   */
  tell(key, { text, isSeen, sum, count: more = 1 }) {
    const count = (this.#news.get(key)?.count ?? 0) + more
    this.#news.set(key, { text: sum && count > 1 ? sum(count) : text, isSeen, count })
  }

  /** What is known by now is not told. @param {string} key */
  drop(key) {
    this.#news.delete(key)
  }

  /** @returns {{text: string, isSeen: boolean, keys: string[]} | null} all that waits */
  take() {
    const news = [...this.#news.values()]
    const all = [...(this.#act ? [this.#act] : []), ...news]
    if (all.length === 0) return null
    const told = news.slice(0, TOLD_MAX).map(({ text }) => text)
    if (news.length > TOLD_MAX) told.push(many(news.length - TOLD_MAX, { other: t("{count} more") }))
    const words = { keys: this.#act ? [] : [...this.#news.keys()], isSeen: all.some(({ isSeen }) => isSeen) }
    words.text = [...(this.#act ? [this.#act.text] : []), ...(told.length > 0 ? [told.join(", ")] : [])].join(" ")
    this.#act = null
    this.#news.clear()
    return words
  }
}
