/**
 * Opens a socket with `Authorization: Bearer …`, on nothing but `node:http`. Browsers' WebSockets cannot send
 * that header; Node's own takes one, but the one tried (undici 6.24) loses what comes in the same packet as
 * the 101, which here is `hello`.
 */
import { randomBytes } from "node:crypto"
import { request as plain } from "node:http"
import { request as secure } from "node:https"

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10] // kinds of frames
const NO_CLOSE_FRAME = 1006 // close code

/** @param {string} token of a login @returns {(url: string) => object} for `new HubbubClient(url, { dial })` */
export function dialWith(token) {
  const headers = { authorization: `Bearer ${token}` }
  return (url) => new PlainSocket(url, headers)
}

/** As much of a WebSocket as the client uses. */
class PlainSocket {
  onmessage = null
  onclose = null
  onerror = null
  #request
  #stream = null
  #unread = Buffer.alloc(0)
  #parts = [] // of a message in several frames
  #closed = null // {code, reason} once the server has said so

  constructor(url, headers) {
    const ask = url.startsWith("wss:") ? secure : plain
    this.#request = ask(url.replace(/^ws/, "http"), { headers: { ...headers, connection: "Upgrade", upgrade: "websocket",
      "sec-websocket-version": "13", "sec-websocket-key": randomBytes(16).toString("base64") } })
    this.#request.on("upgrade", (_, stream, head) => this.#open(stream, head))
    this.#request.on("response", (answer) => answer.resume().on("close", () => this.#end())) // refused: no 101
    this.#request.on("error", () => this.#end())
    this.#request.end()
  }

  send(text) {
    this.#write(TEXT, Buffer.from(text))
  }

  close(code = 1000) {
    if (!this.#stream) return this.#request.destroy()
    this.#write(CLOSE, Buffer.from([code >> 8, code & 0xff]))
    this.#stream.end()
  }

  #open(stream, head) {
    this.#stream = stream
    stream.on("data", (bytes) => this.#take(bytes))
    stream.on("error", () => {}) // a close follows
    stream.on("close", () => this.#end())
    this.#take(head)
  }

  /** A client's frames are masked. */
  #write(kind, payload) {
    const { length } = payload
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
    head[0] = 0x80 | kind
    head[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127)
    if (head.length === 4) head.writeUInt16BE(length, 2)
    if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
    const mask = randomBytes(4)
    if (this.#stream?.writable) this.#stream.write(Buffer.concat([head, mask, payload.map((byte, at) => byte ^ mask[at % 4])]))
  }

  #take(bytes) {
    this.#unread = Buffer.concat([this.#unread, bytes])
    for (;;) {
      const [first, second] = this.#unread
      const short = second & 0x7f
      const start = short < 126 ? 2 : short === 126 ? 4 : 10
      if (this.#unread.length < start) return
      const length = start === 2 ? short : start === 4 ? this.#unread.readUInt16BE(2) : Number(this.#unread.readBigUInt64BE(2))
      if (this.#unread.length < start + length) return
      const payload = this.#unread.subarray(start, start + length)
      this.#unread = this.#unread.subarray(start + length)
      this.#hear(first & 0x0f, (first & 0x80) !== 0, payload)
    }
  }

  #hear(kind, isLast, payload) {
    if (kind === PING) return this.#write(PONG, payload)
    if (kind === PONG) return
    if (kind === CLOSE) {
      this.#closed = { code: payload.length >= 2 ? payload.readUInt16BE(0) : 1005, reason: payload.subarray(2).toString() }
      this.#write(CLOSE, payload)
      return this.#stream.end()
    }
    this.#parts.push(payload)
    if (isLast) this.onmessage?.({ data: Buffer.concat(this.#parts.splice(0)).toString() })
  }

  #end() {
    const { onclose } = this
    this.onclose = null
    onclose?.(this.#closed ?? { code: NO_CLOSE_FRAME, reason: "" })
  }
}
