import { areWanted, permission, wantAlerts } from "../app/alerts.js"
import { h, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { say } from "./status-line.js"

const WORDS = {
  none: "This browser cannot show alerts for this address.",
  denied: "The browser blocks alerts of this address. Allow them in its own settings for this site; then they can be switched on here.",
  default: "On this device only, while no page of Hubbub can be seen. The browser will ask whether it may.",
  granted: "On this device only, while no page of Hubbub can be seen.",
}

/** Whether this browser shows alerts; it is asked for that only when somebody switches them on. */
class AlertChoice extends HTMLElement {
  #stop = null
  #input = h("input", { type: "checkbox", role: "switch", "aria-describedby": "alerts-hint", onchange: () => this.#change() })
  #hint = h("p", { class: "hint", id: "alerts-hint" })

  // Lifecycle

  connectedCallback() {
    this.replaceChildren(h("label", { class: "choice" }, this.#input, " Show alerts of this browser"), this.#hint)
    document.addEventListener("visibilitychange", this.#show) // one may come back from the browser's settings
    this.#stop = store.watch(this.#show)
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#show)
    this.#stop()
  }

  // Actions

  async #change() {
    const isWanted = this.#input.checked
    const isSet = await wantAlerts(isWanted).catch(() => false)
    this.#show()
    if (isWanted === isSet) return say(isSet ? "Alerts are on." : "Alerts are off.")
    say(permission() === "denied" ? "The browser blocks alerts." : "Alerts stay off.")
  }

  // Rendering

  #show = () => {
    const state = permission()
    this.#input.checked = areWanted()
    this.#input.disabled = state === "none" || state === "denied"
    setText(this.#hint, WORDS[state])
  }
}

customElements.define("alert-choice", AlertChoice)
