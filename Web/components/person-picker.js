import { ask } from "../app/api.js"
import { avatar, h, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { friendsOf } from "../app/people-state.js"
import { fill, t } from "../models/words.js"

const PAUSE = 200 // ms without a key until it is searched
const FOUND_MAX = 10 // people

/** Finding somebody by the beginning of their name, to do something with them. One's friends come first. */
class PersonPicker extends HTMLElement {
  #words = h("p", { class: "hint", role: "status" })
  #list = h("ul", { class: "people" })
  #input = h("input", { id: "picked", type: "search", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: "50", dir: "auto" })
  #timer = null
  #turn = 0 // of several searches, the last one counts
  #action = ""
  #isOut = () => false
  #onpick = () => {}

  /**
   * @param {{label: string, action: string, isOut?: (user: object) => boolean, onpick: (user: object) => void}} how
   *   `action` stands on the buttons; who `isOut` is not offered
   */
  open({ label, action, isOut = () => false, onpick }) {
    this.#action = action
    this.#isOut = isOut
    this.#onpick = onpick
    this.#input.addEventListener("input", this.#wait)
    this.#input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault())
    this.replaceChildren(h("label", { for: "picked" }, label), this.#input, this.#words, this.#list)
    this.refresh()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  /** Offers again who can be picked now. */
  refresh() {
    const query = this.#input.value.trim()
    if (query === "") this.#show(friendsOf(store.state).slice(0, FOUND_MAX))
    else this.#search(query)
  }

  #wait = () => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.refresh(), PAUSE)
  }

  async #search(written) {
    const query = written.replace(/^@/, "")
    const turn = ++this.#turn
    try {
      const { items } = await ask("GET", `/api/users?query=${encodeURIComponent(query)}&limit=${FOUND_MAX}`)
      if (turn !== this.#turn) return
      this.#show(items)
      setText(this.#words, items.length === 0 ? fill(t("Nobody's name begins with “{query}”."), { query }) : "")
    } catch (error) {
      if (turn === this.#turn) setText(this.#words, `${t("The search did not work.")} ${error.advice}`)
    }
  }

  #show(people) {
    setText(this.#words, "")
    const offered = people.filter((user) => user.id !== store.state.me.id && !this.#isOut(user))
    this.#list.replaceChildren(...offered.map((user) => h("li", {}, avatar(user),
      h("span", { class: "who", dir: "auto" }, user.displayName, h("span", { class: "hint" }, ` @${user.username}`)),
      h("button", { class: "button small", type: "button", onclick: () => this.#onpick(user) }, this.#action,
        h("span", { class: "unseen" }, ` ${user.displayName}`)))))
  }
}

customElements.define("person-picker", PersonPicker)
