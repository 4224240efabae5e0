import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import "../app/comment-state.js"
import "../app/conversation-state.js"
import "../app/feed-state.js"
import "../app/log-state.js"
import "../app/message-state.js"
import "../app/notice-state.js"
import { peopleIn, presenceOf, relationOf } from "../app/people-state.js"
import { initialState, reduce } from "../app/state.js"
import "../app/wall-state.js"
import { BOB, ME, post, room, said } from "./support/people.js"
import { HELLO, world } from "./support/wire.js"

const frames = JSON.parse(readFileSync(new URL("../../Tests/Fixtures/frames.json", import.meta.url), "utf8"))
const told = frames.filter(({ direction, frame }) => direction === "server" && frame.event)
const answered = frames.filter(({ direction, frame }) => direction === "server" && !frame.event)
const asked = frames.filter(({ direction }) => direction === "client")

const ADA = "0199f3c1-1000-7000-8000-000000000001"
const BUILDER = "0199f3c1-1000-7000-8000-000000000002"
const ROOM = "0199f3c1-2000-7000-8000-000000000001"
const POST = "0199f3c1-3000-7000-8000-000000000007"

test("there are examples of everything", () => {
  assert.ok(told.length >= 25 && answered.length >= 15 && asked.length >= 12, `${frames.length} frames`)
  assert.equal(new Set(frames.map(({ name, direction }) => `${direction} ${name}`)).size, frames.length)
})

/** A client that has heard each topic up to just before this frame. */
function listening({ topic, seq }) {
  const all = world().live({ heads: topic && seq !== undefined ? { [topic]: seq - 1 } : {} })
  if (topic?.startsWith("post:")) all.client.follow([topic])
  return all
}

/** A tab in which everything the frames speak of is there. */
function aTab() {
  const me = { ...ME, id: ADA }
  const conversations = [room(ROOM, { lastSeq: 40 }), room("0199f3c1-2000-7000-8000-000000000002")]
  const items = [post(POST, { version: 3 }), post("0199f3c1-3000-7000-8000-000000000008")]
  const steps = [
    { event: "bootstrapped", data: { me, epoch: "e-1", feed: { items, next: null }, conversations } },
    { event: "friend", data: { user: { ...BOB, id: BUILDER }, relation: "incoming" } },
    { event: "notices_read", data: { items: [], next: null } },
    { event: "thread_opened", data: { post: POST } },
    { event: "log_opened", data: { id: ROOM } },
    { event: "history_read", data: { id: ROOM, items: [said(42, { conversation: ROOM }), said(43, { conversation: ROOM })], hasMore: false } },
  ]
  return steps.reduce(reduce, initialState())
}

for (const { name, frame } of told) {
  test(`the client tells "${name}" as it came, once`, () => {
    if (frame.event === "hello") {
      const all = world()
      all.client.connect()
      all.socket.say(frame)
      assert.deepEqual(all.told.hello, [frame.data])
      assert.ok(all.socket.asked("start"))
      return
    }
    const all = listening(frame)
    for (let time = 0; time < 2; time += 1) all.socket.say(frame)
    const isCounted = frame.seq !== undefined && frame.event !== "joined"
    const heard = all.told.event.filter(({ event }) => event === frame.event)
    assert.equal(heard.length, frame.event === "skip" ? 0 : isCounted ? 1 : 2)
    if (heard.length > 0) assert.deepEqual(heard[0], frame)
    if (isCounted) assert.equal(all.client.resumePoint.since[frame.topic], frame.seq)
  })

  test(`the page takes in "${name}"`, () => {
    const before = aTab()
    const state = reduce(before, frame)
    const check = effects[name]
    if (check) check(state, frame.data ?? {}, before)
    else assert.ok(unseen.has(frame.event) ? state === before : state, name)
  })
}

/** Events that no page of ours shows yet: they must not disturb. */
const unseen = new Set(["joined", "skip"])

