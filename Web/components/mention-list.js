import { h } from "../app/dom.js"
import { store } from "../app/live.js"
import { matching, mentionAt } from "../models/mention.js"
import { t } from "../models/words.js"

const OFFERED_MAX = 6 // people

/** Who can be named, while one writes an `@`: the arrow keys choose, Enter or Tab takes. */
class MentionList extends HTMLElement {
  #view = null
  #text = null
  #list = h("ul", { role: "listbox", id: "mentions", "aria-label": t("People to name") })
  #people = []
  #chosen = 0

  /** @param {HTMLElement} view a `<conversation-view>` */
  serve(view) {
    this.#view = view
    this.#text = view.form.elements.text
    this.hidden = true
    this.append(this.#list)
    this.#text.before(this)
    for (const event of ["input", "click"]) this.#text.addEventListener(event, this.#look)
    this.#text.addEventListener("keydown", this.#key, { capture: true })
    this.#text.addEventListener("blur", () => this.#show([]))
    this.#look()
  }

  #look = () => {
    const begun = mentionAt(this.#text.value, this.#text.selectionStart)
    const { members = [] } = store.state.conversations?.get(this.#view.talk) ?? {}
    const others = members.filter(({ id }) => id !== store.state.me.id)
    this.#chosen = 0
    this.#show(begun ? matching(others, begun.query).slice(0, OFFERED_MAX) : [])
  }

  #key = (event) => {
    if (this.hidden) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      this.#chosen = (this.#chosen + step + this.#people.length) % this.#people.length
      this.#show(this.#people)
    } else if (event.key === "Escape") this.#show([])
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#people[this.#chosen])
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  #take({ username }) {
    const { start } = mentionAt(this.#text.value, this.#text.selectionStart)
    this.#text.setRangeText(`@${username} `, start, this.#text.selectionStart, "end")
    this.#text.dispatchEvent(new Event("input"))
  }

  #show(people) {
    this.#people = people
    this.hidden = people.length === 0
    this.#list.replaceChildren(...people.map((user, index) => h("li", { role: "option", id: `mention-${index}`,
      "aria-selected": String(index === this.#chosen), onpointerdown: (event) => {
        event.preventDefault()
        this.#take(user)
      } }, user.displayName, h("span", { class: "hint" }, ` @${user.username}`))))
    if (this.hidden) this.#text.removeAttribute("aria-activedescendant")
    else this.#text.setAttribute("aria-activedescendant", `mention-${this.#chosen}`)
    this.#text.setAttribute("aria-controls", "mentions")
  }
}

customElements.define("mention-list", MentionList)

/** Begins to offer names on a conversation's page. */
export function complete(view) {
  if (view.querySelector("mention-list")) return
  document.createElement("mention-list").serve(view)
}
