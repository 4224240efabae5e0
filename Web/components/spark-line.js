const SVG = "http://www.w3.org/2000/svg"
const WIDTH = 100 // SVG units; drawn as wide as there is room
const HEIGHT = 24

/** The last minutes of a figure as a line. Whoever cannot see it has the table beside it. */
class SparkLine extends HTMLElement {
  #area = document.createElementNS(SVG, "path")
  #line = document.createElementNS(SVG, "path")

  // Lifecycle

  connectedCallback() {
    const svg = document.createElementNS(SVG, "svg")
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`)
    svg.setAttribute("preserveAspectRatio", "none")
    svg.setAttribute("aria-hidden", "true")
    this.#area.setAttribute("class", "area")
    svg.append(this.#area, this.#line)
    this.replaceChildren(svg)
  }

  // Rendering

  /** @param {import("../models/history.js").History} history @param {number} now ms since 1970 */
  show(history, now) {
    const { line, area } = history.paths(now, WIDTH, HEIGHT)
    this.#line.setAttribute("d", line)
    this.#area.setAttribute("d", area)
  }
}

customElements.define("spark-line", SparkLine)
