import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { FIGURES, TABLES, growth, measure } from "../app/ops-figures.js"
import { bytes, closeWords, count, percent, rate, refusalWords, since, took } from "../app/ops-words.js"
import { History, KEPT_FOR, POINTS_MAX } from "../models/history.js"
import { stats, times } from "./support/stats.js"

const NOON = Date.UTC(2026, 10, 22, 12) // ms, and the beginning of a row
const domain = (file) => readFileSync(new URL(`../../Sources/Domain/${file}.swift`, import.meta.url), "utf8")
const html = readFileSync(new URL("../ops.html", import.meta.url), "utf8")
const named = (pattern) => [...html.matchAll(pattern)].map(([, name]) => name)

// The last five minutes

/** A history with these values, a second apart, the last one at noon. */
function history(values) {
  const made = new History()
  values.forEach((value, index) => made.add(NOON - (values.length - 1 - index) * 1_000, value))
  return made
}

test("five minutes are kept, and no more points than there are seconds in them", () => {
  const made = new History()
  for (let second = 0; second < 1_000; second += 1) made.add(NOON + second * 1_000, second)
  assert.equal(made.size, POINTS_MAX)
  const crowded = new History()
  for (let step = 0; step < 1_000; step += 1) crowded.add(NOON + step, step)
  assert.equal(crowded.size, POINTS_MAX)
  crowded.add(NOON + 1_000 + KEPT_FOR, 1)
  assert.equal(crowded.size, 1, "the old ones go, however few they are")
})

test("a clock that is set back takes along what lies in the future", () => {
  const made = history([1, 2, 3])
  made.add(NOON - 1_000, 9)
  assert.deepEqual(made.rows.map(({ highest }) => highest), [9])
  assert.equal(made.size, 2)
})

test("the table has a row for every 15 seconds, newest first, without what nobody knows", () => {
  const made = new History()
  const seen = [[0, 1], [14_999, 4], [15_000, null], [29_000, 7], [30_000, null]]
  for (const [after, value] of seen) made.add(NOON + after, value)
  assert.deepEqual(made.rows, [
    { time: NOON + 15_000, average: 7, highest: 7 },
    { time: NOON, average: 2.5, highest: 4 },
  ])
})

test("the line goes from nought to the highest point, and ends now", () => {
  const { line, area } = history([0, 5, 10]).paths(NOON, 300, 20)
  assert.equal(line, "M298 20L299 10L300 0")
  assert.equal(area, "M298 20L299 10L300 0V20H298Z")
})

test("a line of noughts lies on the ground", () => {
  assert.equal(history([0, 0]).paths(NOON, 300, 20).line, "M299 20L300 20")
})

test("no line is drawn over a gap, or over what nobody knows", () => {
  const made = new History()
  for (const [before, value] of [[20, 1], [19, 1], [12, 1], [7, 1], [6, null], [5, 1], [4, 1]])
    made.add(NOON - before * 1_000, value)
  const { line } = made.paths(NOON, 300, 20)
  assert.equal(line, "M280 0L281 0M288 0L293 0M295 0L296 0", "five seconds are none, more are a gap")
})

test("what is older than five minutes leaves the picture also while nothing new comes", () => {
  const made = history([50, 1, 2])
  assert.equal(made.paths(NOON + KEPT_FOR - 1_000, 300, 20).line, "M0 10L1 0")
  assert.deepEqual(made.paths(NOON + 2 * KEPT_FOR, 300, 20), { line: "", area: "" })
  assert.deepEqual(new History().paths(NOON, 300, 20), { line: "", area: "" })
})

// Words

const plain = (text) => text.replace(/\d[.,]\d{3}/g, (number) => number.replace(/[.,]/, "")).replace(",", ".")

test("numbers are told in few digits", () => {
  assert.deepEqual([0, 0.4, 12.4, 1234].map((one) => plain(count(one))), ["0", "0", "12", "1234"])
  assert.deepEqual([0, 0.127, 9.94, 12.4, 1234.4].map((one) => plain(rate(one))), ["0", "0.13", "9.9", "12", "1234"])
  assert.deepEqual([0, 0.005, 0.37, 1.5].map((one) => plain(percent(one))), ["0 %", "0.5 %", "37 %", "150 %"])
  const sizes = [0, 1023, 1024, 1536, 143 * 1024 ** 2, 1.2 * 1024 ** 3, 2 * 1024 ** 4]
  assert.deepEqual(sizes.map((one) => plain(bytes(one))),
    ["0 B", "1023 B", "1 KiB", "1.5 KiB", "143 MiB", "1.2 GiB", "2 TiB"])
  assert.deepEqual([0, 0.000_42, 0.0042, 0.042, 1, 59.4].map((one) => plain(took(one))),
    ["0 ms", "0.42 ms", "4.2 ms", "42 ms", "1 s", "59 s"])
})

