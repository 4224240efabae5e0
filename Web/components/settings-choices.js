import { store } from "../app/live.js"
import { changeMe } from "../app/settings.js"
import { say } from "./status-line.js"

/** Settings that hold as soon as they are chosen: each input has the name of what it changes. */
class SettingsChoices extends HTMLElement {
  #stop = null
  #me = null

  // Lifecycle

  connectedCallback() {
    this.addEventListener("change", this.#change)
    this.#stop = store.watch(({ me }) => me && this.#show(me))
  }

  disconnectedCallback() {
    this.#stop()
  }

  // Actions

  #change = async ({ target }) => {
    const value = target.type === "checkbox" ? target.checked : target.value
    try {
      await changeMe({ [target.name]: value })
    } catch (error) {
      say(`That was not kept. ${error.advice}`)
    }
  }

  // Rendering

  #show(me) {
    if (me === this.#me) return
    this.#me = me
    for (const input of this.querySelectorAll("select, input")) {
      if (input.type === "checkbox") input.checked = me[input.name] === true
      else if (me[input.name] !== undefined) input.value = me[input.name]
    }
  }
}

customElements.define("settings-choices", SettingsChoices)
