/**
 * Talks with one person: what is typed is sent, what either of both says is printed.
 *
 *     HUBBUB_PASSWORD=… node docs/example/talk.mjs http://127.0.0.1:8080 ada bob
 *
 * Node 18 or newer, no packages. The server may go and come back: nothing is lost, nothing comes twice.
 */
import { randomUUID } from "node:crypto"
import { createInterface } from "node:readline"
import { setTimeout as sleep } from "node:timers/promises"
import { HubbubClient } from "../../Web/client/hubbub.js"
import { dialWith } from "./dial.mjs"

const [server, username, partner] = process.argv.slice(2)
const AGAIN = new Set(["rate_limited", "busy", "unavailable"]) // refusals after which the same may be asked again
const PAUSE = 1_000 // ms before that, where the server names no time
let token = null

async function api(method, path, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(server + path, { method, headers, body: JSON.stringify(body) })
  const answer = response.status === 204 ? null : await response.json()
  if (!response.ok) throw Object.assign(new Error(answer.error.message), { status: response.status, code: answer.error.code })
  return answer
}

// Log in. The token is what every later request and the socket show.
const login = await api("POST", "/api/login", { username, password: process.env.HUBBUB_PASSWORD, token: true })
token = login.token

// Open the conversation, and read where everything stands now: the socket continues from exactly there.
const { conversation } = await api("POST", "/api/conversations", { kind: "direct", with: partner })
const { epoch, since } = await api("GET", "/api/bootstrap")

const client = new HubbubClient(`${server.replace(/^http/, "ws")}/ws`, { dial: dialWith(token) })
client.resumeFrom({ epoch, since })

// Listen. Events come in order and once, over as many sockets as it takes.
const topic = `conversation:${conversation.id}`
let heard = since[topic] // seq of the last message that was printed
let turn = Promise.resolve() // what was read over HTTP is printed before what came meanwhile

function print({ seq, author, text }) {
  if (seq <= heard) return
  heard = seq
  console.log(`${author.username}: ${text}`)
}

client.on("event", ({ event, data }) => {
  if (event !== "message" || data.message.conversation !== conversation.id) return
  turn = turn.then(() => print(data.message))
})

// Too far behind, or a server whose data began anew: read over HTTP what the socket cannot continue.
client.on("reset", ({ topics, renewed }) => {
  if (topics.includes(topic)) turn = turn.then(() => readOn(renewed ? 0 : heard))
})

async function readOn(after) {
  heard = after
  for (let hasMore = true; hasMore;) {
    const page = await api("GET", `/api/conversations/${conversation.id}/messages?after=${heard}&limit=100`)
    page.items.forEach(print)
    hasMore = page.hasMore
  }
}

// Stay away: signed out (4501), another protocol (4502), suspended (4503).
client.on("away", ({ code }) => {
  console.error(`the server says ${code}`)
  process.exit(1)
})

// Nobody answers, or the login is over: only HTTP can tell which.
client.on("unreachable", () => api("GET", "/api/me").catch(({ status }) => status === 401 && process.exit(1)))

client.on("status", (status) => console.error(status))
client.connect()

// Send. One key for one message, however often it is tried: the server keeps it once.
async function send(text, key = randomUUID()) {
  for (;;) {
    try {
      return await client.ask({ op: "send", conversation: conversation.id, key, text })
    } catch (refusal) {
      if (!AGAIN.has(refusal.code)) return console.error(`not sent: ${refusal.message}`)
      await sleep(refusal.retryAfterMs ?? PAUSE)
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) await send(line)
client.close()
