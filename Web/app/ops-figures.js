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
const requests = ({ http }) => sum(http.answers.map((answer) => answer.count))

/**
 * The tiles. `now` is a figure as it is, `total` one whose growth is shown; `text` tells it,
 * `note` stands below it.
 */
export const FIGURES = {
  sockets: {
    now: ({ hub }) => hub.sockets, text: count,
    note: ({ hub }) => `${count(hub.socketsOpened)} opened`,
  },
  people: {
    now: ({ hub }) => hub.users.online, text: count,
    note: ({ hub }) => `and ${count(hub.users.idle)} idle`,
  },
  deliveries: {
    total: ({ hub }) => hub.deliveries, text: rate,
    note: ({ hub }) => `${count(hub.deliveries)} so far`,
  },
  requests: { total: requests, text: rate, note: (stats) => `${count(requests(stats))} so far` },
  answer: {
    now: ({ http }) => worst(http.routes.map(({ time }) => time)), text: took,
    note: () => "slowest address",
  },
  commit: {
    now: ({ writer }) => worst([writer.commit]), text: took,
    note: ({ writer }) => `${count(writer.waiting)} waiting`,
  },
  changes: {
    total: ({ writer }) => writer.changes, text: rate,
    note: ({ writer }) => `${rate(writer.changes / writer.transactions)} at once`,
  },
  delay: {
    now: ({ hub }) => worst(hub.loops.map(({ delay }) => delay)), text: took,
    note: ({ hub }) => (hub.loops.length === 1 ? "1 loop" : `worst of ${hub.loops.length} loops`),
  },
  outbox: {
    now: ({ hub }) => hub.outbox.bytes, text: bytes,
    note: ({ hub }) => `fullest ${bytes(hub.outbox.largestBytes)}`,
  },
  memory: {
    now: ({ process }) => process.residentBytes, text: bytes, note: () => "resident",
  },
  processor: {
    total: ({ process }) => process.cpuSeconds, text: percent,
    note: ({ process }) => `${count(process.threads)} threads`,
  },
  files: {
    now: ({ process }) => process.openFiles, text: count,
    note: ({ process }) => `of ${count(process.openFilesLimit)} allowed`,
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
  awake: "Awake", mailbox: "Commands waiting", deepestMailbox: "Most for one", failures: "Restarts", parked: "Parked",
}
const byKey = (a, b) => a.key.localeCompare(b.key)

/**
 * The tables: what each row is called, perhaps with a `hint`, and its `cells`.
 * @type {Record<string, (stats: object, before: object?) => {key: string, name: string, hint?: string, cells: string[]}[]>}
 */
export const TABLES = {
  rooms: ({ hub }) => hub.busiestRooms.map(({ id, title, kind, deliveriesPerSecond, listeners }) => ({
    key: id, name: title || `A ${kind} conversation`, cells: [rate(deliveriesPerSecond), count(listeners)],
  })),
  consumers: ({ hub }) => hub.slowestConsumers.map(({ socket, username, outboxBytes, stalledSeconds }) => ({
    key: String(socket), name: username, cells: [bytes(outboxBytes), took(stalledSeconds)],
  })),
  actors: ({ hub: { actors } }) => Object.entries(ACTORS).map(([key, name]) =>
    ({ key, name, cells: KINDS.map((kind) => count(actors[kind][key])) })),
  loops: ({ hub, ...stats }, before) => hub.loops.map(({ index, sockets, busySeconds, delay }) => {
    const busy = before?.hub.loops[index]
    const share = busy ? growth(busy.busySeconds, busySeconds, secondsBetween(before, stats)) : null
    return { key: String(index), name: `Loop ${index + 1}`, cells: [count(sockets), percent(share), took(delay.p99)] }
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
