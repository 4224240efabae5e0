import { fill, t } from "../models/words.js"
import { h } from "./dom.js"
import { ago, inFull } from "./timing.js"

const SHAPES = { online: "●", idle: "◐", offline: "○" }
const WORDS = { online: t("online"), idle: t("idle"), offline: t("offline") }

/** Whether somebody is here, as a shape and a word. @returns {HTMLElement} for `showPresence` */
export function presenceMark() {
  return h("span", { class: "presence" }, h("span", { class: "dot", "aria-hidden": "true" }), h("span"))
}

/** @param {HTMLElement} mark @param {{state: string, since: string?}} presence */
export function showPresence(mark, { state, since }) {
  const [dot, words] = mark.children
  const then = since ? Date.parse(since) : null
  const told = state === "offline" && then !== null ? `${WORDS[state]} · ${ago(then, Date.now())}` : WORDS[state]
  if (dot.textContent !== SHAPES[state]) dot.textContent = SHAPES[state]
  if (words.textContent !== told) words.textContent = told
  if (mark.dataset.state !== state) mark.dataset.state = state
  if (then !== null) mark.title = fill(t("since {time}"), { time: inFull(then) })
}
