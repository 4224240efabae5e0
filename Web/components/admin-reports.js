import { isMeant, suspend } from "../app/admin-acts.js"
import { ask } from "../app/api.js"
import { h } from "../app/dom.js"
import { store } from "../app/live.js"
import { reportRow, setOff, subjectOf } from "../app/report-row.js"
import { fill, t } from "../models/words.js"
import "./media-grid.js"
import "./paged-list.js"
import { say } from "./status-line.js"

const LOOKED_AT = 50 // reports that wait, looked at when their number changes
const QUESTIONS = { post: t("Remove this post?"), message: t("Remove this message?") }

/** Whether a refusal says that somebody else was faster. @param {{code: string, field?: string}} error */
const isLate = ({ code, field }) => code === "not_found" || (code === "forbidden" && field === "state")

/** What people reported, as it was then, and what can be done about it. */
class AdminReports extends HTMLElement {
  #list = document.createElement("paged-list")
  #fresh = h("button", { class: "button small", type: "button", hidden: true, onclick: () => this.#showFresh() }, t("Show new reports"))
  #state = "open"
  #known = null // reports that wait, as told last
  #status = null // of the connection
  #turn = 0 // of several looks, the last one counts
  #busy = new Set() // what is being decided here
  #unwatch = null

  // Lifecycle

  connectedCallback() {
    const choices = [["open", t("Waiting")], ["settled", t("Decided")]].map(([state, words]) => h("button", {
      class: "button small", type: "button", "aria-pressed": String(state === "open"),
      onclick: ({ currentTarget }) => this.#choose(state, currentTarget),
    }, words))
    this.replaceChildren(h("p", { class: "actions", role: "group", "aria-label": t("Which reports") }, ...choices), this.#fresh, this.#list)
    this.#open("open")
    this.#unwatch = store.watch(this.#follow)
  }

  disconnectedCallback() {
    this.#unwatch?.()
  }

  #follow = ({ openReports: open, connection: { status } }) => {
    const isBack = status === "live" && this.#status === "waiting" // as many may wait, and be others
    this.#status = status
    if (open === null) return // not known yet
    const isOther = open !== (this.#known ?? open)
    this.#known = open
    if ((isOther || isBack) && this.#state === "open") this.#look()
  }

  #choose(state, button) {
    for (const other of button.parentNode.children) other.setAttribute("aria-pressed", String(other === button))
    this.#open(state)
  }

  #open(state) {
    this.#state = state
    this.#turn += 1
    this.#fresh.hidden = true
    const empty = state === "open" ? t("Nothing waits for you.") : t("Nothing was decided yet.")
    return this.#list.open(`/api/admin/reports?state=${state}`, (report) => this.#row(report), empty)
  }

  // What others do meanwhile

  /** Those that came are shown at once where nothing is read, else when one wants to. */
  async #look() {
    const turn = ++this.#turn
    const page = await ask("GET", `/api/admin/reports?state=open&limit=${LOOKED_AT}`).catch(() => null) // the next change asks again
    if (!page || turn !== this.#turn || !this.isConnected) return
    const [{ items, next }, rows] = [page, this.#rows]
    if (rows.length === 0) return items.length > 0 && this.#open("open")
    this.#fresh.hidden = !(items[0]?.id > rows[0].dataset.id) // an id says when it was made
    this.#markDecided(rows.filter(({ dataset }) => next === null || dataset.id >= items.at(-1).id), new Set(items.map(({ id }) => id)))
  }

  /** Says of rows in their place that another admin has decided them. */
  #markDecided(rows, waiting) {
    for (const row of rows) {
      if (waiting.has(row.dataset.id) || this.#busy.has(row.dataset.subject) || row.querySelector("[data-late]")) continue
      setOff(row, true)
      row.append(h("p", { class: "hint", "data-late": true }, t("Decided meanwhile")))
    }
  }

  // Actions

  async #showFresh() {
    await this.#open("open")
    this.querySelector(".report a, .report button")?.focus()
  }

  async #suspend(report, row) {
    if (await suspend(report.author, true) && report.kind === "user") this.#settle(report, "acted", row)
  }

  async #settle(report, state, row) {
    if (state === "removed" && !await isMeant({
      question: QUESTIONS[report.kind],
      detail: t("It disappears for everybody, and does not come back. What you see here is kept for half a year."),
      action: t("Remove"),
    })) return
    const subject = subjectOf(report)
    this.#busy.add(subject)
    setOff(row, true)
    try {
      await ask("PATCH", `/api/admin/reports/${report.id}`, { state })
      if (state !== "acted") say(state === "removed" ? t("Removed.") : t("Dismissed."))
      if (report.state === "open") this.#drop(subject)
      else this.#replace(subject, row, state)
    } catch (error) {
      say(fill(t("Nothing was changed. {why}"), { why: error.advice }))
      setOff(row, false)
      if (isLate(error)) this.#drop(subject)
    } finally {
      this.#busy.delete(subject)
    }
  }

  #drop(subject) {
    for (const row of this.#about(subject)) this.#list.drop(row)
    if (this.#rows.length === 0 && !this.#fresh.hidden) this.#showFresh()
  }

  /** Shows what became of those that had been decided before. */
  #replace(subject, pressed, state) {
    for (const row of this.#about(subject)) {
      const now = this.#row({ ...row.report, state, settledBy: store.state.me })
      row.replaceWith(now)
      if (row === pressed) now.querySelector("a").focus()
    }
  }

  // Rendering

  get #rows() {
    return [...this.querySelectorAll(".report")]
  }

  #about(subject) {
    return this.#rows.filter(({ dataset }) => dataset.subject === subject)
  }

  #row(report) {
    const { author, kind, state } = report
    const name = author.displayName
    const settle = (to) => (row) => this.#settle(report, to, row)
    const remove = { words: t("Remove"), of: name, isDanger: true, run: settle("removed") }
    const choices = {
      open: [remove, { words: fill(t("Suspend {name}"), { name }), isDanger: true, run: (row) => this.#suspend(report, row) },
        { words: t("Dismiss"), of: name, run: settle("dismissed") }],
      dismissed: [remove],
    }[state] ?? []
    const row = reportRow(report, choices.filter((choice) => kind !== "user" || choice !== remove))
    row.report = report
    return row
  }
}

customElements.define("admin-reports", AdminReports)
