import assert from "node:assert/strict"
import { test } from "node:test"
import { Connection } from "../app/connection.js"
import { WAITING_MAX } from "../client/bounds.js"

/** What a client is asked, in its order; each command is answered with itself. */
class Client {
  status = "live"
  asked = []

  on(name) {
    this.asked.push(`on ${name}`)
    return () => this.asked.push(`off ${name}`)
  }

  ask({ op }) {
    this.asked.push(op)
    return op === "typing" ? Promise.reject(new Error("refused")) : Promise.resolve({ op })
  }

  follow(topics) { this.asked.push(`follow ${topics}`) }

  close() { this.asked.push("close") }
}

test("what is asked before there is a client is asked then, in its order, and answered", async () => {
  const connection = new Connection()
  const client = new Client()
  connection.on("event", () => {})
  connection.on("status", () => {})()
  const liked = connection.ask({ op: "like" })
  const typed = connection.ask({ op: "typing" })
  for (let number = 3; number > 0; number -= 1) connection.follow([`post:${number}`])
  assert.equal(connection.status, "idle")
  connection.use(client)
  assert.equal(connection.status, "live")
  assert.deepEqual(client.asked, ["on event", "follow post:1", "like", "typing"])
  assert.deepEqual(await liked, { op: "like" })
  await assert.rejects(typed, /refused/)
})

test("from then on it is the client that is asked", async () => {
  const connection = new Connection()
  const client = new Client()
  const early = connection.on("event", () => {})
  connection.use(client)
  early()
  connection.on("away", () => {})()
  assert.deepEqual(await connection.ask({ op: "read" }), { op: "read" })
  connection.close()
  assert.deepEqual(client.asked, ["on event", "off event", "on away", "off away", "read", "close"])
})

test("where there will be no client, what waits is refused, and so is what comes", async () => {
  for (const end of ["end", "close"]) {
    const connection = new Connection()
    const liked = connection.ask({ op: "like" })
    connection[end]()
    await assert.rejects(liked, /The connection was closed/)
    await assert.rejects(connection.ask({ op: "like" }), /The connection was closed/)
    assert.equal(connection.status, "closed")
  }
})

test("so many wait for a client, and the next is refused", async () => {
  const connection = new Connection()
  for (let number = 0; number < WAITING_MAX; number += 1) {
    connection.follow([`post:${number}`])
    connection.on("event", () => {})()
    connection.ask({ op: "like" })
  }
  await assert.rejects(connection.ask({ op: "like" }), /Too much is waiting/)
  const client = new Client()
  connection.use(client)
  assert.equal(client.asked.length, WAITING_MAX + 1)
  assert.deepEqual(await connection.ask({ op: "like" }), { op: "like" })
})
