import { h, reconcile, setText } from "../app/dom.js"

/** A table whose rows come and go; what it says while there are none stands in the page. */
class FigureTable extends HTMLElement {
  /** @param {{key: string, name: string, hint?: string, cells: string[]}[]} rows in their order */
  show(rows) {
    reconcile(this.querySelector("tbody"), rows, ({ key }) => key, make, update)
    const empty = this.querySelector("[data-empty]")
    if (empty) empty.hidden = rows.length > 0
  }
}

function make({ hint, cells }) {
  const name = h("th", { scope: "row" }, h("span", { dir: "auto" }))
  if (hint !== undefined) name.append(" ", h("span", { class: "hint" }))
  return h("tr", {}, name, ...cells.map(() => h("td")))
}

function update(row, { name, hint, cells }) {
  const [title, ...figures] = row.children
  setText(title.firstChild, name)
  if (hint !== undefined) setText(title.lastChild, hint)
  figures.forEach((figure, index) => setText(figure, cells[index]))
}

customElements.define("figure-table", FigureTable)
