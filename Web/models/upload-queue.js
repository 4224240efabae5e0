import { Saves } from "./saves.js"
import { t } from "./words.js"

export const PARALLEL = 3 // uploads at a time
const ALT_PAUSE = 800 // ms without a key until a description is saved

/**
 * One file on its way, or taken. `part` of 1 is sent; `media` is what the server made of it.
 * @typedef {{key: number, file: Blob?, name: string, kind: string, state: "queued" | "sending" | "making" | "ready" | "failed",
 *   part: number, media: object?, alt: string, savedAlt: string?, error: string?, canRetry: boolean}} Item
 */

/**
 * Files that go with one text: sent a few at a time, in an order of one's own, each with a description.
 * Nothing waits for it but the text's own sending.
 */
export class UploadQueue {
  #items = []
  #serial = 0
  #controls = new Map() // key -> what ends the request
  #isWaiting = false // whether somebody waits until everything is ready
  #answer = () => {} // tells them
  #server
  #tell
  #saves // of descriptions

  /**
   * @param {{send: (file: Blob, name: string, watch: object) => Promise<object>, drop: (id: string) => Promise<void>,
   *   describe: (id: string, alt: string) => Promise<void>}} server `send` rejects with an ApiError
   * @param {(items: Item[], changed?: {item: Item, state: string}) => void} tell called whenever something is new,
   *   with the one that has another state now
   * @param {{setTimeout(run: () => void, ms: number): unknown, clearTimeout(id: unknown): void}} clock
   */
  constructor(server, tell, clock) {
    this.#server = server
    this.#tell = tell
    this.#saves = new Saves(ALT_PAUSE, clock)
  }

  get items() { return this.#items }

  get isWaiting() { return this.#isWaiting }

  /** What is ready, in order, with the descriptions as they are now. `isAltNew`: the server does not have it. */
  get media() {
    return this.#items.filter(({ state }) => state === "ready")
      .map(({ media, alt, savedAlt }) => ({ ...media, alt: alt.trim(), ...(alt.trim() !== savedAlt && { isAltNew: true }) }))
  }

  /** @param {{file: Blob, name: string, kind: string}[]} files */
  add(files) {
    this.#show([...this.#items, ...files.map((file) => this.#make(file))])
    this.#next()
  }

  /** Takes back what was handed on and has not gone out. @param {object[]} media */
  restore(media) {
    const made = media.map(({ isAltNew, ...one }) => this.#make({ kind: one.kind, state: "ready", part: 1, media: one,
      alt: one.alt, savedAlt: isAltNew ? null : one.alt }))
    this.#show([...this.#items, ...made])
  }

  retry(key) {
    this.#change(key, { state: "queued", part: 0, error: null })
    this.#next()
  }

  /** Gives one up, wherever it is. What the server has of it goes there, too. */
  remove(key) {
    const { media } = this.#find(key) ?? {}
    this.#saves.forget(key)
    this.#show(this.#items.filter((item) => item.key !== key))
    this.#controls.get(key)?.abort()
    if (media) this.#drop(media)
  }

  /** @param {number} by places to the right */
  move(key, by) {
    const items = [...this.#items]
    const from = items.findIndex((item) => item.key === key)
    const to = from + by
    if (from < 0 || to < 0 || to >= items.length) return
    items.splice(to, 0, ...items.splice(from, 1))
    this.#show(items)
  }

  /** @param {string} alt for whoever does not see or hear it; saved once there is a pause in writing it */
  describe(key, alt) {
    this.#change(key, { alt })
    this.#saves.later(key, () => this.#save(key))
  }

  /** These were handed on: they are not this queue's business any more. @param {object[]} media */
  clear(media) {
    const ids = media.map(({ id }) => id)
    const isGone = (item) => ids.includes(item.media?.id)
    for (const { key } of this.#items.filter(isGone)) this.#saves.forget(key)
    this.#show(this.#items.filter((item) => !isGone(item)))
  }

  /**
   * @returns {Promise<boolean>} true once everything is ready and described, false when something failed, or
   *   when it was waited for already, or no longer is
   */
  async settled() {
    if (this.#isWaiting) return false
    this.#isWaiting = true
    const isReady = await new Promise((resolve) => {
      this.#answer = resolve
      this.#show(this.#items)
    })
    if (isReady) await Promise.all(this.#items.map(({ key }) => this.#saves.now(key, () => this.#save(key))))
    this.#isWaiting = false
    this.#show(this.#items)
    return isReady
  }

  /** Nobody waits any longer. */
  stop() {
    this.#answer(false)
  }

  // Private

  #make(parts) {
    return { key: this.#serial += 1, file: null, name: "", state: "queued", part: 0, media: null, alt: "", savedAlt: "",
      error: null, canRetry: false, ...parts }
  }

  #find(key) { return this.#items.find((item) => item.key === key) }

  #next() {
    const free = Math.max(0, PARALLEL - this.#controls.size)
    for (const { key } of this.#items.filter(({ state }) => state === "queued").slice(0, free)) this.#send(key)
  }

  async #send(key) {
    const control = new AbortController()
    this.#controls.set(key, control)
    this.#change(key, { state: "sending" })
    const { file, name } = this.#find(key)
    const tell = (part) => this.#change(key, part < 1 ? { part } : { part: 1, state: "making" })
    try {
      const media = await this.#server.send(file, name, { tell, signal: control.signal })
      if (!this.#find(key)) this.#drop(media) // it was given up as the answer came
      else this.#change(key, { state: "ready", part: 1, media, kind: media.kind, savedAlt: media.alt ?? "" })
    } catch (error) {
      this.#change(key, { state: "failed", error: error.advice ?? t("That did not work."), canRetry: error.isPassing ?? true })
    }
    this.#controls.delete(key)
    if (this.#find(key)?.alt) this.#saves.now(key, () => this.#save(key))
    this.#next()
  }

  #drop({ id }) {
    this.#server.drop(id).catch(() => {}) // the server sweeps what nobody holds
  }

  /** One that cannot be saved now goes with what it belongs to. */
  async #save(key) {
    const { media, alt = "", savedAlt } = this.#find(key) ?? {}
    const words = alt.trim()
    if (!media || words === savedAlt) return
    await this.#server.describe(media.id, words)
    this.#change(key, { savedAlt: words })
  }

  #change(key, change) {
    const before = this.#find(key)
    if (!before) return
    const item = { ...before, ...change }
    this.#show(this.#items.map((one) => (one.key === key ? item : one)), item.state === before.state ? undefined : { item, state: item.state })
  }

  #show(items, changed) {
    this.#items = items
    this.#check()
    this.#tell(items, changed)
  }

  #check() {
    if (this.#items.some(({ state }) => state === "failed")) this.#answer(false)
    else if (this.#items.every(({ state }) => state === "ready")) this.#answer(true)
  }
}
