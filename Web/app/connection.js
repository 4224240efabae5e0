import { WAITING_MAX } from "../client/bounds.js"
import { t } from "../models/words.js"

/** The page's one socket client, before it is loaded and after: what is asked of it until then is asked when it is there. */
export class Connection {
  #client = null
  #waiting = [] // what to do with it, oldest first

  get status() { return this.#client?.status ?? "idle" }

  /** @param {HubbubClient} client that is not connected yet */
  use(client) {
    this.#client = client
    for (const act of this.#waiting.splice(0)) act(client)
  }

  /** @returns {() => void} takes the listener away again */
  on(name, listener) {
    let isOver = false
    let end = () => { isOver = true }
    this.#with((client) => { if (!isOver) end = client.on(name, listener) })
    return () => end()
  }

  /** @param {{op: string}} command @returns {Promise<object>} what the server answers */
  ask(command) {
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new Error(t("Too much is waiting for the connection.")))
    return new Promise((resolve, reject) => this.#with((client) => client.ask(command).then(resolve, reject)))
  }

  follow(topics) {
    this.#with((client) => client.follow(topics))
  }

  close() {
    this.#with((client) => client.close())
  }

  #with(act) {
    if (this.#client) act(this.#client)
    else this.#waiting.push(act)
  }
}
