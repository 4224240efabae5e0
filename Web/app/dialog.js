import { h } from "./dom.js"

const SHEET = new URL("../styles/pages/talk-tools.css", import.meta.url).pathname

/** Loads the styles of what is not there at first. */
export function dressTools() {
  if (document.head.querySelector(`link[href="${SHEET}"]`)) return
  document.head.append(h("link", { rel: "stylesheet", href: SHEET }))
}

/**
 * Shows a dialog in `host`, which goes when it is closed. The focus returns to where it was.
 * @param {HTMLElement} host in the document
 * @param {string} title
 * @param {...Node} content
 * @returns {HTMLDialogElement}
 */
export function openDialog(host, title, ...content) {
  dressTools()
  const from = document.activeElement
  const dialog = h("dialog", { class: "talk-dialog", "aria-labelledby": "dialog-title" },
    h("h2", { id: "dialog-title" }, title), ...content)
  host.replaceChildren(dialog)
  dialog.addEventListener("close", () => {
    host.remove()
    if (from?.isConnected) from.focus()
  })
  dialog.addEventListener("click", ({ target }) => target.closest("a") && dialog.close())
  dialog.showModal()
  return dialog
}
