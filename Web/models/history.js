export const KEPT_FOR = 5 * 60_000 // ms
export const POINTS_MAX = 300 // one a second for as long
const GAP = 5_000 // ms without a point, over which no line is drawn
const ROW_SPAN = 15_000 // ms that share a row of the table

/** The last minutes of one figure. A null is a moment of which nothing is known. */
export class History {
  #points = [] // {time: ms since 1970, value: number | null}, oldest first

  get size() { return this.#points.length }

  /** @param {number} time ms since 1970 @param {number?} value 0 or more */
  add(time, value) {
    // A clock that was set back takes along what would lie in the future.
    const kept = this.#points.filter((point) => point.time > time - KEPT_FOR && point.time < time)
    this.#points = [...kept.slice(1 - POINTS_MAX), { time, value }]
  }

  /**
   * As a table, newest first.
   * @returns {{time: number, average: number, highest: number}[]} `time` is when the span begins, ms
   */
  get rows() {
    const spans = new Map()
    for (const { time, value } of this.#points) {
      if (value === null) continue
      const start = time - (time % ROW_SPAN)
      spans.set(start, [...(spans.get(start) ?? []), value])
    }
    return [...spans].reverse().map(([time, values]) => ({
      time,
      average: values.reduce((sum, value) => sum + value, 0) / values.length,
      highest: Math.max(...values),
    }))
  }

  /**
   * As SVG paths. The line begins at nought, and its highest point touches the upper edge.
   * @param {number} now ms since 1970, the right edge
   * @param {number} width @param {number} height in SVG units
   * @returns {{line: string, area: string}} both empty where there is nothing to draw
   */
  paths(now, width, height) {
    const seen = this.#points.filter(({ time }) => time >= now - KEPT_FOR)
    const highest = Math.max(...seen.map(({ value }) => value ?? 0)) || 1
    const x = ({ time }) => tenths((1 - (now - time) / KEPT_FOR) * width)
    const y = ({ value }) => tenths(height - (value / highest) * height)
    let [line, area] = ["", ""]
    for (const stretch of stretches(seen)) {
      const drawn = `M${stretch.map((point) => `${x(point)} ${y(point)}`).join("L")}`
      line += drawn
      area += `${drawn}V${height}H${x(stretch[0])}Z`
    }
    return { line, area }
  }
}

/** Points that follow each other without a gap. */
function stretches(points) {
  const found = []
  let last = { time: -Infinity, value: null }
  for (const point of points) {
    if (last.value === null || point.time - last.time > GAP) found.push([])
    if (point.value !== null) found.at(-1).push(point)
    last = point
  }
  return found.filter(({ length }) => length > 0)
}

function tenths(number) {
  return Math.round(number * 10) / 10
}
