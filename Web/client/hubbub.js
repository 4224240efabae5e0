/**
 * Hubbub's socket client: one socket that comes back, loses nothing and tells nothing twice.
 * This folder needs nothing else, so that other programs can take it as it is.
 *
 *     const client = new HubbubClient("wss://hub.example/ws")
 *     client.on("event", (frame) => console.log(frame.topic, frame.seq, frame.data))
 *     client.connect()
 *     await client.ask({ op: "send", conversation, key: crypto.randomUUID(), text: "hi" })
 */

import { PROTOCOL, TOPICS_MAX, WAITING_MAX } from "./bounds.js"
import { Positions } from "./positions.js"
import { parse, retryDelay, staysAway } from "./returning.js"
import { Timers, systemClock, watchPage } from "./surroundings.js"

export { PROTOCOL, TOPICS_MAX, WAITING_MAX } from "./bounds.js"
export { Positions } from "./positions.js"
export { backoff, retryDelay, staysAway } from "./returning.js"

const PATIENCE = 30_000 // ms for `hello`, then for the answer of `start`: after a restart all stand in line
const PROBE_LIMIT = 3_000 // ms a doubted socket has to answer a ping
const STABLE_AFTER = 5_000 // ms live, after which the next loss counts as the first
const HEARTBEAT_DEFAULT = 30_000 // ms, until `hello` says otherwise

/** Commands that may be repeated without doing anything twice, so they outlive their socket. */
const DURABLE = new Set(["send", "like", "unlike", "read"])
const NOT_OUR_PROTOCOL = 4502

