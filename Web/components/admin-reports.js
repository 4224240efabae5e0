import { isMeant, suspend } from "../app/admin-acts.js"
import { ask } from "../app/api.js"
import { avatar, h, nameLink, setMedia } from "../app/dom.js"
import { store } from "../app/live.js"
import { ago, inFull } from "../app/timing.js"
import { fill, t } from "../models/words.js"
import "./media-grid.js"
import "./paged-list.js"
import { say } from "./status-line.js"

const TOLD = {
  post: t("{reporter} reported a post by {author}"),
  message: t("{reporter} reported a message by {author}"),
  user: t("{reporter} reported {author}"),
}
const QUESTIONS = { post: t("Remove this post?"), message: t("Remove this message?") }
const ENDS = { removed: t("Removed by {name}"), dismissed: t("Dismissed by {name}"), acted: t("Settled by {name}") }

/** What a report is about: all reports about it are decided together. */
const subjectOf = ({ kind, post, conversation, seq, author }) => [kind, post ?? conversation ?? author.id, seq].join(" ")

/** A sentence with elements in the place of its values. */
const sentence = (text, nodes) => text.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 1 ? nodes[part] : part))

/** What people reported, as it was then, and what can be done about it. */
class AdminReports extends HTMLElement {
  #list = document.createElement("paged-list")
  #fresh = h("button", { class: "button small", type: "button", hidden: true, onclick: () => this.#showFresh() }, t("Show new reports"))
  #state = "open"
  #known = null // reports that wait, as told last
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

  /** Those that come are shown at once where nothing is read, else when one wants to. */
  #follow = ({ me, openReports: open }) => {
    if (!me) return // not known yet
    const hasMore = open > (this.#known ?? open)
    this.#known = open
    if (!hasMore || this.#state !== "open") return
    if (this.querySelector(".report")) this.#fresh.hidden = false
    else this.#open("open")
  }

  #choose(state, button) {
    for (const other of button.parentNode.children) other.setAttribute("aria-pressed", String(other === button))
    this.#open(state)
  }

  #open(state) {
    this.#state = state
    this.#fresh.hidden = true
    const empty = state === "open" ? t("Nothing waits for you.") : t("Nothing was decided yet.")
    return this.#list.open(`/api/admin/reports?state=${state}`, (report) => this.#row(report), empty)
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
    const buttons = row.querySelectorAll("button")
    for (const button of buttons) button.disabled = true
    try {
      await ask("PATCH", `/api/admin/reports/${report.id}`, { state })
      if (state !== "acted") say(state === "removed" ? t("Removed.") : t("Dismissed."))
      this.#drop(report)
    } catch (error) {
      say(fill(t("Nothing was changed. {why}"), { why: error.advice }))
      for (const button of buttons) button.disabled = false
      if (error.code === "forbidden") this.#drop(report) // somebody else was faster
    }
  }

  #drop(report) {
    const same = [...this.querySelectorAll(".report")].filter(({ dataset }) => dataset.subject === subjectOf(report))
    for (const row of same) this.#list.drop(row)
  }

  // Rendering

  #row(report) {
    const { kind, reporter, author, reason, evidence, createdAt, state, settledBy } = report
    const row = h("li", { class: "card report", "data-subject": subjectOf(report) },
      h("p", {}, ...sentence(TOLD[kind], { reporter: nameLink(reporter), author: nameLink(author) }), " ",
        h("time", { class: "hint", datetime: createdAt, title: inFull(Date.parse(createdAt)) }, ago(Date.parse(createdAt), Date.now()))),
      h("p", { class: "reason", dir: "auto" }, reason))
    const text = h("p", { class: "text", dir: "auto" }, evidence.text)
    row.append(h("blockquote", {},
      h("p", { class: "hint" }, fill(t("{name} (@{username}), {when}, as it was when it was reported:"),
        { name: evidence.displayName, username: evidence.username, when: inFull(Date.parse(evidence.createdAt)) })), ...this.#picture(evidence), text))
    setMedia(text, evidence.media)
    row.append(state === "open" ? this.#acts(report, row)
      : h("p", { class: "hint" }, fill(ENDS[state], { name: settledBy.displayName })))
    return row
  }

  /** The profile picture of who is reported. */
  #picture({ username, displayName, avatar: shown }) {
    if (!shown) return []
    const image = avatar({ username, displayName, avatar: shown.replace(/-128\.webp$/, "-512.webp") })
    image.style.setProperty("--avatar-size", "8rem") // large enough to judge it
    image.alt = fill(t("The profile picture of {name}"), { name: displayName })
    return [image]
  }

  #acts(report, row) {
    const { kind, author } = report
    const button = (words, run, danger = "") => h("button", { class: `button small ${danger}`, type: "button", onclick: run }, words)
    return h("p", { class: "actions" },
      ...(kind === "user" ? [] : [button(t("Remove"), () => this.#settle(report, "removed", row), "danger")]),
      button(fill(t("Suspend {name}"), { name: author.displayName }), () => this.#suspend(report, row), "danger"),
      button(t("Dismiss"), () => this.#settle(report, "dismissed", row)))
  }
}

customElements.define("admin-reports", AdminReports)