test("what is not known is a dash", () => {
  for (const tell of [count, rate, percent, bytes, took])
    for (const nothing of [null, undefined, NaN, Infinity]) assert.equal(tell(nothing), "–")
})

test("how long ago is told in the two largest units", () => {
  const told = { 0: "0 s", 0.9: "0 s", 1: "1 s", 59: "59 s", 60: "1 min", 3_599: "59 min", 3_600: "1 h", 3_660: "1 h 1 min",
    86_399: "23 h 59 min", 86_400: "1 d", 90_000: "1 d 1 h", 273_600: "3 d 4 h" }
  for (const [seconds, text] of Object.entries(told)) assert.equal(since(Number(seconds)), text)
})

test("every close code and every refusal that the server knows has words of its own", () => {
  const closes = [...domain("CloseCode").matchAll(/case \w+ = (\d+)/g)].map(([, code]) => code)
  const body = domain("Refusal").match(/enum Code[^}]*}/)[0]
  const refusals = body.split("\n").filter((line) => /^ *case /.test(line)).flatMap((line) => line.replace(/^ *case /, "").split(", "))
    .map((one) => one.match(/"(.+)"/)?.[1] ?? one.trim())
  assert.ok(closes.length >= 13 && refusals.length >= 16, `${closes} ${refusals}`)
  assert.deepEqual([...closes, 0, 1006].filter((code) => closeWords(code) === closeWords("other")), [])
  assert.deepEqual(refusals.filter((code) => refusalWords(code) === refusalWords("other")), [])
})

// Figures and tables

test("a total that grows has a rate; one that began anew, or no time, has none", () => {
  assert.equal(growth(10, 30, 2), 10)
  assert.equal(growth(10, 10, 1), 0)
  assert.equal(growth(10, 9, 1), null)
  assert.equal(growth(10, 30, 0), null)
})

test("the page shows every figure and every table that there is, and none that there is not", () => {
  assert.deepEqual(named(/<stat-tile[^>]* data-figure="(\w+)"/g).sort(), Object.keys(FIGURES).sort())
  assert.deepEqual(named(/<figure-table[^>]* data-figure="(\w+)"/g).sort(), Object.keys(TABLES).sort())
})

test("each figure is measured, told and noted on a server that has just begun", () => {
  for (const [name, figure] of Object.entries(FIGURES)) {
    const value = measure(figure, stats(), null)
    assert.ok(value === null || Number.isFinite(value), name)
    assert.doesNotMatch(figure.text(value) + figure.note(stats()), /NaN|undefined|null|Infinity/, name)
  }
})

test("rates are those of the second between two tellings", () => {
  const before = stats({ at: 100, uptime: 50 }, {
    hub: { deliveries: 1_000 }, process: { cpuSeconds: 1 }, writer: { changes: 10 }, http: { answers: [{ count: 5 }] } })
  const after = stats({ at: 102, uptime: 52 }, {
    hub: { deliveries: 3_000 }, process: { cpuSeconds: 1.5 }, writer: { changes: 16 }, http: { answers: [{ count: 5 }, { count: 4 }] } })
  const measured = (name) => measure(FIGURES[name], after, before)
  assert.deepEqual(["deliveries", "processor", "changes", "requests"].map(measured), [1_000, 0.25, 3, 2])
  assert.equal(measured("sockets"), 2)
})

test("another run of the server has no rate against the one before, even with larger totals", () => {
  const before = stats({ at: 100, uptime: 4 }, { hub: { deliveries: 10 } })
  const after = stats({ at: 110, uptime: 5 }, { hub: { deliveries: 900 } })
  assert.equal(measure(FIGURES.deliveries, after, before), null)
  const rounded = stats({ at: 110, uptime: 15 }, { hub: { deliveries: 900 } })
  assert.equal(measure(FIGURES.deliveries, rounded, before), 89, "uptime is in whole seconds")
})

