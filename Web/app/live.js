import { HubbubClient, backoff } from "../client/hubbub.js"
import { ask, request } from "./api.js"
import "./people-state.js"
import { initialState, reduce } from "./state.js"
import { clock } from "./timing.js"

const HIDDEN_FRAME = 250 // ms between renderings nobody sees

/** The one state of this tab. Whoever watches is called at most once per painted frame. */
class Store {
  state = initialState()
  #watchers = new Set()
  #scheduled = false

  dispatch(frame) {
    const next = reduce(this.state, frame)
    if (next === this.state) return
    this.state = next
    if (this.#scheduled) return
    this.#scheduled = true
    const flush = () => this.#flush()
    if (document.hidden) setTimeout(flush, HIDDEN_FRAME)
    else requestAnimationFrame(flush)
  }

  /** @param {(state: object) => void} watcher called now and on change @returns {() => void} ends it */
  watch(watcher) {
    this.#watchers.add(watcher)
    watcher(this.state)
    return () => this.#watchers.delete(watcher)
  }

  #flush() {
    this.#scheduled = false
    for (const watcher of [...this.#watchers]) watcher(this.state)
  }
}

export const store = new Store()
export const client = new HubbubClient(`${location.origin.replace(/^http/, "ws")}/ws`)

const resting = new Set() // what ends each wait

/** Ends every wait: there is reason to believe that the server can be reached. */
export function hurry() {
  for (const wake of [...resting]) wake()
}

function rest(ms) {
  return new Promise((resolve) => {
    const wake = () => {
      clock.clearTimeout(timer)
      resting.delete(wake)
      resolve()
    }
    const timer = clock.setTimeout(wake, ms)
    resting.add(wake)
  })
}

client.on("status", (status) => status === "live" && hurry())

/**
 * Runs a request until it goes through or is refused for good; it is tried again after a while,
 * and as soon as the connection is back.
 * @param {() => Promise<T>} run
 * @param {(error: ApiError) => void} [onWait] called before each wait
 * @returns {Promise<T>}
 * @template T
 */
export async function persist(run, onWait = () => {}) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (!error.isPassing) throw error
      onWait(error)
      await rest(Math.max(backoff(attempt), (error.retryAfter ?? 0) * 1_000))
    }
  }
}

/**
 * Reads what a page needs to start, and opens the socket from exactly there.
 * @param {Promise<void>} learned settles when the page's modules know what to do with it
 */
export async function boot(learned) {
  client.on("status", (status) => store.dispatch({ event: "connection_changed", data: { status } }))
  client.on("away", ({ code }) => store.dispatch({ event: "connection_changed", data: { code } }))
  client.on("hello", (data) => store.dispatch({ event: "hello", data }))
  client.on("event", (frame) => store.dispatch(frame))
  client.on("reset", (reset) => readAgain(reset))
  client.on("unreachable", checkLogin)
  const data = await persist(() => ask("GET", "/api/bootstrap"), () =>
    store.dispatch({ event: "connection_changed", data: { status: "waiting" } }))
  await learned
  store.dispatch({ event: "bootstrapped", data })
  client.resumeFrom(data)
  client.connect()
}

/** A socket that ends before `hello` may mean that the login is over; only HTTP can say so. */
function checkLogin({ attempt }) {
  if (attempt % 2 === 1) ask("GET", "/api/me").catch(() => {}) // a 401 has led to the login page
}

/** Reads over HTTP what the socket could not continue, without moving what is being read. */
async function readAgain({ topics, renewed }) {
  store.dispatch({ event: "connection_changed", data: { isCatchingUp: true } })
  const { feed, me, conversations } = store.state
  const isOurs = topics.includes(`user:${me.id}`)
  const isTheirs = topics.some((topic) => topic.startsWith("person:"))
  const reads = []
  if (feed.isRead && (topics.includes("feed") || isTheirs)) reads.push(readFeed())
  if (isOurs || isTheirs) reads.push(readPeople())
  if (isOurs && conversations) reads.push(readConversations())
  for (const id of store.state.rooms.keys())
    if (topics.includes(`conversation:${id}`)) reads.push(continueRoom(id, renewed))
  const results = await Promise.allSettled(reads)
  store.dispatch({ event: "connection_changed", data: { isCatchingUp: false } })
  for (const { reason } of results) if (reason) throw reason
}

/** Reads the newest page of the feed. */
export async function readFeed() {
  const data = await persist(() => ask("GET", "/api/feed?limit=50"))
  store.dispatch({ event: "feed_refreshed", data })
}

/** Reads who is my friend, who would be, and how much is new in the bell. */
async function readPeople() {
  const paths = ["/api/friends?limit=100", "/api/friends/requests", "/api/notifications?limit=1"]
  const [friends, requests, { unread }] = await Promise.all(paths.map((path) => persist(() => ask("GET", path))))
  store.dispatch({ event: "people_read", data: { friends: friends.items, requests } })
  store.dispatch({ event: "notifications", data: { unread } })
}

/** Reads whom I have blocked. */
export async function readBlocks() {
  const data = await persist(() => ask("GET", "/api/blocks"))
  store.dispatch({ event: "blocks_read", data })
}

export async function readConversations() {
  const data = await persist(() => ask("GET", "/api/conversations?limit=100"))
  store.dispatch({ event: "conversations_read", data })
}

const CONTINUE_PAGES = 20 // pages of 100 messages; past these the newest page stands alone

async function continueRoom(id, renewed) {
  const path = `/api/conversations/${id}/messages`
  for (let page = 0; page < CONTINUE_PAGES && !renewed; page += 1) {
    const last = store.state.rooms.get(id)?.messages.at(-1)?.seq ?? 0
    const { items, hasMore } = await persist(() => ask("GET", `${path}?after=${last}&limit=100`))
    store.dispatch({ event: "history_continued", data: { id, items } })
    if (!hasMore) return
  }
  const data = await persist(() => ask("GET", `${path}?limit=50`))
  store.dispatch({ event: "history_replaced", data: { id, ...data } })
}

/** Ends this session and everything that is open in it. */
export async function logOut() {
  await request("POST", "/api/logout")
  client.close()
  await forgetDrafts()
  location.assign("/login")
}

/** What was begun here is nobody else's business. */
export async function forgetDrafts() {
  const { Draft } = await import("../models/draft.js")
  Draft.clearAll(localStorage)
}