/** What each example changes on a page. */
const effects = {
  "left": (state) => assert.equal(state.conversations.has(ROOM) || state.logs.has(ROOM), false),
  "message": (state) => assert.equal(state.logs.get(ROOM).messages.at(-1).text, "hi"),
  "message, with characters to escape": (state, { message }) => {
    assert.equal(state.logs.get(ROOM).messages.at(-1).text, message.text)
    assert.equal(state.conversations.get(ROOM).lastMessage.author.displayName, "Bob “the \"Builder\" 👷”")
  },
  "message_edited": (state) => assert.equal(state.logs.get(ROOM).messages.at(-1).text, "hello"),
  "message_edited, by a reaction": (state) =>
    assert.deepEqual(state.logs.get(ROOM).messages.at(-1).reactions, { "👍": 2 }),
  "message, a reply": (state) => assert.equal(state.logs.get(ROOM).messages.at(-1).replyTo, 43),
  "message_deleted": (state) => assert.equal(state.logs.get(ROOM).messages.at(-1).deleted, true),
  "member joined": (state) => assert.equal(state.conversations.get(ROOM).memberCount, 3),
  "member left": (state) => assert.equal(state.conversations.get(ROOM).memberCount, 1),
  "member removed": (state) => assert.equal(state.conversations.get(ROOM).memberCount, 1),
  "member's role": (state) => assert.equal(state.conversations.get(ROOM).memberCount, 2),
  "conversation": (state) => assert.equal(state.conversations.get(ROOM).title, "Town square"),
  "conversation, to who is added": (state, { conversation }) =>
    assert.equal(state.conversations.get(conversation.id).kind, "direct"),
  "post": (state) => assert.equal(state.posts.get(POST).text, "Good morning"),
  "post, for friends": (state, { post: { id } }) => assert.equal(state.posts.get(id).audience, "friends"),
  "post, for me": (state, { post: { id } }) => assert.equal(state.feed.shown[0], id),
  "post_edited": (state) => assert.equal(state.posts.get(POST).text, "Good day"),
  "post_deleted": (state) => assert.equal(state.posts.has(POST) || state.feed.shown.includes(POST), false),
  "likes": (state) => assert.deepEqual(state.posts.get(POST).likes, { count: 4, version: 10, mine: false }),
  "liked": (state) => assert.equal(state.posts.get(POST).likes.mine, true),
  "unread": (state) => assert.equal(state.conversations.get(ROOM).unread, 2),
  "comment": (state, { comment }, before) => {
    assert.equal(state.posts.get(POST).comments, before.posts.get(POST).comments + 1)
    assert.deepEqual(state.thread.items, [comment])
  },
  "notification": (state, { notification }) => {
    assert.equal(state.unread, 1)
    assert.deepEqual(state.notices.items, [notification])
  },
  "comment_deleted": (state, { comment }) => assert.equal(state.thread.items.some(({ id }) => id === comment.id), false),
  "settings": (state, settings) => assert.deepEqual({ ...state.me, ...settings }, state.me),
  "notifications": (state, { unread }) => assert.equal(state.unread, unread),
  "reports": (state, { open }) => assert.equal(state.openReports, open),
  "friend": (state, { user, relation }) => assert.equal(relationOf(state, user), relation),
  "presence": (state, { user, state: now }) => assert.equal(presenceOf(state, { id: user }).state, now),
  "stats": (state, data) => assert.equal(state.stats, data),
  "profile": (state, { user }) => assert.deepEqual(peopleIn(state, "incoming"), [user]),
}

test("every effect above belongs to an example", () => {
  assert.deepEqual(Object.keys(effects).filter((name) => !told.some((one) => one.name === name)), [])
})

for (const { name, frame } of answered) {
  test(`the client settles "${name}"`, async () => {
    const all = world()
    all.client.connect()
    all.socket.say({ event: "hello", data: HELLO })
    if (frame.ok?.heads) {
      all.socket.say({ ...frame, ref: all.socket.asked("start").ref })
      assert.equal(all.client.status, "live")
      assert.deepEqual(all.client.resumePoint.since, frame.ok.heads)
      assert.deepEqual(all.told.reset.flatMap(({ topics }) => topics), frame.ok.reset)
      return
    }
    all.socket.answer("start", { heads: {}, reset: [] })
    if (frame.ref === null) {
      all.socket.say(frame)
      assert.deepEqual([all.told.fault[0].code, all.told.fault[0].message], [frame.error.code, frame.error.message])
    } else if (frame.ok?.topics) {
      all.client.follow(Object.keys(frame.ok.topics))
      all.socket.say({ ...frame, ref: all.socket.asked("subscribe").ref })
      assert.deepEqual(all.told.event[0], { event: "subscribed", data: frame.ok })
    } else {
      const settling = all.client.ask({ op: "send" })
      all.socket.say({ ...frame, ref: all.socket.asked("send").ref })
      if (frame.ok) assert.deepEqual(await settling, frame.ok)
      else await assert.rejects(settling, { code: frame.error.code, message: frame.error.message, retryAfterMs: frame.error.retryAfterMs })
    }
  })
}

for (const { name, frame } of asked) {
  test(`the client says "${name}" as the contract has it`, () => {
    const all = world()
    if (frame.since) all.client.resumeFrom(frame)
    all.client.connect()
    all.socket.say({ event: "hello", data: HELLO })
    if (frame.op !== "start") {
      all.socket.answer("start", { heads: {}, reset: [] })
      const { ref, ...command } = frame
      if (frame.op === "unsubscribe") all.client.follow(frame.topics)
      if (frame.op === "subscribe") all.client.follow(frame.topics)
      else if (frame.op === "unsubscribe") all.client.follow([])
      else all.client.ask(command).catch(() => {})
    }
    assert.deepEqual({ ...all.socket.asked(frame.op), ref: frame.ref }, frame)
  })
}
