import { places } from "./router.js"

/** Where somebody is on a page is kept with its entry of the history: the way back and a reload lead there again. */
const SETTLES_AFTER = 300 // ms without scrolling after which it is noted
const PATIENCE = 10_000 // ms in which a page may become as long as it was
const SIGNS = ["wheel", "touchmove", "pointerdown", "keydown"] // somebody goes elsewhere
let waiting = null // ends the wait for what is not there yet
let isLeaving = false // a link was followed: what it closes is not where one was
let leaving = null // the time in which it has to lead somewhere

const view = (part) => document.querySelector(part)

/** The first thing of a list that is in view, and how far from the upper edge, in pixels. */
function anchor() {
  const first = [...document.querySelectorAll("main [data-id]")].find((one) => one.getBoundingClientRect().bottom > 0)
  return first && scrollY > 0 ? { id: first.dataset.id, offset: first.getBoundingClientRect().top } : {}
}

/** The seq of the message in the middle of a log, 0 at its end; undefined where there is none. */
function middle() {
  const log = view("message-log .log")
  if (!log?.querySelector("[data-seq]")) return undefined
  if (view("message-log .pill").hidden) return 0
  const { top, bottom } = log.getBoundingClientRect()
  const isBelow = (one) => one.getBoundingClientRect().bottom > (top + bottom) / 2
  return Number([...log.querySelectorAll("[data-seq]")].find(isBelow)?.dataset.seq ?? 0)
}

/** What is looked for in a page, or in all of them. */
function sought() {
  const field = view(".search-dialog[open] [type=search]") ?? view("main [type=search]")
  const among = view(".search-dialog [aria-selected=true]")?.id
  return field?.value ? { field: field.id, query: field.value, among } : undefined
}

/** Notes where one is. */
function note() {
  if (waiting || isLeaving || !places.isShown()) return // it is not there yet, or not any more
  history.replaceState({ scrollTop: scrollY, ...anchor(), seq: middle(), sought: sought() }, "")
}

/** Goes to where one was, as soon as that is there, unless one goes elsewhere meanwhile. @param {object | null} state */
function restore(state) {
  waiting?.abort()
  isLeaving = false
  const { scrollTop = 0, id, offset, sought: wanted } = state ?? {}
  scrollTo(0, scrollTop)
  if (wanted) seek(wanted)
  if (scrollTop === 0) return
  const ends = new AbortController()
  waiting = ends
  ends.signal.addEventListener("abort", () => { waiting = waiting === ends ? null : waiting })
  const grows = new ResizeObserver(() => isThere({ scrollTop, id, offset }) && ends.abort())
  ends.signal.addEventListener("abort", () => grows.disconnect())
  for (const sign of SIGNS) addEventListener(sign, () => ends.abort(), { passive: true, signal: ends.signal })
  setTimeout(() => ends.abort(), PATIENCE)
  grows.observe(view("main"))
}

function isThere({ scrollTop, id, offset }) {
  const found = id && view(`main [data-id="${CSS.escape(id)}"]`)
  if (found) scrollBy(0, found.getBoundingClientRect().top - offset)
  else scrollTo(0, scrollTop)
  return found ? Math.abs(found.getBoundingClientRect().top - offset) < 2 : Math.abs(scrollY - scrollTop) < 2
}

/** Looks again for what was looked for. */
async function seek({ field, query, among }) {
  if (among) (await import("../components/search-dialog.js")).showSearch()
  else await Promise.all(["people-search", "conversation-list"].filter(view).map((tag) => customElements.whenDefined(tag)))
  const input = document.getElementById(field)
  if (!input || input.value) return
  if (field === "find") await import("../components/message-search.js")
  input.value = query
  input.dispatchEvent(new Event("input", { bubbles: true }))
  if (among) document.getElementById(among)?.click()
}

function leave({ target, button, ctrlKey, metaKey, shiftKey, altKey }) {
  const link = target.closest?.("a[href]")
  if (!link || link.target || link.hash || link.hasAttribute("download") || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return
  note()
  isLeaving = true
  clearTimeout(leaving)
  leaving = setTimeout(() => { isLeaving = false }, PATIENCE) // it led nowhere
}

/** Notes it whenever somebody has scrolled, looked for something, or leaves. */
function keepPlace() {
  let timer = null
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(note, SETTLES_AFTER)
  }
  for (const sign of ["scroll", "close"]) addEventListener(sign, soon, { capture: true, passive: true })
  addEventListener("input", ({ target }) => target.type === "search" && soon())
  addEventListener("click", leave, { capture: true })
  Object.assign(places, { note, restore })
  history.scrollRestoration = "manual"
  if (history.state) restore(history.state)
}

keepPlace()
