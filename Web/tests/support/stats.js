/** What the server tells of itself, with a few numbers in it. */

export function times(count = 0, p99 = 0) {
  return { count, sum: 0, p50: p99 / 2, p95: p99, p99, max: p99 }
}

const actors = () => ({ awake: 0, mailbox: 0, deepestMailbox: 0, woken: 0, passivated: 0, failures: 0, parked: 0 })

/** @param {{at?: number, uptime?: number}} when seconds since some midnight, seconds @param {object} parts laid over */
export function stats({ at = 100, uptime = 50 } = {}, { hub, writer, http, process, store } = {}) {
  return {
    at: new Date(Date.UTC(2026, 10, 22) + at * 1_000).toISOString(), version: "0.1.0",
    process: { uptimeSeconds: uptime, residentBytes: 8 << 20, openFiles: 20, openFilesLimit: 1_024, cpuSeconds: 1, threads: 9, ...process },
    hub: {
      sockets: 2, socketsOpened: 5, deliveries: 0, users: { online: 2, idle: 1 }, outbox: { bytes: 0, largestBytes: 0 },
      actors: { user: actors(), conversation: actors(), post: actors() },
      loops: [{ index: 0, sockets: 2, turns: 0, busySeconds: 0, delay: times() }],
      busiestRooms: [], slowestConsumers: [], refusals: {}, closes: {}, ...hub,
    },
    writer: { waiting: 0, transactions: 0, changes: 0, failed: 0, batch: times(), commit: times(), ...writer },
    store: { reads: [], ...store },
    http: { answers: [], refusals: {}, routes: [], ...http },
  }
}
