import { ask } from "../app/api.js"
import { hold } from "../app/attaching.js"
import { h, reconcile, setText } from "../app/dom.js"
import { dress } from "../app/dress.js"
import { store } from "../app/live.js"
import { OwnFiles, look } from "../app/own-files.js"
import { clock } from "../app/timing.js"
import { makeRow, showRow } from "../app/tray-row.js"
import { upload } from "../app/upload.js"
import { limitsOf, mixtureProblem, sorted } from "../models/media-limits.js"
import { UploadQueue } from "../models/upload-queue.js"
import { fill, many, t } from "../models/words.js"
import { announce } from "./status-line.js"

const SAID_WITHIN = 2_000 // ms in which several files' news are said together

/** The server's side of a queue. */
const server = {
  send: async (file, name, watch) => {
    const { media } = await upload(`/api/media?${new URLSearchParams({ name })}`, file, { method: "POST", ...watch })
    return media
  },
  drop: (id) => ask("DELETE", `/api/media/${id}`),
  describe: (id, alt) => ask("PATCH", `/api/media/${id}`, { alt }),
}

/** Pictures, a video or a sound that go along with a text: on their way, described, in order. */
export class MediaTray extends HTMLElement {
  #queue = new UploadQueue(server, (items, changed) => this.#render(items, changed), clock)
  #own = new OwnFiles()
  #news = []
  #list = h("ol", { "aria-label": t("Goes along") })
  #problem = h("p", { class: "error", role: "alert" })
  #words = h("p", { class: "hint" })
  #stop = h("button", { class: "button small", type: "button", hidden: true, onclick: () => this.#queue.stop() }, t("Do not send yet"))

  // Lifecycle

  connectedCallback() {
    dress("media-tray")
    if (!this.firstChild) this.append(this.#list, h("div", { class: "waits" }, this.#problem, this.#words, this.#stop))
    this.#render(this.#queue.items)
  }

  disconnectedCallback() {
    this.#queue.stop()
  }

  get isEmpty() { return this.#queue.items.length === 0 }

  /** What is ready, in order; `local` is where this tab has a picture of its own. */
  get media() {
    const files = new Map(this.#queue.items.map(({ media, file }) => [media?.id, file]))
    return this.#queue.media.map((one) => this.#own.lend(one, files.get(one.id)))
  }

  // Actions

  /** @param {File[]} files those that cannot be taken are told of, and change nothing */
  async take(files) {
    this.#complain("")
    const limits = limitsOf(store.state.config)
    const kinds = () => this.#queue.items.map(({ kind }) => kind)
    const first = sorted(kinds(), files, limits)
    const seen = await Promise.all(first.taken.map(({ file }) => look(file)))
    const { taken, problems } = sorted(kinds(), seen, limits)
    for (const { file: { file, pixels } } of taken) this.#own.add(file, pixels)
    this.#queue.add(taken.map(({ file: { file }, name, kind }) => ({ file, name, kind })))
    this.#complain([...first.problems, ...problems].join(" "))
  }

  /** Takes back what was handed on and has not gone out. @param {object[]} media */
  restore(media) {
    this.#queue.restore(media)
  }

  /** @returns {Promise<boolean>} whether everything can go out now; false where something failed or it was thought better of */
  async settled() {
    this.#complain("")
    const settling = this.#queue.settled()
    if (this.#queue.isWaiting) announce(this.#words.textContent)
    if (!await settling) {
      const failed = this.querySelector("[data-state=failed]")
      if (failed) this.#complain(t("Not everything could be taken. Retry that, or take it out."))
      failed?.focus()
      return false
    }
    const problem = mixtureProblem(this.#queue.items.map(({ kind }) => kind), limitsOf(store.state.config))
    this.#complain(problem ?? "")
    return !problem
  }

  /** These were handed on. @param {object[]} media */
  clear(media) {
    this.#complain("")
    this.#queue.clear(media)
  }

  #act(key, name) {
    const row = this.#rowOf(key)
    const next = row.nextElementSibling ?? row.previousElementSibling
    if (name === "retry") {
      this.#queue.retry(key)
      row.focus()
    } else if (name === "remove") {
      this.#queue.remove(key)
      const target = next ?? this.parentNode?.querySelector("[data-attach]")
      target?.focus()
    } else {
      this.#queue.move(key, name === "up" ? -1 : 1)
      row.querySelector(`[data-do=${name}]`).focus() // what is moved loses it
    }
  }

  // Rendering

  #render(items, changed) {
    this.hidden = items.length === 0 && this.#problem.textContent === ""
    reconcile(this.#list, items, ({ key }) => String(key), (item) => this.#make(item),
      (row, item, index) => showRow(row, item, { index, count: items.length }))
    hold(this, items.length === 0)
    this.#showWait(items)
    if (changed) this.#tell(changed)
    this.#own.keep(items.map(({ file }) => file))
  }

  #showWait(items) {
    const { isWaiting } = this.#queue
    const ready = items.filter(({ state }) => state === "ready").length
    setText(this.#words, isWaiting
      ? fill(t("Goes out as soon as everything is ready: {ready} of {count}."), { ready, count: items.length }) : reminderOf(items))
    this.#stop.hidden = !isWaiting
  }

  #make(item) {
    const { key } = item
    return makeRow(item, { max: limitsOf(store.state.config).altCharacters, preview: this.#own.preview(item),
      describe: (alt) => this.#queue.describe(key, alt), act: (name) => this.#act(key, name) })
  }

  #rowOf(key) {
    return this.#list.children[this.#queue.items.findIndex((item) => item.key === key)]
  }

  /** Each file says once that it is ready or what is wrong; several within a moment say it together. */
  #tell({ item, state }) {
    if (state === "ready") this.#rowOf(item.key).querySelector(".preview").replaceChildren(this.#own.preview(item))
    if (state !== "ready" && state !== "failed") return
    if (this.#news.length === 0) clock.setTimeout(() => { this.#news = [] }, SAID_WITHIN)
    this.#news.push(state === "ready" ? fill(t("{name} is ready."), item) : `${item.name}: ${item.error}`)
    announce(this.#news.join(" "))
  }

  #complain(words) {
    setText(this.#problem, words)
    this.hidden = this.isEmpty && words === ""
  }
}

/** A friendly word, never a block. */
function reminderOf(items) {
  const bare = items.filter(({ alt }) => alt.trim() === "").length
  if (bare === 0) return ""
  const which = items.length === 1 ? t("It has no description yet.")
    : many(bare, { one: t("1 of {all} has no description yet."), other: t("{count} of {all} have no description yet.") }, { all: items.length })
  return `${which} ${t("It can go without, but then not everybody will know what it is.")}`
}

customElements.define("media-tray", MediaTray)
