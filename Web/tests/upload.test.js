import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { upload } from "../app/upload.js"

/** A request that the test answers. */
class FakeRequest {
  static last = null
  upload = {}
  status = 0
  response = null

  constructor() { FakeRequest.last = this }
  open(method, path) { this.asked = `${method} ${path}` }
  send(body) { this.body = body }
  abort() { this.onabort() }

  answer(status, response) {
    Object.assign(this, { status, response })
    this.onload()
  }
}

globalThis.XMLHttpRequest = FakeRequest
afterEach(() => { FakeRequest.last = null })

const begin = (tell = () => {}, rest = {}) => {
  const control = new AbortController()
  return { control, sent: upload("/api/me/avatar", "bytes", { tell, signal: control.signal, ...rest }) }
}

test("an upload tells how much is sent, and gives the answer", async () => {
  const parts = []
  const { sent } = begin((part) => parts.push(part))
  const request = FakeRequest.last
  assert.equal(request.asked, "PUT /api/me/avatar")
  assert.equal(request.body, "bytes")
  request.upload.onprogress({ loaded: 25, total: 100 })
  request.answer(200, { user: { username: "ada" } })
  assert.deepEqual(await sent, { user: { username: "ada" } })
  assert.deepEqual(parts, [0.25])
})

test("a refusal is told in the server's words", async () => {
  const { sent } = begin()
  FakeRequest.last.answer(415, { error: { code: "unsupported_type", message: "This is no picture." } })
  await assert.rejects(sent, { code: "unsupported_type", advice: "This is no picture.", status: 415 })
})

test("an answer that is no JSON, and none at all, are told too", async () => {
  const broken = begin()
  FakeRequest.last.answer(502, null)
  await assert.rejects(broken.sent, { code: "unavailable" })
  const lost = begin()
  FakeRequest.last.onerror()
  await assert.rejects(lost.sent, { code: "offline", advice: "The server does not answer." })
})

test("an upload can be cancelled", async () => {
  const { control, sent } = begin()
  control.abort()
  await assert.rejects(sent, { code: "cancelled" })
})

test("an upload that was cancelled before it began sends nothing", async () => {
  const sent = upload("/api/me/avatar", "bytes", { tell: () => {}, signal: AbortSignal.abort() })
  await assert.rejects(sent, { code: "cancelled" })
})

test("an upload may be a post, and is told when to come again", async () => {
  const { sent } = begin(() => {}, { method: "POST" })
  const request = FakeRequest.last
  assert.equal(request.asked, "POST /api/me/avatar")
  request.getResponseHeader = (name) => (name === "retry-after" ? "12" : null)
  request.answer(429, { error: { code: "rate_limited", message: "Too much at once." } })
  await assert.rejects(sent, { code: "rate_limited", advice: "Too much at once. Try again in 12 seconds." })
})

test("an upload in which nothing moves any more is lost, not cancelled", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const { sent } = begin()
  FakeRequest.last.upload.onprogress({ loaded: 50, total: 100 })
  context.mock.timers.tick(60_000)
  await assert.rejects(sent, { code: "offline" })
})

test("what was sent may be made ready for minutes", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] })
  const { sent } = begin()
  const request = FakeRequest.last
  request.upload.onprogress({ loaded: 100, total: 100 })
  context.mock.timers.tick(200_000)
  request.answer(201, { media: { id: "m" } })
  assert.deepEqual(await sent, { media: { id: "m" } })
})