/** A "no" to one command. `code` is stable, `message` is for people. */
export class Refusal extends Error {
  constructor({ code, message, retryAfterMs }) {
    super(message ?? code)
    this.name = "Refusal"
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** One logical connection over as many sockets as it takes. See `hubbub.d.ts` for its events. */
export class HubbubClient {
  #url
  #dial
  #clock
  #random
  #window
  #listeners = new Map()
  #unwatch = null
  #socket = null
  #status = "idle"
  #timers // retry, handshake, watch and probe
  #attempt = 0
  #hello = null
  #liveSince = null // ms, null while not live
  #lastFrameAt = 0 // ms
  #epoch = null
  #positions = new Positions()
  #stubborn = new Map() // topic -> position at which a gap has already cost one resume
  #ref = 0
  #asked = new Map() // ref -> ask, sent on this socket
  #waiting = [] // asks for the next socket, oldest first
  #followed = new Set() // topics wanted that must be asked for, whatever the socket does
  #following = new Map() // topic -> ref of its newest `subscribe`

  /**
   * @param {string} url `ws:` or `wss:`
   * @param {object} [options] what a test or another platform brings of its own
   */
  constructor(url, options = {}) {
    this.#url = url
    this.#dial = options.dial ?? ((address) => new globalThis.WebSocket(address))
    this.#clock = options.clock ?? systemClock
    this.#timers = new Timers(this.#clock)
    this.#random = options.random ?? Math.random
    this.#window = options.window === undefined ? globalThis.window : options.window
  }

  // Life

  /** @returns {"idle"|"connecting"|"live"|"waiting"|"suspended"|"away"|"closed"} */
  get status() { return this.#status }

  get epoch() { return this.#epoch }

  /** What `start` would continue from. @returns {{epoch: string?, since: Record<string, number>}} */
  get resumePoint() { return { epoch: this.#epoch, since: this.#positions.toJSON() } }

  /** Continues from a snapshot, such as `GET /api/bootstrap` gives. Call before `connect`. */
  resumeFrom({ epoch, since }) {
    this.#epoch = epoch
    this.#positions = new Positions()
    for (const [topic, seq] of Object.entries(since)) this.#positions.set(topic, seq)
  }

  connect() {
    if (!["idle", "closed", "away"].includes(this.#status)) return
    this.#unwatch ??= watchPage(this.#window,
      { doubt: () => this.#doubt(), suspend: () => this.#suspend(), wake: () => this.#wake() })
    this.#open()
  }

  /** Ends for good; what was asked and not answered is refused with `closed`. */
  close() {
    this.#discard(1000)
    this.#end("closed")
  }

  /** @returns {() => void} takes the listener away again */
  on(name, listener) {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  // Asking

  /**
   * Sends one command. Durable ones (`send`, `like`, `unlike`, `read`) wait for a socket and are
   * repeated on the next if this one dies; others are refused with `disconnected`.
   * @param {{op: string}} command without `ref`
   * @returns {Promise<object>} what the server put under `ok`; rejects with a Refusal
   */
  ask(command) {
    return new Promise((resolve, reject) => {
      const ask = { command, resolve, reject }
      if (this.#status === "live") this.#transmit(ask)
      else if (this.#status === "away" || this.#status === "closed")
        reject(closed())
      else if (!DURABLE.has(command.op)) reject(disconnected())
      else if (this.#waiting.length >= WAITING_MAX)
        reject(new Refusal({ code: "busy", message: "Too much is waiting for the connection." }))
      else this.#waiting.push(ask)
    })
  }

  /**
   * Says which topics that must be asked for (`post:…`; for admins `stats`) are wanted from now
   * on, on this socket and every later one.
   * @param {Iterable<string>} topics at most TOPICS_MAX; those past it are left out
   */
  follow(topics) {
    const wanted = new Set([...topics].slice(0, TOPICS_MAX))
    const gone = [...this.#followed].filter((topic) => !wanted.has(topic))
    const fresh = [...wanted].filter((topic) => !this.#followed.has(topic))
    this.#followed = wanted
    for (const topic of gone) {
      this.#positions.forget(topic)
      this.#following.delete(topic)
    }
    if (this.#status !== "live") return
    if (gone.length > 0) this.#command({ op: "unsubscribe", topics: gone })
    if (fresh.length > 0) this.#subscribe(fresh)
  }

  // One socket

  #open() {
    this.#timers.stop("retry")
    this.#hello = null
    this.#setStatus("connecting")
    const socket = this.#dial(this.#url)
    this.#socket = socket
    socket.onmessage = ({ data }) => socket === this.#socket && this.#receive(data)
    socket.onclose = ({ code, reason }) => socket === this.#socket && this.#lost(code, reason)
    socket.onerror = () => {} // a close follows, and says more
    this.#wait()
  }

  #wait = () => this.#timers.set("handshake", PATIENCE, () => this.#drop())

  #receive(text) {
    this.#lastFrameAt = this.#clock.now()
    this.#timers.stop("probe")
    const frame = parse(text)
    if (frame === null || typeof frame !== "object") return this.#drop()
    if (frame.event === "hello") this.#greet(frame.data)
    else if (typeof frame.event === "string") this.#hear(frame)
    else if (frame.ref === null) this.#emit("fault", new Refusal(frame.error ?? {}))
    else this.#settle(frame)
  }

  #greet(hello) {
    this.#hello = hello
    if (hello.protocol !== PROTOCOL) return this.#goAway(NOT_OUR_PROTOCOL, "")
    this.#emit("hello", hello)
    this.#wait()
    const start = { op: "start" }
    if (this.#epoch !== null) Object.assign(start, this.resumePoint)
    this.#command(start, (ok) => this.#started(ok), (refusal) => {
      this.#emit("fault", refusal)
      this.#drop()
    })
  }

  #started({ heads, reset }) {
    this.#timers.stop("handshake")
    const renewed = this.#epoch !== null && this.#epoch !== this.#hello.epoch
    const broken = new Set(renewed ? this.#positions.topics() : reset)
    const left = this.#align(heads, broken)
    this.#epoch = this.#hello.epoch
    this.#liveSince = this.#clock.now()
    this.#setStatus("live")
    for (const topic of left) this.#emit("event", { event: "left", topic })
    if (broken.size > 0) this.#emit("reset", { topics: [...broken], renewed })
    for (const ask of this.#waiting.splice(0)) this.#transmit(ask)
    if (this.#followed.size > 0) this.#subscribe([...this.#followed]) // answers with current counts
    this.#watch()
  }

  /** Fits our positions to the server's heads. @returns topics that are no longer ours */
  #align(heads, broken) {
    const left = []
    for (const topic of this.#positions.topics()) {
      if (topic in heads && !broken.has(topic)) continue
      if (topic.startsWith("post:") && !broken.has(topic)) continue
      this.#positions.forget(topic)
      if (!broken.has(topic)) left.push(topic)
    }
    for (const [topic, seq] of Object.entries(heads)) {
      if (topic.startsWith("post:") && !this.#followed.has(topic)) continue
      if (!this.#positions.has(topic)) this.#positions.set(topic, seq)
    }
    return left
  }

  #subscribe(topics) {
    const ref = this.#command({ op: "subscribe", topics }, ({ topics: current }) => {
      const still = topics.filter((topic) => this.#following.get(topic) === ref && current[topic])
      for (const topic of still)
        if (isNumbered(topic) && !this.#positions.has(topic)) this.#positions.set(topic, current[topic].seq)
      const told = Object.fromEntries(still.map((topic) => [topic, current[topic]]))
      this.#emit("event", { event: "subscribed", data: { topics: told } })
    }, (refusal) => this.#emit("fault", refusal))
    for (const topic of topics) this.#following.set(topic, ref)
  }

  // Hearing

  #hear(frame) {
    const { event, topic, seq } = frame
    if (event === "joined") this.#positions.set(topic, seq)
    else if (event === "left") this.#positions.forget(topic)
    else if (topic?.startsWith("post:") && !this.#followed.has(topic)) return
    else if (seq !== undefined) {
      const order = this.#positions.take(topic, seq)
      if (order === "old") return
      if (order === "gap") return this.#mend(frame)
      if (event === "skip") return
    }
    this.#emit("event", frame)
  }

  /** A number is missing: resume once; if it is still missing then, read that topic again. */
  #mend(frame) {
    const { topic, seq } = frame
    const position = this.#positions.get(topic)
    if (this.#stubborn.get(topic) !== position) {
      this.#stubborn.set(topic, position)
      return this.#drop()
    }
    this.#stubborn.delete(topic)
    this.#positions.set(topic, seq)
    this.#emit("reset", { topics: [topic], renewed: false })
    if (frame.event !== "skip") this.#emit("event", frame)
  }

  #settle({ ref, ok, error }) {
    const ask = this.#asked.get(ref)
    if (!ask) return
    this.#asked.delete(ref)
    if (error) ask.reject(new Refusal(error))
    else ask.resolve(ok ?? {})
  }

  #transmit(ask) {
    const ref = ++this.#ref
    this.#asked.set(ref, ask)
    this.#socket.send(JSON.stringify({ ref, ...ask.command }))
    return ref
  }

  /** A command of the client's own: it ends with its socket. */
  #command(command, resolve = () => {}, reject = () => {}) {
    return this.#transmit({ command, resolve, reject, own: true })
  }

  // Losing and returning

  #drop() {
    this.#discard(1000)
    this.#lost(1006, "")
  }

  #lost(code, reason) {
    if (staysAway(code)) return this.#goAway(code, reason)
    const greeted = this.#hello !== null
    const stable = this.#liveSince !== null
      && this.#clock.now() - this.#liveSince >= STABLE_AFTER
    this.#attempt = stable ? 1 : this.#attempt + 1
    this.#discard()
    const retryInMs = retryDelay({ code, reason, attempt: this.#attempt }, this.#random)
    this.#timers.set("retry", retryInMs, () => this.#open())
    this.#setStatus("waiting")
    if (!greeted) this.#emit("unreachable", { attempt: this.#attempt })
  }

  /** Lets go of this socket; durable asks move to the next one, in their order. */
  #discard(code) {
    const socket = this.#socket
    this.#socket = null
    this.#liveSince = null
    if (code !== undefined) socket?.close(code)
    this.#timers.stopAll()
    const kept = []
    const asked = [...this.#asked.values()]
    this.#asked.clear()
    this.#following.clear()
    for (const ask of asked) {
      if (DURABLE.has(ask.command.op)) kept.push(ask)
      else if (!ask.own) ask.reject(disconnected())
    }
    this.#waiting.unshift(...kept)
  }

  #goAway(code, reason) {
    this.#discard(1000)
    this.#end("away")
    this.#emit("away", { code, reason })
  }

  #end(status) {
    this.#unwatch?.()
    this.#unwatch = null
    this.#attempt = 0
    this.#setStatus(status)
    for (const { reject } of this.#waiting.splice(0)) reject(closed())
  }

  // Being alive

  /** After one silent heartbeat we ask, after two we leave. */
  #watch() {
    const beat = this.#hello.heartbeatMs ?? HEARTBEAT_DEFAULT
    const silent = this.#clock.now() - this.#lastFrameAt
    if (silent >= 2 * beat) return this.#drop()
    if (silent >= beat) this.#command({ op: "ping" })
    this.#timers.set("watch", (silent >= beat ? 2 * beat : beat) - silent, () => this.#watch())
  }

  /** The network or the page changed: return at once, or make sure that the socket lives. */
  #doubt() {
    if (this.#status === "waiting") return this.#open()
    if (this.#status !== "live") return
    this.#command({ op: "ping" })
    this.#timers.set("probe", PROBE_LIMIT, () => this.#drop())
  }

  #suspend() {
    if (!["connecting", "live", "waiting"].includes(this.#status)) return
    this.#discard(1000)
    this.#setStatus("suspended")
  }

  #wake() {
    if (this.#status === "suspended") this.#open()
  }

  // Small parts

  #setStatus(status) {
    if (this.#status === status) return
    this.#status = status
    this.#emit("status", status)
  }

  /** A listener that throws is reported, and costs neither the others nor the socket anything. */
  #emit(name, value) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(value)
      } catch (error) {
        queueMicrotask(() => { throw error })
      }
    }
  }
}

/** Of `stats` each event says everything: there is nothing to continue. */
function isNumbered(topic) {
  return topic !== "stats"
}

function disconnected() {
  return new Refusal({ code: "disconnected", message: "There is no connection right now." })
}

function closed() {
  return new Refusal({ code: "closed", message: "The connection was closed." })
}
