/**
 * Decides which alerts of the browser are open: one for each conversation or kind, none for what somebody
 * looks at, and none any more for what was read. Knows neither the browser nor the network.
 */
export class AlertDesk {
  #open
  #isSeen
  #readBell
  #alerts = new Map() // tag -> {notice, alert}, `alert` null while it is not decided yet

  /**
   * @param {object} ways
   * @param {(tag: string, notice: object, onclose: () => void) => {close(): void} | null} ways.open shows one
   * @param {() => Promise<boolean>} ways.isSeen whether somebody looks at a page of ours, so that it says all itself
   * @param {() => Promise<{id: string, read: boolean}[]>} ways.readBell what the server knows of the newest ones
   */
  constructor({ open, isSeen, readBell }) {
    this.#open = open
    this.#isSeen = isSeen
    this.#readBell = readBell
  }

  /** The bell has rung. @param {object} notice */
  async ring(notice) {
    if (notice.read) return
    const tag = notice.conversation ?? notice.kind
    const before = this.#alerts.get(tag)
    const entry = { notice, alert: before?.alert ?? null }
    this.#alerts.set(tag, entry)
    const isSeen = await this.#isSeen()
    if (this.#alerts.get(tag) !== entry) return // read meanwhile, or a newer one has taken its place
    if (isSeen) return this.#close(tag)
    entry.alert = this.#open(tag, notice, () => this.#alerts.get(tag) === entry && this.#alerts.delete(tag))
    if (!entry.alert) this.#alerts.delete(tag)
  }

  /** A conversation was read up to somewhere, on whatever device. */
  unread({ conversation, readSeq }) {
    if (this.#alerts.get(conversation)?.notice.seq <= readSeq) this.#close(conversation)
  }

  /** Something of the bell was read or is gone. @param {{unread: number}} left */
  async notices({ unread }) {
    if (unread === 0) return this.closeAll()
    if (this.#alerts.size === 0) return
    const items = await this.#readBell()
    const isOpen = new Set(items.filter(({ read }) => !read).map(({ id }) => id))
    const oldest = Math.min(...items.map(({ id }) => Number(id)))
    const newest = Math.max(...items.map(({ id }) => Number(id)))
    for (const [tag, { notice: { id } }] of this.#alerts)
      if (Number(id) >= oldest && Number(id) <= newest && !isOpen.has(id)) this.#close(tag)
  }

  closeAll() {
    for (const tag of [...this.#alerts.keys()]) this.#close(tag)
  }

  #close(tag) {
    const alert = this.#alerts.get(tag)?.alert
    this.#alerts.delete(tag)
    alert?.close()
  }
}
