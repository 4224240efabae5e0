import { saidIn } from "../models/conversation.js"
import { fill, t } from "../models/words.js"
import { avatar, h, nameLink, reconcile, setAvatar, setMedia, setText, setWritten } from "./dom.js"
import { clockTime, dayName, inFull } from "./timing.js"

const FOLDED = t("A message by somebody whom you have blocked.")
const DELETED = t("This message was deleted.")

/** @param {object} row of `rowsOf` */
export function makeItem({ kind, item, time }) {
  if (kind === "day") return h("li", { class: "day" }, dayName(time))
  if (kind === "unread") return h("li", { class: "day unread-line" }, t("New messages"))
  const head = item.author ? nameLink(item.author, { class: "author" }) : h("span", { class: "author" }, t("Somebody"))
  return h("li", { class: "message", tabindex: "-1", "data-seq": item.seq }, ...(item.author ? [avatar(item.author)] : []),
    h("p", { class: "head" }, head, makeTime(item, time)), h("p", { class: "text", dir: "auto" }))
}

/** Out of the reading order: whoever listens wants words, not minutes. */
function makeTime({ createdAt }, time) {
  return h("time", { datetime: createdAt, title: inFull(time), "aria-hidden": "true" }, clockTime(time))
}

/** What a message says, where it is only pointed at. @param {object?} message undefined while it is read */
export function quoted(message) {
  if (!message) return message === null ? t("A message that cannot be read") : "…"
  return message.deleted ? DELETED : `${message.author?.displayName ?? t("Somebody")}: ${saidIn(message)}`
}

/**
 * @param {HTMLElement} element made by `makeItem`
 * @param {object} row
 * @param {{isFolded: boolean, me: object, quote?: object, seen?: {words: string, names: string}}} how
 */
export function showItem(element, { kind, item, time, isFirst, isMine }, { isFolded, me, quote, seen }) {
  const [text] = element.getElementsByClassName("text")
  const isGone = item.deleted || isFolded
  setWritten(text, item.deleted ? DELETED : isFolded ? FOLDED : item.text)
  for (const link of text.children) link.classList.toggle("named", link.pathname === `/u/${me.username}`)
  setMedia(text, isGone ? [] : item.media)
  const { classList, dataset } = element
  classList.toggle("first", isFirst)
  classList.toggle("mine", isMine)
  classList.toggle("deleted", isGone === true)
  if (item.seq) dataset.seq = item.seq
  if (item.author) {
    setAvatar(element, item.author)
    setText(element.querySelector(".author"), item.author.displayName)
  }
  const now = element.querySelector("time")
  if (now.dateTime !== item.createdAt) now.replaceWith(makeTime(item, time))
  const act = (name, act, ...kids) => h("button", { type: "button", class: name, "data-act": act }, ...kids)
  const isAnswer = item.replyTo && !isGone
  const answered = part(element, "quote", isAnswer, () => text.before(act("quote", "jump")))
  if (isAnswer) setText(answered, quoted(quote))
  const state = part(element, "state", kind === "pending", () => text.before(h("p", { class: "state" })))
  if (state) showState(state, item, act)
  part(element, "unfold", isFolded, () => element.append(act("quiet unfold", "unfold", t("Show it"))))
  part(element, "edited", item.editedAt && !isGone, () => text.after(h("span", { class: "hint edited" }, t("edited"))))
  const counts = isGone ? [] : Object.entries(item.reactions ?? {})
  const reactions = part(element, "reactions", counts.length > 0, () => element.append(h("div", { class: "reactions", "aria-live": "off" })))
  if (reactions) {
    reconcile(reactions, counts, ([emoji]) => emoji, ([emoji]) => act("reaction", "react", emoji, " ", h("span")), (button, [emoji, count]) => {
      button.dataset.emoji = emoji
      setText(button.lastChild, String(count))
      button.setAttribute("aria-pressed", String(item.mine?.includes(emoji) ?? false))
    })
  }
  const place = part(element, "seen", seen, () => element.append(seen.names
    ? act("quiet seen", "seen") : h("span", { class: "hint seen" })))
  if (!seen) return
  place.setAttribute("aria-live", "off")
  place.title = seen.names
  setText(place, place.ariaExpanded === "true" ? fill(t("Seen by {names}"), seen) : seen.words)
}

/** A part that is there only while it is wanted. */
function part(element, name, isWanted, make) {
  const parts = element.getElementsByClassName(name)
  if (isWanted && !parts[0]) make()
  if (!isWanted) parts[0]?.remove()
  return parts[0]
}

function showState(place, { state, error }, act) {
  if (place.dataset.state === state) return
  place.dataset.state = state
  place.replaceChildren(...(state === "sending" ? [t("Sending…")] : [h("span", { role: "alert" }, `${t("Not sent.")} ${error} `),
    act("quiet", "retry", t("Try again")), act("quiet", "discard", t("Delete"))]))
}
