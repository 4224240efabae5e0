import { isMeant, suspend } from "../app/admin-acts.js"
import { ask } from "../app/api.js"
import { h, nameLink, setMedia } from "../app/dom.js"
import { ago, inFull } from "../app/timing.js"
import "./media-grid.js"
import "./paged-list.js"
import { say } from "./status-line.js"

const KINDS = { post: "a post", message: "a message" }
const ENDS = { removed: "Removed", dismissed: "Dismissed" }

/** What people reported, as it was then, and what can be done about it. */
class AdminReports extends HTMLElement {
  #list = document.createElement("paged-list")

  // Lifecycle

  connectedCallback() {
    const choices = [["open", "Waiting"], ["settled", "Decided"]].map(([state, words]) => h("button", {
      class: "button small", type: "button", "aria-pressed": String(state === "open"),
      onclick: ({ currentTarget }) => this.#choose(state, currentTarget),
    }, words))
    this.replaceChildren(h("p", { class: "actions", role: "group", "aria-label": "Which reports" }, ...choices), this.#list)
    this.#open("open")
  }

  #choose(state, button) {
    for (const other of button.parentNode.children) other.setAttribute("aria-pressed", String(other === button))
    this.#open(state)
  }

  #open(state) {
    const empty = state === "open" ? "Nothing waits for you." : "Nothing was decided yet."
    this.#list.open(`/api/admin/reports?state=${state}`, (report) => this.#row(report), empty)
  }

  // Actions

  async #settle(report, state, row) {
    if (state === "removed" && !await isMeant({
      question: `Remove ${KINDS[report.kind].replace("a ", "this ")}?`,
      detail: "It disappears for everybody, and does not come back. What you see here is kept for half a year.",
      action: "Remove",
    })) return
    try {
      await ask("PATCH", `/api/admin/reports/${report.id}`, { state })
      this.#list.drop(row)
      say(state === "removed" ? "Removed." : "Dismissed.")
    } catch (error) {
      say(`Nothing was changed. ${error.advice}`)
    }
  }

  // Rendering

  #row(report) {
    const { kind, reporter, author, reason, evidence, createdAt, state, settledBy } = report
    const row = h("li", { class: "card report" },
      h("p", {}, nameLink(reporter), kind === "user" ? " reported " : ` reported ${KINDS[kind]} by `, nameLink(author), " ",
        h("time", { class: "hint", datetime: createdAt, title: inFull(Date.parse(createdAt)) }, ago(Date.parse(createdAt), Date.now()))),
      h("p", { class: "reason", dir: "auto" }, reason))
    const text = h("p", { class: "text", dir: "auto" }, evidence.text)
    row.append(h("blockquote", {},
      h("p", { class: "hint" }, `${evidence.displayName} (@${evidence.username}), ${inFull(Date.parse(evidence.createdAt))}, as it was when it was reported:`), text))
    setMedia(text, evidence.media)
    row.append(state === "open" ? this.#acts(report, row)
      : h("p", { class: "hint" }, `${ENDS[state]}${settledBy ? ` by ${settledBy.displayName}` : ""}`))
    return row
  }

  #acts(report, row) {
    const { kind, author, post } = report
    const button = (words, run, danger = "") => h("button", { class: `button small ${danger}`, type: "button", onclick: run }, words)
    return h("p", { class: "actions" },
      ...(kind === "user" ? [] : [button("Remove", () => this.#settle(report, "removed", row), "danger")]),
      button(`Suspend ${author.displayName}`, () => suspend(author, true), "danger"),
      button("Dismiss", () => this.#settle(report, "dismissed", row)),
      ...(post ? [h("a", { class: "button small", href: `/p/${post}` }, "Open the post")] : []))
  }
}

customElements.define("admin-reports", AdminReports)
