import { fill, many, t } from "./words.js"

const PAUSE = 250 // ms without a key until it is searched
const EMPTY_PAGES_MAX = 4 // pages without anything that are passed over before somebody is asked

/**
 * What a search shows. `items` newest first; `isBusy` while it is asked; `error` of the last question,
 * `isFound` once there was an answer to this query.
 * @typedef {{kind: string, query: string, items: object[], next: string?, isBusy: boolean, isFound: boolean, error: Error?}} Found
 */

/** A search while it is typed: it waits for a pause, and an older answer never takes the place of a newer one. */
export class Search {
  #read
  #show
  #clock
  #timer = null
  #turn = 0 // of several questions, the last one counts
  #found

  /**
   * @param {(query: string, kind: string, before: string?) => Promise<{items: object[], next: string?}>} read
   * @param {(found: Found) => void} show called whenever something is new
   * @param {{setTimeout(run: () => void, ms: number): unknown, clearTimeout(id: unknown): void}} clock
   * @param {string} kind of what is searched
   */
  constructor(read, show, clock, kind) {
    this.#read = read
    this.#show = show
    this.#clock = clock
    this.#found = nothing(kind, "")
  }

  get found() { return this.#found }

  /** @param {string} text what the field says now */
  type(text) {
    const query = text.trim()
    if (query === this.#found.query) return
    this.#begin(query, this.#found.kind)
    if (query !== "") this.#timer = this.#clock.setTimeout(() => this.#ask([], null), PAUSE)
  }

  /** Searches among another kind. @param {string} kind */
  turnTo(kind) {
    if (kind === this.#found.kind) return
    this.#begin(this.#found.query, kind)
    this.now()
  }

  /** Searches without waiting any longer, also once more. */
  now() {
    this.stop()
    if (this.#found.query !== "") return this.#ask([], null)
  }

  /** Older ones too. */
  more() {
    const { items, next, isBusy } = this.#found
    if (next !== null && !isBusy) return this.#ask(items, next)
  }

  /** Whatever is on its way no longer counts. */
  stop() {
    this.#turn += 1
    this.#clock.clearTimeout(this.#timer)
  }

  #begin(query, kind) {
    this.stop()
    this.#tell({ ...nothing(kind, query), isBusy: query !== "" })
  }

  async #ask(items, before) {
    const turn = ++this.#turn
    const { query, kind } = this.#found
    this.#tell({ isBusy: true, error: null })
    try {
      let page = { items: [], next: before }
      for (let pages = 0; pages <= EMPTY_PAGES_MAX && page.items.length === 0; pages += 1) {
        page = await this.#read(query, kind, page.next)
        if (turn !== this.#turn) return
        if (page.next === null) break
      }
      this.#tell({ items: [...items, ...page.items], next: page.next, isBusy: false, isFound: true })
    } catch (error) {
      if (turn === this.#turn) this.#tell({ isBusy: false, error })
    }
  }

  #tell(change) {
    this.#found = { ...this.#found, ...change }
    this.#show(this.#found)
  }
}

function nothing(kind, query) {
  return { kind, query, items: [], next: null, isBusy: false, isFound: false, error: null }
}

/** What a search says about itself. @param {Found} found @returns {string} */
export function wordsOf({ query, items, next, isBusy, isFound, error }) {
  if (query === "") return ""
  if (error) return `${t("The search did not work.")} ${error.advice ?? error.message}`
  if (isBusy && items.length === 0) return t("Searching…")
  if (!isFound) return ""
  if (items.length === 0) return next === null ? fill(t("Nothing was found for “{query}”."), { query }) : t("Nothing lately. There may be older ones.")
  return many(items.length, { other: next === null ? t("{count} found") : t("{count} found so far") })
}

/**
 * A snippet in pieces, those that match marked.
 * @param {string} snippet
 * @param {[number, number][]} [marks] from and to in UTF-16 units, in order
 * @returns {{text: string, isMarked: boolean}[]}
 */
export function piecesOf(snippet, marks = []) {
  const pieces = []
  let end = 0
  const take = (to, isMarked) => {
    if (to > end) pieces.push({ text: snippet.slice(end, to), isMarked })
    end = Math.max(end, to)
  }
  for (const [from, to] of marks) {
    take(Math.min(from, snippet.length), false)
    take(Math.min(to, snippet.length), true)
  }
  take(snippet.length, false)
  return pieces
}
