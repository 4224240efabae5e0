import { h, setText } from "../app/dom.js"
import { NOTHING } from "../app/ops-words.js"
import { History } from "../models/history.js"
import { fill, locale, t } from "../models/words.js"
import "./figure-table.js"
import "./spark-line.js"

/** One figure: as it is, as it was in the last minutes, and the same as a table. */
class StatTile extends HTMLElement {
  #history = new History()
  #text = String // tells a number
  #parts = null

  // Lifecycle

  connectedCallback() {
    if (this.#parts) return
    const title = this.querySelector("h3").textContent
    this.#parts = {
      value: h("p", { class: "value" }, NOTHING),
      note: h("p", { class: "hint" }),
      line: h("spark-line"),
      more: h("details", { ontoggle: () => this.#showTable() },
        h("summary", {}, t("Table"), h("span", { class: "unseen" }, `: ${title}`)), table(title)),
    }
    this.append(...Object.values(this.#parts))
  }

  // Rendering

  /** @param {{value: number?, note: string, text: (value: number?) => string}} figure @param {number} now ms */
  show({ value, note, text }, now) {
    this.#text = text
    this.#history.add(now, value)
    setText(this.#parts.value, text(value))
    setText(this.#parts.note, note)
    this.draw(now)
  }

  /** Moves the line on, also while nothing new is known. @param {number} now ms since 1970 */
  draw(now) {
    this.#parts.line.show(this.#history, now)
    this.#showTable()
  }

  #showTable() {
    if (!this.#parts.more.open) return
    this.querySelector("figure-table").show(this.#history.rows.map(({ time, average, highest }) => ({
      key: String(time), name: new Date(time).toLocaleTimeString(locale),
      cells: [this.#text(average), this.#text(highest)],
    })))
  }
}

function table(title) {
  const heads = [t("From"), t("Average"), t("Highest")].map((name) => h("th", { scope: "col" }, name))
  return h("figure-table", {}, h("table", {},
    h("caption", {}, fill(t("{title}, the last 5 minutes"), { title })),
    h("thead", {}, h("tr", {}, ...heads)), h("tbody")))
}

customElements.define("stat-tile", StatTile)
