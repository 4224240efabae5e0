import { backoff } from "../client/returning.js"
import { ask, named } from "./api.js"
import { Connection } from "./connection.js"
import "./people-state.js"
import { initialState, reduce } from "./state.js"
import { clock, painted } from "./timing.js"

const HIDDEN_FRAME = 250 // ms between renderings nobody sees
const READ_WITHIN = 2_000 // ms after which nothing waits any longer for what a page reads by itself

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
    if (document.hidden) setTimeout(this.#flush, HIDDEN_FRAME)
    else requestAnimationFrame(this.#flush)
  }

  /** @param {(state: object) => void} watcher called now and on change @returns {() => void} ends it */
  watch(watcher) {
    this.#watchers.add(watcher)
    watcher(this.state)
    return () => this.#watchers.delete(watcher)
  }

  #flush = () => {
    this.#scheduled = false
    for (const watcher of [...this.#watchers]) watcher(this.state)
  }
}

export const store = new Store()
export const client = new Connection()

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

let firsts = [] // readings of what the first page is for, until that is shown
let tellShown = null

/** When all that the first page is for is painted: what may be wanted then is loaded after this. */
export const whenShown = new Promise((resolve) => { tellShown = resolve })

/** What stands around the page comes after this. @param {Promise<void>} reading of what an element of the page shows */
export function first(reading) {
  firsts?.push(reading)
}

/** Waits for the page; what is read may lead to more. */
async function allPainted() {
  const late = new Promise((resolve) => setTimeout(resolve, READ_WITHIN))
  for (let known = -1; known < firsts.length;) {
    known = firsts.length
    await Promise.race([Promise.allSettled(firsts), late])
    await painted()
  }
  firsts = null
  tellShown()
}

/**
 * Reads what a page needs to start, and shows it.
 * @param {Promise<void>} learned settles when the page's modules know what to do with it
 * @returns {Promise<(socket: HubbubClient) => void>} once that is painted; opens the socket from exactly there, when
 *   what stands around the page can hear it
 */
export async function boot(learned) {
  client.on("status", (status) => store.dispatch({ event: "connection_changed", data: { status } }))
  client.on("away", ({ code }) => store.dispatch({ event: "connection_changed", data: { code } }))
  client.on("hello", (data) => store.dispatch({ event: "hello", data }))
  client.on("event", (frame) => store.dispatch(named(frame)))
  client.on("reset", async (reset) => (await import("./catch-up.js")).readAgain(reset))
  client.on("unreachable", checkLogin)
  addEventListener("online", hurry)
  const data = await persist(() => ask("GET", "/api/bootstrap"), () =>
    store.dispatch({ event: "connection_changed", data: { status: "waiting" } }))
  await learned
  store.dispatch({ event: "bootstrapped", data })
  await allPainted()
  return (socket) => {
    if (client.status === "closed") return // somebody has logged out meanwhile
    client.use(socket)
    if (store.state.conversations === null) store.dispatch({ event: "conversations_read", data: { items: data.conversations } })
    socket.resumeFrom(data)
    socket.connect()
  }
}

/** A socket that ends before `hello` may mean that the login is over; only HTTP can say so. */
function checkLogin({ attempt }) {
  if (attempt % 2 === 1) ask("GET", "/api/me").catch(() => {}) // a 401 has led to the login page
}

/** Reads the newest page of the feed. */
export async function readFeed() {
  const data = await persist(() => ask("GET", "/api/feed?limit=50"))
  store.dispatch({ event: "feed_refreshed", data })
}
