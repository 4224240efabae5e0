import { setText } from "../app/dom.js"
import { client, store } from "../app/live.js"
import { FIGURES, TABLES, measure } from "../app/ops-figures.js"
import { since } from "../app/ops-words.js"
import { fill, t } from "../models/words.js"
import "./figure-table.js"
import "./stat-tile.js"
import { announce } from "./status-line.js"

const TICK = 1_000 // ms; the server tells the stats as often
const FRESH_FOR = 3_000 // ms that figures count as live
const AWAY_AFTER = 5_000 // ms of silence that are worth a word

/** How the server is doing, told by itself once a second. */
class OpsPage extends HTMLElement {
  #stops = []
  #stats = null
  #heardAt = 0 // ms since 1970, 0 before the first
  #isTold = false // that the server is away

  // Lifecycle

  connectedCallback() {
    this.#stats = store.state.stats // of an earlier visit: no news
    client.follow(["stats"])
    const timer = setInterval(() => this.#age(Date.now()), TICK)
    this.#stops = [
      store.watch((state) => this.#see(state)),
      () => clearInterval(timer),
      () => client.follow([]),
    ]
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  // Rendering

  #see({ stats }) {
    if (stats === this.#stats) return
    const before = this.#heardAt > 0 ? this.#stats : null
    const now = Date.now()
    this.#stats = stats
    this.#heardAt = now
    this.#isTold = false
    for (const tile of this.querySelectorAll("stat-tile")) {
      const figure = FIGURES[tile.dataset.figure]
      tile.show({ value: measure(figure, stats, before), note: figure.note(stats), text: figure.text }, now)
    }
    for (const table of this.querySelectorAll("figure-table[data-figure]"))
      table.show(TABLES[table.dataset.figure](stats, before))
    setText(this.querySelector("[data-about]"),
      fill(t("Up {time}, version {version}"), { time: since(stats.process.uptimeSeconds), version: stats.version }))
    this.#age(now)
  }

  /** Says how old the figures are; numbers are never announced, that the server is away is. */
  #age(now) {
    if (this.#heardAt === 0) return
    const age = now - this.#heardAt
    const isLive = age < FRESH_FOR
    this.toggleAttribute("data-stale", !isLive)
    setText(this.querySelector("[data-age]"), isLive ? t("Live") : fill(t("Last update {time} ago"), { time: since(age / 1_000) }))
    if (isLive) return
    for (const tile of this.querySelectorAll("stat-tile")) tile.draw(now)
    if (age < AWAY_AFTER || this.#isTold) return
    this.#isTold = true
    announce(t("The server is away. The figures stand still."))
  }
}

customElements.define("ops-page", OpsPage)
