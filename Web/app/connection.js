import { WAITING_MAX } from "../client/bounds.js"
import { t } from "../models/words.js"

/** The page's one socket client, before it is loaded and after: what is asked of it until then is asked when it is there. */
export class Connection {
  #client = null
  #listeners = [] // what to do with a client so that they hear it
  #topics = null // to follow, as wished last
  #asks = [] // {command, resolve, reject}, oldest first
  #isOver = false

  get status() { return this.#client?.status ?? (this.#isOver ? "closed" : "idle") }

  /** @param {HubbubClient} client that is not connected yet */
  use(client) {
    this.#client = client
    for (const listen of this.#listeners.splice(0)) listen(client)
    if (this.#topics) client.follow(this.#topics)
    for (const { command, resolve, reject } of this.#asks.splice(0)) client.ask(command).then(resolve, reject)
  }

  /** There will be no client: what waits is refused, and so is what comes. */
  end() {
    this.#isOver = true
    for (const { reject } of this.#asks.splice(0)) reject(over())
  }

  close() {
    if (this.#client) this.#client.close()
    else this.end()
  }

  /** @returns {() => void} takes the listener away again */
  on(name, listener) {
    if (this.#client) return this.#client.on(name, listener)
    let end = () => { this.#listeners = this.#listeners.filter((one) => one !== listen) }
    const listen = (client) => { end = client.on(name, listener) }
    this.#listeners.push(listen)
    return () => end()
  }

  /** @param {{op: string}} command @returns {Promise<object>} what the server answers */
  ask(command) {
    if (this.#client) return this.#client.ask(command)
    if (this.#isOver) return Promise.reject(over())
    if (this.#asks.length >= WAITING_MAX) return Promise.reject(new Error(t("Too much is waiting for the connection.")))
    return new Promise((resolve, reject) => this.#asks.push({ command, resolve, reject }))
  }

  /** @param {string[]} topics that are wanted from now on */
  follow(topics) {
    this.#topics = topics
    this.#client?.follow(topics)
  }
}

const over = () => new Error(t("The connection was closed."))
