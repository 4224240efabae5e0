import "../app/conversation-list-state.js"
import { partnerOf, people, saidIn, titleOf } from "../models/conversation.js"
import { avatar, h, reconcile, setAvatar, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { t } from "../models/words.js"

/** The conversations I am in, the latest first, and the ways to a new one. */
class ConversationList extends HTMLElement {
  #stop = null
  #seen = null

  // Lifecycle

  connectedCallback() {
    this.addEventListener("click", this.#begin)
    this.addEventListener("focusin", this.#search)
    this.#stop = store.watch((state) => this.#render(state))
  }

  disconnectedCallback() {
    this.#stop()
  }

  // Actions

  #begin = async ({ target }) => {
    const kind = target.closest("[data-begin]")?.dataset.begin
    if (kind) (await import("./begin-dialog.js")).begin(kind)
  }

  #search = ({ target }) => target.id === "find" && import("./message-search.js").catch(() => {})

  // Rendering

  #render({ conversations, me }) {
    if (conversations === null || conversations === this.#seen) return
    this.#seen = conversations
    const shown = [...conversations.values()].filter(isShown).sort((a, b) => byActivity(a, b, me))
    reconcile(this.querySelector("ul"), shown, ({ id }) => id, () => h("li"), (item, one) => show(item, one, me))
    this.querySelector(".hint[data-none]").hidden = shown.length > 0
  }
}

const pathOf = ({ id }) => `/messages/${id}`

/** Somebody whom nothing was said to is listed only while one is there. */
function isShown(one) {
  return one.kind !== "direct" || one.messages > 0 || location.pathname === pathOf(one)
}

function byActivity(a, b, me) {
  const latest = ({ lastMessage }) => lastMessage?.createdAt ?? ""
  return latest(b).localeCompare(latest(a)) || titleOf(a, me).localeCompare(titleOf(b, me))
}

function show(item, conversation, me) {
  const title = titleOf(conversation, me)
  const face = partnerOf(conversation, me) ?? { username: conversation.id, displayName: title }
  if (!item.firstChild) {
    item.append(h("a", { href: pathOf(conversation), "data-kind": conversation.kind }, avatar(face),
      h("span", { class: "title", dir: "auto" }), h("span", { class: "badge" }), h("span", { class: "hint last", dir: "auto" })))
  }
  const link = item.firstChild
  const [, name, badge, last] = link.children
  const { unread } = conversation
  setAvatar(link, face)
  setText(name, title)
  badge.hidden = !unread
  if (unread && badge.dataset.count !== String(unread)) {
    badge.dataset.count = unread
    badge.replaceChildren(unread > 99 ? "99+" : String(unread), h("span", { class: "unseen" }, ` ${t("unread")}`))
  }
  setText(last, previewOf(conversation, me))
  if (location.pathname === link.pathname) link.setAttribute("aria-current", "page")
}

function previewOf({ kind, lastMessage, ...conversation }, me) {
  if (!lastMessage) return kind === "direct" ? t("Nothing said yet") : people(conversation)
  const { author, deleted } = lastMessage
  const who = author?.id === me.id ? `${t("You")}: ` : kind === "direct" || !author ? "" : `${author.displayName}: `
  return who + (deleted ? t("deleted a message") : saidIn(lastMessage))
}

customElements.define("conversation-list", ConversationList)
