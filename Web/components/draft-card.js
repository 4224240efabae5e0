import { avatar, h, setMedia, setText } from "../app/dom.js"
import { hurry, store } from "../app/live.js"
import { dropMedia } from "../app/media-wire.js"
import { deliverPost } from "../app/outgoing.js"
import { navigate } from "../app/navigate.js"
import { Draft } from "../models/draft.js"
import { t } from "../models/words.js"

const WORDS = {
  sending: () => t("Posting…"),
  waiting: () => t("Not posted yet. It goes out when the server answers."),
  refused: (error) => `${t("Not posted.")} ${error}`,
}

/** One's own post that the server has not taken yet, and looks it. */
class DraftCard extends HTMLElement {
  #draft = null
  #parts = null

  // Lifecycle

  connectedCallback() {
    this.setAttribute("role", "article")
    this.tabIndex = 0
  }

  // Actions

  #retry = () => (this.#draft.state === "waiting" ? hurry() : deliverPost(this.#draft.key))

  #discard = () => store.dispatch({ event: "draft_dropped", data: { key: this.#draft.key } })

  #forget = () => {
    this.#discard()
    dropMedia(this.#draft.media)
  }

  #edit = async () => {
    const { text, media } = this.#draft
    new Draft("post", localStorage).text = text
    if (media?.length > 0) (await (await import("../app/attaching.js")).trayOf("post")).restore(media)
    this.#discard()
    navigate("/new")
  }

  // Rendering

  /** @param {object} state @param {{key, text, media, state, error}} draft */
  show({ me }, draft) {
    if (draft === this.#draft) return
    this.#parts ??= this.#build(me, draft)
    this.#draft = draft
    this.dataset.state = draft.state
    setText(this.#parts.note, WORDS[draft.state](draft.error))
    this.#parts.actions.hidden = draft.state === "sending"
  }

  // Private

  #build(me, draft) {
    const noteId = `note-${draft.key}`
    const note = h("p", { class: "note", id: noteId })
    const button = (words, run) => h("button", { class: "quiet", type: "button", onclick: run }, words)
    const actions = h("div", { class: "actions" }, button(t("Try again"), this.#retry),
      button(t("Edit"), this.#edit), button(t("Discard"), this.#forget))
    const text = h("p", { class: "text", dir: "auto" }, draft.text)
    this.append(
      h("header", {}, avatar(me), h("p", { class: "byline" }, h("strong", { dir: "auto" }, me.displayName))),
      text, h("footer", {}, note, actions))
    setMedia(text, draft.media)
    this.setAttribute("aria-label", t("Your post"))
    this.setAttribute("aria-describedby", noteId)
    return { note, actions }
  }
}

customElements.define("draft-card", DraftCard)
