import { h } from "./dom.js"
import { dress } from "./dress.js"

/**
 * Shows a dialog in `host`, which goes when it is closed. The focus returns to where it was,
 * or to the content where that is gone.
 * @param {HTMLElement} host in the document
 * @param {string} title
 * @param {...Node} content
 * @returns {HTMLDialogElement}
 */
export function openDialog(host, title, ...content) {
  dress("talk-tools")
  const from = document.activeElement
  const dialog = h("dialog", { class: "talk-dialog", "aria-labelledby": "dialog-title" },
    h("h2", { id: "dialog-title" }, title), ...content)
  host.replaceChildren(dialog)
  dialog.addEventListener("close", () => {
    host.remove()
    const target = from?.isConnected ? from : document.querySelector("main")
    target.focus()
  })
  dialog.addEventListener("click", ({ target }) => target.closest("a") && dialog.close())
  dialog.showModal()
  return dialog
}
