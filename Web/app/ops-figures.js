import { fill, many, t } from "../models/words.js"
import { bytes, closeWords, count, percent, rate, refusalWords, took } from "./ops-words.js"

/**
 * How fast a total grows.
 * @param {number} before @param {number} after @param {number} seconds between them
 * @returns {number?} per second; null where the server counts anew, or nothing can be said yet
 */
export function growth(before, after, seconds) {
  return seconds > 0 && after >= before ? (after - before) / seconds : null
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
/** The highest 99th percentile; null where none of them has measured anything lately. */
const worst = (times) => Math.max(0, ...times.map(({ p99 }) => p99)) || null
/** A number in a text; a dash where it is not known. */
const told = (text, number) => fill(text, { count: count(number) })
const requests = ({ http }) => sum(http.answers.map((answer) => answer.count))

/**
 * The tiles. `now` is a figure as it is, `total` one whose growth is shown; `text` tells it,
 * `note` stands below it.
 */
export const FIGURES = {
  sockets: {
    now: ({ hub }) => hub.sockets, text: count,
    note: ({ hub }) => told(t("{count} opened"), hub.socketsOpened),
  },
  people: {
    now: ({ hub }) => hub.users.online, text: count,
    note: ({ hub }) => told(t("and {count} idle"), hub.users.idle),
  },
  deliveries: {
    total: ({ hub }) => hub.deliveries, text: rate,
    note: ({ hub }) => told(t("{count} so far"), hub.deliveries),
  },
  requests: { total: requests, text: rate, note: (stats) => told(t("{count} so far"), requests(stats)) },
  answer: {
    now: ({ http }) => worst(http.routes.map(({ time }) => time)), text: took,
    note: () => t("slowest address"),
  },
  commit: {
    now: ({ writer }) => worst([writer.commit]), text: took,
    note: ({ writer }) => told(t("{count} waiting"), writer.waiting),
  },
  changes: {
    total: ({ writer }) => writer.changes, text: rate,
    note: ({ writer }) => fill(t("{count} at once"), { count: rate(writer.changes / writer.transactions) }),
  },
  delay: {
    now: ({ hub }) => worst(hub.loops.map(({ delay }) => delay)), text: took,
    note: ({ hub }) => many(hub.loops.length, { one: t("1 loop"), other: t("worst of {count} loops") }),
  },
  outbox: {
    now: ({ hub }) => hub.outbox.bytes, text: bytes,
    note: ({ hub }) => fill(t("fullest {size}"), { size: bytes(hub.outbox.largestBytes) }),
  },
  memory: {
    now: ({ process }) => process.residentBytes, text: bytes, note: () => t("resident"),
  },
  processor: {
    total: ({ process }) => process.cpuSeconds, text: percent,
    note: ({ process }) => told(t("{count} threads"), process.threads),
  },
  files: {
    now: ({ process }) => process.openFiles, text: count,
    note: ({ process }) => told(t("of {count} allowed"), process.openFilesLimit),
  },
}

/**
 * What a tile shows.
 * @param {object} figure one of FIGURES @param {object} stats @param {object?} before the stats before
 * @returns {number?}
 */
export function measure(figure, stats, before) {
  if (figure.now) return figure.now(stats) ?? null
  return before ? growth(figure.total(before), figure.total(stats), secondsBetween(before, stats)) : null
}

const RUN_TOLERANCE = 2 // seconds: uptime is told in whole ones
const at = (stats) => Date.parse(stats.at) / 1_000 // seconds since 1970
const beganAt = (stats) => at(stats) - stats.process.uptimeSeconds

/** Seconds from one telling to the next; 0 where another run of the server, which counts anew, tells it. */
function secondsBetween(before, after) {
  const isSameRun = Math.abs(beganAt(after) - beganAt(before)) <= RUN_TOLERANCE
  return isSameRun ? at(after) - at(before) : 0
}

const KINDS = ["user", "conversation", "post"] // the columns
const ACTORS = {
  awake: t("Awake"), mailbox: t("Commands waiting"), deepestMailbox: t("Most for one"), failures: t("Restarts"), parked: t("Parked"),
}
const UNTITLED = { direct: t("A direct conversation"), group: t("A group conversation"), room: t("A room conversation") }
const byKey = (a, b) => a.key.localeCompare(b.key)

/**
 * The tables: what each row is called, perhaps with a `hint`, and its `cells`.
 * @type {Record<string, (stats: object, before: object?) => {key: string, name: string, hint?: string, cells: string[]}[]>}
 */
export const TABLES = {
  rooms: ({ hub }) => hub.busiestRooms.map(({ id, title, kind, deliveriesPerSecond, listeners }) => ({
    key: id, name: title || UNTITLED[kind], cells: [rate(deliveriesPerSecond), count(listeners)],
  })),
  consumers: ({ hub }) => hub.slowestConsumers.map(({ socket, username, outboxBytes, stalledSeconds }) => ({
    key: String(socket), name: username, cells: [bytes(outboxBytes), took(stalledSeconds)],
  })),
  actors: ({ hub: { actors } }) => Object.entries(ACTORS).map(([key, name]) =>
    ({ key, name, cells: KINDS.map((kind) => count(actors[kind][key])) })),
  loops: ({ hub, ...stats }, before) => hub.loops.map(({ index, sockets, busySeconds, delay }) => {
    const busy = before?.hub.loops[index]
    const share = busy ? growth(busy.busySeconds, busySeconds, secondsBetween(before, stats)) : null
    return { key: String(index), name: fill(t("Loop {number}"), { number: index + 1 }), cells: [count(sockets), percent(share), took(delay.p99)] }
  }),
  refusals: ({ hub, http }) => {
    const codes = new Set([...Object.keys(hub.refusals), ...Object.keys(http.refusals)])
    return [...codes].map((code) => ({
      key: code, name: refusalWords(code), hint: code,
      cells: [count(hub.refusals[code] ?? 0), count(http.refusals[code] ?? 0)],
    })).sort(byKey)
  },
  closes: ({ hub }) => Object.entries(hub.closes).map(([code, number]) => ({
    key: code, name: closeWords(code), hint: code, cells: [count(number)],
  })).sort(byKey),
  routes: ({ http }) => http.routes.map(({ method, route, time }) => {
    const answers = http.answers.filter((one) => one.method === method && one.route === route)
    return {
      key: `${method} ${route}`, name: `${method} ${route}`,
      hint: answers.map(({ status, count: number }) => `${status}: ${count(number)}`).join(", "),
      cells: [count(sum(answers.map((one) => one.count))), took(time.p50), took(time.p99)],
    }
  }),
  reads: ({ store }) => store.reads.map(({ name, time }) => ({
    key: name, name, cells: [count(time.count), took(time.p50), took(time.p99)],
  })),
}
