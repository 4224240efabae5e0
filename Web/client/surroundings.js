/** The platform's clock, in one place so that tests can bring their own. */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout: (id) => globalThis.clearTimeout(id),
}

/** Timers by name: each name has one, and setting it again starts it anew. */
export class Timers {
  #clock
  #running = new Map() // name -> id

  constructor(clock) {
    this.#clock = clock
  }

  /** @param {string} name @param {number} ms @param {() => void} run */
  set(name, ms, run) {
    this.stop(name)
    this.#running.set(name, this.#clock.setTimeout(run, ms))
  }

  stop(name) {
    if (this.#running.has(name)) this.#clock.clearTimeout(this.#running.get(name))
    this.#running.delete(name)
  }

  stopAll() {
    for (const name of [...this.#running.keys()]) this.stop(name)
  }
}

/**
 * Hears when the network or the page changes.
 * @param {Window?} window null for none
 * @param {{doubt: () => void, suspend: () => void, wake: () => void}} react
 * @returns {() => void} ends it
 */
export function watchPage(window, { doubt, suspend, wake }) {
  if (!window) return () => {}
  const heard = [
    [window, "online", doubt],
    [window, "offline", doubt],
    [window.document, "visibilitychange", () => !window.document.hidden && doubt()],
    [window, "pagehide", suspend], // an open socket keeps a page from resting
    [window, "pageshow", ({ persisted }) => persisted && wake()],
  ]
  for (const [target, name, run] of heard) target.addEventListener(name, run)
  return () => {
    for (const [target, name, run] of heard) target.removeEventListener(name, run)
  }
}