test("a 99th percentile is the worst of those that measured something lately", () => {
  const loop = (index, delay) => ({ index, sockets: 1, turns: 1, busySeconds: 1, delay })
  const told = stats({}, {
    hub: { loops: [loop(0, times(9, 0.002)), loop(1, times(9, 0.004)), loop(2, times(9, 0))] },
    http: { routes: [{ method: "GET", route: "/", time: times(1, 0.1) }, { method: "PUT", route: "/", time: times() }] },
  })
  assert.equal(measure(FIGURES.delay, told, null), 0.004)
  assert.equal(measure(FIGURES.answer, stats(), null), null, "no address was asked")
  assert.equal(measure(FIGURES.answer, told, null), 0.1)
  assert.equal(measure(FIGURES.commit, told, null), null, "nothing was committed lately")
})

test("rooms and slow consumers are told as they come, a conversation without a title too", () => {
  const told = stats({}, { hub: {
    busiestRooms: [{ id: "r", title: "Choir", kind: "room", deliveriesPerSecond: 12.3, listeners: 4 },
      { id: "d", title: null, kind: "direct", deliveriesPerSecond: 0.5, listeners: 2 }],
    slowestConsumers: [{ socket: 7, username: "bob", outboxBytes: 2_048, stalledSeconds: 2 }],
  } })
  assert.deepEqual(TABLES.rooms(told), [
    { key: "r", name: "Choir", cells: ["12", "4"] },
    { key: "d", name: "A direct conversation", cells: [rate(0.5), "2"] }])
  assert.deepEqual(TABLES.consumers(told), [{ key: "7", name: "bob", cells: ["2 KiB", "2 s"] }])
})

test("actors stand in columns by kind", () => {
  const told = stats()
  told.hub.actors.conversation.failures = 3
  const row = TABLES.actors(told).find(({ name }) => name === "Restarts")
  assert.deepEqual(row.cells, ["0", "3", "0"])
  assert.deepEqual(html.match(/How many<\/th>(.*?)<\/tr>/)[1].match(/\w+(?=<\/th>)/g), ["People", "Chats", "Posts"])
})

test("a loop's share is that of the second between", () => {
  const loop = (busySeconds) => ({ hub: { loops: [{ index: 0, sockets: 1, turns: 1, busySeconds, delay: times(1, 0.001) }] } })
  const [before, after] = [stats({ at: 1, uptime: 1 }, loop(1)), stats({ at: 3, uptime: 3 }, loop(2))]
  assert.deepEqual(TABLES.loops(after, before)[0].cells, ["1", "50 %", "1 ms"])
  assert.deepEqual(TABLES.loops(after, null)[0].cells, ["1", "–", "1 ms"])
})

test("refusals of sockets and HTTP stand side by side, in an order that stays", () => {
  const told = stats({}, { hub: { refusals: { busy: 4, not_member: 1 } }, http: { refusals: { not_found: 2, busy: 1 } } })
  assert.deepEqual(TABLES.refusals(told).map(({ hint, cells }) => [hint, ...cells]),
    [["busy", "4", "1"], ["not_found", "0", "2"], ["not_member", "1", "0"]])
  const closed = TABLES.closes(stats({}, { hub: { closes: { 4008: 2, 1001: 9 } } }))
  assert.deepEqual(closed.map(({ hint, cells }) => [hint, ...cells]), [["1001", "9"], ["4008", "2"]])
})

test("an address has its answers by status", () => {
  const told = stats({}, { http: {
    routes: [{ method: "GET", route: "/api/feed", time: times(7, 0.01) }],
    answers: [{ method: "GET", route: "/api/feed", status: 200, count: 5 }, { method: "GET", route: "/api/feed", status: 304, count: 2 },
      { method: "POST", route: "/api/feed", status: 405, count: 1 }],
  } })
  assert.deepEqual(TABLES.routes(told),
    [{ key: "GET /api/feed", name: "GET /api/feed", hint: "200: 5, 304: 2", cells: ["7", "5 ms", "10 ms"] }])
  const read = stats({}, { store: { reads: [{ name: "feed", time: times(3, 0.004) }] } })
  assert.deepEqual(TABLES.reads(read), [{ key: "feed", name: "feed", cells: ["3", "2 ms", "4 ms"] }])
})
