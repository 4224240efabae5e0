import { ask } from "./api.js"
import { persist, readFeed, store } from "./live.js"

const CONTINUE_PAGES = 20 // pages of 100 messages; past these the newest page stands alone

/**
 * Reads over HTTP what the socket could not continue, without moving what is being read.
 * @param {{topics: string[], renewed: boolean}} reset
 */
export async function readAgain({ topics, renewed }) {
  store.dispatch({ event: "connection_changed", data: { isCatchingUp: true } })
  const { feed, me, conversations } = store.state
  const isOurs = topics.includes(`user:${me.id}`)
  const isTheirs = topics.some((topic) => topic.startsWith("person:"))
  const reads = []
  if (feed.isRead && (topics.includes("feed") || isTheirs)) reads.push(readFeed())
  if (isOurs || isTheirs) reads.push(readPeople())
  const isTalk = topics.some((topic) => topic.startsWith("conversation:"))
  if ((isOurs || isTalk) && conversations) reads.push(readConversations(renewed))
  for (const id of store.state.logs.keys())
    if (topics.includes(`conversation:${id}`)) reads.push(continueLog(id, renewed))
  const results = await Promise.allSettled(reads)
  store.dispatch({ event: "connection_changed", data: { isCatchingUp: false } })
  for (const { reason } of results) if (reason) throw reason
}

/** Reads who is my friend, who would be, and how much is new in the bell. */
async function readPeople() {
  const paths = ["/api/friends?limit=100", "/api/friends/requests", "/api/notifications?limit=1"]
  const [friends, requests, { unread }] = await Promise.all(paths.map((path) => persist(() => ask("GET", path))))
  store.dispatch({ event: "people_read", data: { friends: friends.items, requests } })
  store.dispatch({ event: "notifications", data: { unread } })
}

/** What is shown is read anew, for some of it may have been edited or deleted, and then what is newer. */
async function continueLog(id, renewed) {
  const path = `/api/conversations/${id}/messages`
  if (renewed) store.dispatch({ event: "log_outdated", data: { id } })
  const { messages, hasMoreAfter } = store.state.logs.get(id)
  let last = (messages[0]?.seq ?? 1) - 1
  for (let page = 0; page < CONTINUE_PAGES && !renewed; page += 1) {
    const { items, hasMore } = await persist(() => ask("GET", `${path}?after=${last}&limit=100`))
    store.dispatch({ event: "history_continued", data: { id, items, hasMore } })
    last = items.at(-1)?.seq ?? last
    if (!hasMore || (hasMoreAfter && last >= messages.at(-1).seq)) return
  }
  const data = await persist(() => ask("GET", `${path}?limit=50`))
  store.dispatch({ event: "history_replaced", data: { id, ...data } })
}

/** Reads whom I have blocked. */
export async function readBlocks() {
  const data = await persist(() => ask("GET", "/api/blocks"))
  store.dispatch({ event: "blocks_read", data })
}

/** Reads all that I am in. */
async function readConversations(isRenewed) {
  let before
  const { items } = await persist(() => {
    before = store.state.conversations
    return ask("GET", "/api/conversations?limit=100")
  })
  store.dispatch({ event: "conversations_read", data: { items, before, isRenewed } })
}
