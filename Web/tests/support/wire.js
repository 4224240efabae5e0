import { HubbubClient } from "../../client/hubbub.js"
import { ManualClock } from "./clock.js"

export const HELLO = { protocol: 1, epoch: "e-1", session: "s", user: { id: "u1" }, heartbeatMs: 20_000, limits: {} }

/** One socket as the client sees it, with the server's side in the test's hands. */
export class FakeSocket {
  onmessage = null
  onclose = null
  onerror = null
  sent = [] // frames the client sent, oldest first
  closedWith = null

  send(text) { this.sent.push(JSON.parse(text)) }
  close(code) { this.closedWith = code ?? 1005 }

  /** The newest frame the client sent with this `op`. */
  asked(op) { return this.sent.findLast((frame) => frame.op === op) }

  /** The server says something. */
  say(frame) { this.onmessage({ data: typeof frame === "string" ? frame : JSON.stringify(frame) }) }

  /** The server answers the newest command with this `op`. */
  answer(op, ok) { this.say({ ref: this.asked(op).ref, ok }) }
  refuse(op, error) { this.say({ ref: this.asked(op).ref, error }) }

  /** The connection ends from the other side. */
  end(code = 1006, reason = "") { this.onclose({ code, reason }) }

  start({ hello = HELLO, heads = {}, reset = [] } = {}) {
    this.say({ event: "hello", data: hello })
    this.answer("start", { heads, reset })
    return this
  }
}

/** A client whose sockets, time and chance are the test's, and all that it told. */
export function world({ random = () => 0, window = null } = {}) {
  const clock = new ManualClock()
  const sockets = []
  const told = { event: [], status: [], reset: [], away: [], fault: [], unreachable: [], hello: [] }
  const dial = () => {
    sockets.push(new FakeSocket())
    return sockets.at(-1)
  }
  const client = new HubbubClient("ws://test/ws", { dial, clock, random, window })
  for (const [name, list] of Object.entries(told)) client.on(name, (value) => list.push(value))
  return {
    client, clock, sockets, told,
    get socket() { return sockets.at(-1) },
    /** Connected and started. */
    live(start) {
      client.connect()
      sockets.at(-1).start(start)
      return this
    },
    /** The numbers heard on a topic, in order. */
    heard: (topic) => told.event.filter((frame) => frame.topic === topic && frame.seq).map(({ seq }) => seq),
  }
}

export function message(topic, seq) {
  return { event: "message", topic, seq, data: { message: { seq } } }
}

/** A window and document that only know who listens. */
export function fakeWindow() {
  const target = () => {
    const listeners = new Map()
    return {
      addEventListener: (name, run) => listeners.set(name, run),
      removeEventListener: (name) => listeners.delete(name),
      fire: (name, event = {}) => listeners.get(name)?.(event),
      get listening() { return listeners.size },
    }
  }
  return Object.assign(target(), { document: Object.assign(target(), { hidden: false }) })
}
