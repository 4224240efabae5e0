import { say } from "../components/status-line.js"
import { Shortcuts } from "../models/shortcuts.js"
import { t } from "../models/words.js"
import { navigate } from "./navigate.js"

const KEPT_AS = "hubbub.shortcuts" // of this browser: what is at hand differs from device to device
const STEPS = "main [role=article], main .log .message" // what `j` and `k` go through
const REPEATED = new Set(["next", "previous"]) // what a key that is held goes on doing
const UNDER_BARS = 80 // px at the top in which the shell may cover what is there

const shortcuts = new Shortcuts()
let unkept = true // where this browser keeps nothing: as it was switched in this tab

/** Whether keys are shortcuts in this browser; one switch for all its tabs. */
export function areOn() {
  try {
    return localStorage.getItem(KEPT_AS) !== "off"
  } catch {
    return unkept
  }
}

/** @param {boolean} isOn */
export function setOn(isOn) {
  unkept = isOn
  try {
    if (isOn) localStorage.removeItem(KEPT_AS)
    else localStorage.setItem(KEPT_AS, "off")
  } catch {} // it holds for this tab
}

/** Whether a key belongs to what has the focus, to the browser, or to a dialog. */
function isTaken({ target, defaultPrevented, ctrlKey, metaKey, altKey, isComposing }) {
  if (defaultPrevented || ctrlKey || metaKey || altKey || isComposing) return true
  if (target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, video, audio, [contenteditable]")) return true
  return document.querySelector("dialog[open], more-menu ul:not([hidden])") !== null
}

const focused = () => document.activeElement?.closest(STEPS) ?? null

/** The post in question: the one with the focus, else the only one there is. */
function post() {
  const posts = document.querySelectorAll("main post-card")
  return document.activeElement?.closest("post-card") ?? (posts.length === 1 ? posts[0] : null)
}

function withPost(act) {
  const card = post()
  return card ? act(card) : say(t("Choose a post first, with j or k."))
}

function inView(element) {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > UNDER_BARS && top < innerHeight
}

/** Goes to the next or the previous one; from nowhere, to the first or the last that can be seen. */
function step(by) {
  const all = [...document.querySelectorAll(STEPS)]
  const from = all.indexOf(focused())
  const seen = all.filter(inView)
  const target = from >= 0 ? all[from + by] : seen.at(by > 0 ? 0 : -1)
  if (!target) return
  target.focus({ preventScroll: true })
  const isTall = target.offsetHeight > innerHeight - UNDER_BARS
  target.scrollIntoView({ block: isTall ? "start" : "nearest" })
}

function comment(card) {
  const { pathname } = card.querySelector('footer a[href^="/p/"]')
  if (location.pathname !== pathname) return navigate(`${pathname}#comment`)
  document.querySelector("#comment")?.focus()
}

/** Answers the message with the focus, else begins a new one. */
async function answer(view) {
  const part = document.activeElement?.closest(".message")
  const message = part && view.log.itemOf(part)
  if (!message?.seq || message.deleted) return view.form.elements.text.focus()
  const { answer: begin } = await import("./message-tools.js")
  begin(view, message)
}

const acts = {
  next: () => step(1),
  previous: () => step(-1),
  like: () => withPost((card) => card.querySelector(".like").click()),
  reply() {
    const view = document.querySelector("main conversation-view")
    return view?.log?.isConnected ? answer(view) : withPost(comment)
  },
  write: () => location.pathname === "/new" || navigate("/new"),
  search: () => document.querySelector("[data-search]").click(),
  go: (path) => navigate(path),
  legend: async () => (await import("../components/shortcut-legend.js")).showLegend(),
}

addEventListener("keydown", (event) => {
  if (isTaken(event) || !areOn()) return
  const found = shortcuts.press(event.key, event.timeStamp)
  if (!found) return
  event.preventDefault()
  if (event.repeat && !REPEATED.has(found.act)) return
  Promise.resolve(acts[found.act]?.(found.path)).catch(() => say(t("That cannot be loaded right now.")))
})
addEventListener("focusin", ({ target }) => target.localName !== "main" && shortcuts.opened()) // `main` has it while more is to come
