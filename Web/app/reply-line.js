import { fill, t } from "../models/words.js"
import { h } from "./dom.js"
import { quoted } from "./message-item.js"

/** Above the line that one writes in: what is being answered. @param {object} message @param {() => void} cancel */
export function replyLine(message, cancel) {
  return h("div", { class: "answering" }, h("p", { class: "hint", dir: "auto" }, fill(t("Answering {message}"), { message: quoted(message) })),
    h("button", { class: "quiet", type: "button", onclick: cancel }, t("Do not answer it")))
}
