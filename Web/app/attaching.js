import { say } from "../components/status-line.js"
import { t } from "../models/words.js"
import { client } from "./live.js"

const trays = new Map() // place -> promise of its tray, which goes on while one is elsewhere

/**
 * What goes along with the text that is written at a place, once there is something.
 * @param {string} place such as `post` or a conversation's id
 * @returns {Promise<HTMLElement>} a `<media-tray>`
 */
export function trayOf(place) {
  if (!trays.has(place)) trays.set(place, makeTray(place))
  return trays.get(place)
}

async function makeTray(place) {
  try {
    const { MediaTray } = await import("../components/media-tray.js")
    return new MediaTray()
  } catch (error) {
    trays.delete(place) // it is tried again when it is wanted
    throw error
  }
}

/**
 * Lets a form take pictures, videos and sounds: chosen, pasted, or dropped anywhere on its page.
 * @param {HTMLFormElement} form with a button `[data-attach]` and a file input; its `taking` is a promise of what was
 *   chosen last being in the tray
 * @param {string} place
 */
export function attachTo(form, place) {
  const main = form.closest("main")
  const input = form.querySelector("[type=file]")
  const button = form.querySelector("[data-attach]")
  const show = async () => {
    const tray = await trayOf(place)
    if (tray.parentNode !== form && form.isConnected) button.before(tray)
    return tray
  }
  const take = (files) => {
    if (files.length === 0) return
    form.taking = show().then((tray) => tray.take(files)).catch(() => say(t("That cannot be added right now. Try again.")))
  }
  button.disabled = false
  button.addEventListener("click", () => input.click())
  input.addEventListener("change", () => {
    take([...input.files])
    input.value = "" // so that the same file may be chosen again
  })
  main.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData
    const isText = types.includes("text/plain") && (types.includes("text/html") || types.includes("text/rtf"))
    if (files.length === 0 || isText) return // with a text from elsewhere comes a picture of it
    event.preventDefault()
    take([...files])
  })
  for (const [event, isOver] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    main.addEventListener(event, (drag) => {
      if (!drag.dataTransfer.types.includes("Files") || (event === "dragleave" && main.contains(drag.relatedTarget))) return
      drag.preventDefault()
      form.toggleAttribute("data-over", isOver)
      if (event === "drop") take([...drag.dataTransfer.files])
    })
  }
  if (trays.has(place)) show().catch(() => {})
}

const unsent = new Set() // trays with something in them

/** Keeps the tab from being closed unasked as long as something in a tray has not gone out. */
export function hold(tray, isEmpty) {
  if (isEmpty) unsent.delete(tray)
  else unsent.add(tray)
}

addEventListener("beforeunload", (event) => {
  if (unsent.size > 0 && client.status !== "away") event.preventDefault()
})
