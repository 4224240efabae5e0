import { h } from "../app/dom.js"
import { areOn, setOn } from "../app/shortcuts.js"
import { t } from "../models/words.js"
import { say } from "./status-line.js"
import { showLegend } from "./shortcut-legend.js"

/** Whether single keys are shortcuts, in this browser. */
class ShortcutChoice extends HTMLElement {
  #input = h("input", { type: "checkbox", role: "switch", "aria-describedby": "shortcuts-hint", onchange: () => this.#change() })

  // Lifecycle

  connectedCallback() {
    this.replaceChildren(
      h("label", { class: "choice" }, this.#input, " ", t("Keyboard shortcuts")),
      h("p", { class: "hint", id: "shortcuts-hint" }, t("On this device only: single keys, such as j for the next post.")),
      h("button", { class: "button small", type: "button", onclick: () => showLegend() }, t("Show all shortcuts")))
    addEventListener("storage", this.#show)
    this.#show()
  }

  disconnectedCallback() {
    removeEventListener("storage", this.#show)
  }

  // Actions

  #change() {
    setOn(this.#input.checked)
    say(areOn() ? t("Shortcuts are on.") : t("Shortcuts are off."))
    this.#show()
  }

  // Rendering

  #show = () => {
    this.#input.checked = areOn()
  }
}

customElements.define("shortcut-choice", ShortcutChoice)
