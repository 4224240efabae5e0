import { partnerOf, titleOf } from "../models/conversation.js"
import { piecesOf } from "../models/search.js"
import { t } from "../models/words.js"
import { ask } from "./api.js"
import { avatar, h } from "./dom.js"
import { store } from "./live.js"
import { ago, inFull } from "./timing.js"

const PAGE = 30 // found ones read at once

/** Asks the server. @param {string} query @param {string} kind @param {string?} before */
export function readFound(query, kind, before) {
  const older = before === null ? "" : `&before=${encodeURIComponent(before)}`
  return ask("GET", `/api/search?query=${encodeURIComponent(query)}&in=${kind}&limit=${PAGE}${older}`)
}

/** One that was found, as a link to where it is. @param {object} found `{message | post | user, snippet?, marks?}` */
export function foundRow(found) {
  if (found.message) return messageRow(found)
  return found.post ? postRow(found) : personRow(found)
}

/** @param {object} found @returns {string} the same for the same one */
export function keyOf({ message, post, user }) {
  return (message ?? post ?? user).id
}

function messageRow({ message, snippet, marks }) {
  const { me, conversations } = store.state
  const talk = conversations?.get(message.conversation)
  const title = talk ? titleOf(talk, me) : t("A conversation")
  const partner = talk && partnerOf(talk, me)
  const face = partner ?? (talk ? { username: talk.id, displayName: title } : message.author)
  const isMine = message.author?.id === me?.id
  const who = isMine ? `${t("You")}: ` : partner ? "" : `${message.author?.displayName ?? t("Somebody who left")}: ` // the title says it
  return row(`/messages/${message.conversation}?at=${message.seq}`, face, title, message.createdAt,
    who, ...marked(snippet, marks))
}

function postRow({ post, snippet, marks }) {
  return row(`/p/${post.id}`, post.author, post.author.displayName, post.createdAt, ...marked(snippet, marks))
}

function personRow({ user, snippet, marks }) {
  const about = snippet ? [" ", ...marked(snippet, marks)] : []
  return row(`/u/${user.username}`, user, user.displayName, null, `@${user.username}`, ...about)
}

function row(href, face, title, createdAt, ...content) {
  const time = createdAt === null ? "" : h("time", { class: "hint", datetime: createdAt, title: inFull(Date.parse(createdAt)) },
    ago(Date.parse(createdAt), Date.now()))
  return h("li", {}, h("a", { class: "found", href }, face ? avatar(face) : "",
    h("span", { class: "title", dir: "auto" }, title), time, h("span", { class: "snippet", dir: "auto" }, ...content)))
}

function marked(snippet, marks) {
  return piecesOf(snippet, marks).map(({ text, isMarked }) => (isMarked ? h("mark", {}, text) : text))
}
