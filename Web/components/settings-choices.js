import { store } from "../app/live.js"
import { changeMe } from "../app/settings.js"
import { t } from "../models/words.js"
import { say } from "./status-line.js"

/** Settings that hold as soon as they are chosen: each input has the name of what it changes, such as `theme` or `notify.like`. */
class SettingsChoices extends HTMLElement {
  #stop = null
  #me = null

  // Lifecycle

  connectedCallback() {
    this.addEventListener("change", this.#change)
    this.#stop = store.watch(({ me }) => me && this.#show(me))
    if (this.nextElementSibling?.localName === "alert-choice") import("./alert-choice.js").catch(() => {})
    if (this.nextElementSibling?.localName === "shortcut-choice") import("./shortcut-choice.js").catch(() => {})
  }

  disconnectedCallback() {
    this.#stop()
  }

  // Actions

  /** Until the server has it, the input says that it is not kept yet. */
  #change = async ({ target }) => {
    const [name, part] = target.name.split(".")
    const value = target.type === "checkbox" ? target.checked : target.value
    const turn = Number(target.dataset.turn ?? 0) + 1
    target.dataset.turn = turn
    target.setAttribute("aria-busy", "true")
    try {
      await changeMe({ [name]: part ? { [part]: value } : value })
    } catch (error) {
      say(`${t("That was not kept.")} ${error.advice}`)
    }
    if (target.dataset.turn === String(turn)) target.removeAttribute("aria-busy")
  }

  // Rendering

  #show(me) {
    if (me === this.#me) return
    this.#me = me
    for (const input of this.querySelectorAll("select, input")) {
      const [name, part] = input.name.split(".")
      const value = part ? me[name]?.[part] : me[name]
      if (input.type === "checkbox") input.checked = value === true
      else if (value !== undefined) input.value = value
    }
  }
}

customElements.define("settings-choices", SettingsChoices)
