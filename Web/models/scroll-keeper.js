/** Keeps what is being read where it is while things above it come and go. */
export class ScrollKeeper {
  #top
  #moveBy

  /**
   * @param {{top: () => number, moveBy: (pixels: number) => void}} view the upper edge of what is
   *   seen, in the coordinates that elements are measured in, and a way to scroll
   */
  constructor({ top, moveBy }) {
    this.#top = top
    this.#moveBy = moveBy
  }

  /**
   * Runs `change` and scrolls by what it pushed.
   * @param {Iterable<{getBoundingClientRect(): {top: number, bottom: number}, isConnected: boolean}>} elements
   *   from top to bottom; the first ones that are in view are held on to
   * @param {() => void} change
   */
  keep(elements, change) {
    const edge = this.#top()
    const anchors = []
    for (const element of elements) {
      const { top, bottom } = element.getBoundingClientRect()
      if (bottom > edge) anchors.push({ element, top })
      if (anchors.length === ANCHORS) break
    }
    change()
    const anchor = anchors.find(({ element }) => element.isConnected)
    const pushed = anchor ? anchor.element.getBoundingClientRect().top - anchor.top : 0
    if (pushed !== 0) this.#moveBy(pushed)
  }
}

const ANCHORS = 8 // the first may be the very one that goes
