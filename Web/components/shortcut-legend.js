import { openDialog } from "../app/dialog.js"
import { dress } from "../app/dress.js"
import { h } from "../app/dom.js"
import { LEGEND } from "../models/shortcuts.js"
import { t } from "../models/words.js"

/** "g then h", each key as one. */
function keysOf([first, second]) {
  return second ? [h("kbd", {}, first), ` ${t("then")} `, h("kbd", {}, second)] : [h("kbd", {}, first)]
}

/** What the keys do, and where they can be switched off. */
class ShortcutLegend extends HTMLElement {
  open() {
    const [before, after] = t("They can be switched off in the {settings}.").split("{settings}")
    const dialog = openDialog(this, t("Keyboard shortcuts"),
      h("dl", {}, ...LEGEND.flatMap(([keys, words]) => [h("dt", {}, ...keysOf(keys)), h("dd", {}, words)])),
      h("p", { class: "hint" }, before, h("a", { href: "/settings" }, t("settings")), after),
      h("div", { class: "actions" },
        h("button", { class: "button", type: "button", onclick: () => dialog.close() }, t("Close"))))
  }
}

customElements.define("shortcut-legend", ShortcutLegend)

/** Opens the legend, once. */
export async function showLegend() {
  await dress("shortcuts")
  if (document.querySelector("shortcut-legend")) return
  const element = document.createElement("shortcut-legend")
  document.body.append(element)
  element.open()
}
