import { ask } from "../app/api.js"
import { h, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { navigate } from "../app/navigate.js"
import { openDialog } from "../app/dialog.js"
import { t } from "../models/words.js"
import "./person-picker.js"

const TITLE_MAX = 80 // characters

/** Beginning a conversation: with one person, with several, or in a room. */
class BeginDialog extends HTMLElement {
  #chosen = new Map() // username -> user

  /** @param {"direct" | "group"} kind */
  open(kind) {
    const error = h("p", { class: "error", role: "alert" })
    const picker = document.createElement("person-picker")
    const isGroup = kind === "group"
    const title = h("input", { id: "group-title", name: "title", required: true, maxlength: TITLE_MAX, autocomplete: "off", dir: "auto" })
    const chosen = h("ul", { class: "chosen", "aria-label": t("In the group") })
    const form = h("form", {},
      ...(isGroup ? [h("label", { for: "group-title" }, t("Title of the group")), title] : []),
      picker, ...(isGroup ? [chosen] : []), error,
      h("div", { class: "actions" }, h("button", { class: "button", type: "button", onclick: () => dialog.close() }, t("Cancel")),
        ...(isGroup ? [h("button", { class: "button primary", type: "submit" }, t("Create the group"))] : [])))
    const dialog = openDialog(this, isGroup ? t("New group") : t("New message"), form)
    const create = async (body) => {
      try {
        const { conversation } = await ask("POST", "/api/conversations", body)
        store.dispatch({ event: "conversation", data: { conversation } })
        dialog.close()
        navigate(`/messages/${conversation.id}`)
      } catch (refusal) {
        setText(error, refusal.advice)
      }
    }
    const showChosen = () => {
      chosen.replaceChildren(...[...this.#chosen.values()].map((user) => h("li", {}, user.displayName,
        h("button", { class: "quiet", type: "button", onclick: () => pick(user, false) }, t("Take out"),
          h("span", { class: "unseen" }, ` ${user.displayName}`)))))
      picker.refresh()
    }
    const pick = (user, isIn) => {
      if (isIn) this.#chosen.set(user.username, user)
      else this.#chosen.delete(user.username)
      showChosen()
      picker.querySelector("input").focus()
    }
    picker.open({
      label: isGroup ? t("Add people whose name begins with") : t("To somebody whose name begins with"),
      action: isGroup ? t("Add") : t("Write to"),
      isOut: ({ username }) => this.#chosen.has(username),
      onpick: (user) => (isGroup ? pick(user, true) : create({ kind, with: user.username })),
    })
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      if (isGroup) create({ kind, title: title.value.trim(), members: [...this.#chosen.keys()] })
    })
  }
}

customElements.define("begin-dialog", BeginDialog)

/** Opens the way to a new conversation. @param {"direct" | "group" | "room"} kind */
export async function begin(kind) {
  if (kind === "room") return (await import("./rooms-dialog.js")).showRooms()
  const element = document.createElement("begin-dialog")
  document.body.append(element)
  element.open(kind)
}
