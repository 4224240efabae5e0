import { areWanted, permission, wantAlerts } from "../app/alerts.js"
import { h, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { t } from "../models/words.js"
import { say } from "./status-line.js"

const WORDS = {
  none: t("This browser cannot show alerts for this address."),
  denied: t("The browser blocks alerts of this address. Allow them in its own settings for this site; then they can be switched on here."),
  default: t("On this device only, while no page of Hubbub can be seen. The browser will ask whether it may."),
  granted: t("On this device only, while no page of Hubbub can be seen."),
}

/** Whether this browser shows alerts; it is asked for that only when somebody switches them on. */
class AlertChoice extends HTMLElement {
  #stop = null
  #input = h("input", { type: "checkbox", role: "switch", "aria-describedby": "alerts-hint", onchange: () => this.#change() })
  #hint = h("p", { class: "hint", id: "alerts-hint" })

  // Lifecycle

  connectedCallback() {
    this.replaceChildren(h("label", { class: "choice" }, this.#input, " ", t("Show alerts of this browser")), this.#hint)
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
    if (isWanted === isSet) return say(isSet ? t("Alerts are on.") : t("Alerts are off."))
    say(permission() === "denied" ? t("The browser blocks alerts.") : t("Alerts stay off."))
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
