import { fill, t } from "../models/words.js"
import { drawing, h, icon, setText } from "./dom.js"

const OUTLINES = {
  remove: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  image: "M4.5 5.5h15v13h-15ZM5 16.5l4.5-5 4 4 2.5-2.5 3.5 4M15.5 9h.01",
  video: "M4.5 6.5h10v11h-10ZM14.5 11l5-3v8l-5-3",
  audio: "M9.5 17V6l9-1.5v11M9.5 17a2.5 2 0 1 1-5 0 2.5 2 0 0 1 5 0M18.5 15.5a2.5 2 0 1 1-5 0 2.5 2 0 0 1 5 0",
}

const WORDS = {
  queued: () => t("Waiting for its turn"),
  sending: ({ part }) => fill(t("Sending, {percent} %"), { percent: Math.floor(100 * part) }),
  making: () => t("Being made ready…"),
  ready: () => t("Ready"),
  failed: ({ error }) => error,
}
const MISSING = { poster: t("preview"), seconds: t("length"), width: t("size"), height: t("size") } // what a server without tools cannot make
const REMOVED = { camera: t("camera"), time: t("time"), name: t("name"), comment: t("comment"), software: t("software"), editing: t("editing") }
const ASKED = { image: t("Describe it for who cannot see it"), video: t("Describe it for who cannot see it"), audio: t("Describe it for who cannot hear it") }

/**
 * One file in a tray: what it is, how far it is, its description and what can be done with it.
 * @param {object} item of an UploadQueue
 * @param {{max: number, preview: Node, describe: (alt: string) => void, act: (name: string) => void}} how `max` in characters
 */
export function makeRow({ key, kind, name, alt }, { max, preview, describe, act }) {
  const called = name || t("What was added before")
  const button = (action, words, about, content = words) => h("button", { class: "quiet", type: "button", "data-do": action,
    onclick: () => act(action) }, content, h("span", { class: "unseen" }, about))
  const drawn = (action, words, picture) => button(action, words, `${words}: ${called}`, picture)
  const field = h("textarea", { id: `alt-${key}`, rows: "1", dir: "auto", maxlength: max, oninput: ({ target }) => describe(target.value) })
  field.value = alt
  return h("li", { tabindex: "-1" }, h("div", { class: "preview" }, preview), h("p", { class: "called", dir: "auto" }, called),
    h("p", { class: "hint now" }), h("progress", { max: 100, "aria-label": fill(t("Sending {name}"), { name: called }) }),
    h("div", { class: "doing" }, drawn("up", t("Move up"), icon("up")), drawn("down", t("Move down"), icon("down")),
      button("retry", t("Retry"), ` ${called}`), drawn("remove", t("Remove"), drawing(OUTLINES.remove))),
    h("div", { class: "alt" }, h("label", { for: field.id }, ASKED[kind]), field))
}

/** What a file looks like that cannot be shown. @param {string} kind */
export function symbol(kind) {
  return drawing(OUTLINES[kind])
}

/** @param {HTMLElement} row made by `makeRow` @param {object} item @param {{index: number, count: number}} place */
export function showRow(row, item, { index, count }) {
  const { state, part, media } = item
  row.dataset.state = state
  setText(row.querySelector(".now"), [WORDS[state](item), ...aboutMedia(media)].join(" · "))
  const progress = row.querySelector("progress")
  progress.hidden = state !== "sending" && state !== "making"
  if (state === "making") progress.removeAttribute("value")
  else progress.value = Math.floor(100 * part)
  const buttons = Object.fromEntries([...row.querySelectorAll("[data-do]")].map((button) => [button.dataset.do, button]))
  for (const [name, isLast] of [["up", index === 0], ["down", index === count - 1]]) {
    buttons[name].hidden = count < 2
    buttons[name].setAttribute("aria-disabled", String(isLast)) // it keeps the focus
  }
  buttons.retry.hidden = state !== "failed" || !item.canRetry
}

/** What the server took out of a file, and what it could not make. */
function aboutMedia(media) {
  const { removed = [], missing = [] } = media ?? {}
  return [...(removed.length > 0 ? [fill(t("Removed: {list}"), { list: removed.map((one) => REMOVED[one] ?? one).join(", ") })] : []),
    ...(missing.length > 0 ? [fill(t("Without {list}"), { list: [...new Set(missing.map((one) => MISSING[one] ?? one))].join(", ") })] : [])]
}
