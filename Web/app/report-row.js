import { fill, t } from "../models/words.js"
import { avatar, h, nameLink, setMedia } from "./dom.js"
import { ago, inFull } from "./timing.js"

const TOLD = {
  post: t("{reporter} reported a post by {author}"),
  message: t("{reporter} reported a message by {author}"),
  user: t("{reporter} reported {author}"),
}
const ENDS = { removed: t("Removed by {name}"), dismissed: t("Dismissed by {name}"), acted: t("Settled by {name}") }

/** What a report is about: all reports about it are decided together. @param {object} report */
export const subjectOf = ({ kind, post, conversation, seq, author }) => [kind, post ?? conversation ?? author.id, seq].join(" ")

/** A sentence with elements in the place of its values. */
const sentence = (text, nodes) => text.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 1 ? nodes[part] : part))

/**
 * A report with what it shows, and what became of it.
 * @param {object} report
 * @param {{words: string, of?: string, run: (row: HTMLLIElement) => void, isDanger?: boolean}[]} acts what may be
 *   done: whom it concerns (`of`) is read out where the words do not say it
 * @returns {HTMLLIElement}
 */
export function reportRow(report, acts) {
  const { kind, reporter, author, reason, evidence, createdAt, state, settledBy } = report
  const row = h("li", { class: "card report", "data-id": report.id, "data-subject": subjectOf(report) },
    h("p", {}, ...sentence(TOLD[kind], { reporter: nameLink(reporter), author: nameLink(author) }), " ",
      h("time", { class: "hint", datetime: createdAt, title: inFull(Date.parse(createdAt)) }, ago(Date.parse(createdAt), Date.now()))),
    h("p", { class: "reason", dir: "auto" }, reason))
  const text = h("p", { class: "text", dir: "auto" }, evidence.text)
  row.append(h("blockquote", {},
    h("p", { class: "hint" }, fill(t("{name} (@{username}), {when}, as it was when it was reported:"),
      { name: evidence.displayName, username: evidence.username, when: inFull(Date.parse(evidence.createdAt)) })), ...picture(evidence), text))
  setMedia(text, evidence.media)
  if (state !== "open") row.append(h("p", { class: "hint" }, fill(ENDS[state], { name: settledBy.displayName })))
  if (acts.length > 0) row.append(h("p", { class: "actions" }, ...acts.map((act) => button(act, row))))
  return row
}

/** Nothing is done with a report as long as something is, or once somebody has; its buttons keep the focus. */
export function setOff(row, isOff) {
  for (const one of row.querySelectorAll(".actions button")) one.setAttribute("aria-disabled", String(isOff))
}

function button({ words, of, run, isDanger }, row) {
  const onclick = ({ currentTarget }) => currentTarget.getAttribute("aria-disabled") !== "true" && run(row)
  return h("button", { class: `button small ${isDanger ? "danger" : ""}`, type: "button", onclick }, words,
    ...(of ? [h("span", { class: "unseen" }, ` ${of}`)] : []))
}

/** The profile picture of who is reported. */
function picture({ username, displayName, avatar: shown }) {
  if (!shown) return []
  const image = avatar({ username, displayName, avatar: shown.replace(/-128\.webp$/, "-512.webp") })
  image.style.setProperty("--avatar-size", "8rem") // large enough to judge it
  image.alt = fill(t("The profile picture of {name}"), { name: displayName })
  return [image]
}
