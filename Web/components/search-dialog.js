import { openDialog } from "../app/dialog.js"
import { h } from "../app/dom.js"
import { t } from "../models/words.js"
import "./found-list.js"

const QUERY_MAX = 100 // characters
const TABS = [["messages", t("Messages")], ["posts", t("Posts")], ["people", t("People")]]

/** Finding messages, posts and people, from every page. */
class SearchDialog extends HTMLElement {
  #found = document.createElement("found-list")
  #tabs = TABS.map(([kind, words]) => h("button", { type: "button", role: "tab", id: `tab-${kind}`, "data-kind": kind,
    "aria-controls": "found", onclick: () => this.#turnTo(kind) }, words))

  // Lifecycle

  open() {
    const field = h("input", { id: "search-query", type: "search", autocomplete: "off", maxlength: QUERY_MAX, dir: "auto", enterkeyhint: "search" })
    const tabs = h("div", { role: "tablist", "aria-label": t("Among"), onkeydown: this.#keyed }, ...this.#tabs)
    const panel = h("div", { role: "tabpanel", id: "found", tabindex: "0" }, this.#found)
    this.#found.words.setAttribute("role", "status")
    const dialog = openDialog(this, t("Search"), h("label", { for: "search-query" }, t("Words, or how they begin")), field, tabs, panel,
      h("div", { class: "actions" }, h("button", { class: "button", type: "button", onclick: () => dialog.close() }, t("Close"))))
    dialog.classList.add("search-dialog")
    field.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), dialog.close()))
    this.#found.open(field, TABS[0][0], { label: t("Found") })
    this.#mark(TABS[0][0])
    field.focus()
  }

  // Actions

  #turnTo(kind) {
    this.#mark(kind)
    this.#found.search.turnTo(kind)
  }

  #keyed = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const target = { Home: 0, End: TABS.length - 1 }[event.key]
      ?? (step && (this.#tabs.indexOf(event.target) + step + TABS.length) % TABS.length)
    if (target === undefined) return
    event.preventDefault()
    this.#turnTo(TABS[target][0])
    this.#tabs[target].focus()
  }

  // Rendering

  #mark(kind) {
    for (const tab of this.#tabs) {
      const isHere = tab.dataset.kind === kind
      tab.setAttribute("aria-selected", String(isHere))
      tab.tabIndex = isHere ? 0 : -1
    }
    this.querySelector("[role=tabpanel]").setAttribute("aria-labelledby", `tab-${kind}`)
  }
}

customElements.define("search-dialog", SearchDialog)

/** Opens the search, once. */
export function showSearch() {
  if (document.querySelector("search-dialog")) return
  const element = document.createElement("search-dialog")
  document.body.append(element)
  element.open()
}
