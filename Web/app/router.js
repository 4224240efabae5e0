import { announce, say } from "../components/status-line.js"
import { t } from "../models/words.js"
import { dressAs } from "./dress.js"
import { define } from "./navigate.js"

/** Pages that soft navigation leads to; everything else is the browser's own business. */
const SOFT = /^\/(?:$|(?:new|ops|admin|friends|notifications|settings)$|[pu]\/|messages(?:$|\/))/
const ASSETS = new URL("..", import.meta.url).pathname // with the hash of this build

/** What keeps where one is on a page, once it is there: see `place.js`. */
export const places = { isShown: () => here() === shown }

const pages = new Map() // path of the file's kind -> Document, as this build has it
let newest = 0 // of several clicks, the last one wins
let shown = here() // path and query of what is on the page

function here() {
  return location.pathname + location.search
}

/** Which file a path is, so that `/p/1` and `/p/2` are read once. */
function kindOf(path) {
  return path.replace(/\?.*/, "").replace(/^\/([pu])\/.+/, "/$1/").replace(/^\/messages\/.+/, "/messages")
}

async function read(path) {
  const kind = kindOf(path)
  if (pages.has(kind)) return pages.get(kind)
  const { fetchPage } = await import("./trusted-pages.js")
  const page = await fetchPage(path)
  if (!page?.querySelector(`script[src^="${ASSETS}"]`)) return null // another build: load it whole
  pages.set(kind, page)
  return page
}

/** Loads all that a page needs to be shown. */
function furnish(page) {
  return Promise.all([define(page), dressAs(page)])
}

/** Makes a page ready to be gone to, so that no network is needed then. @param {string} path */
export async function prepare(path) {
  try {
    const page = await read(path)
    if (page) await furnish(page)
  } catch {
    // it is tried again when somebody goes there
  }
}

/**
 * Goes to a page of this server without letting go of the socket.
 * @param {string} path with its query
 * @param {{push?: boolean, place?: object}} [how] `place` as it was noted
 */
export async function navigate(path, { push = true, place = null } = {}) {
  const turn = ++newest
  let page = null
  try {
    page = await read(path)
    if (page) await furnish(page)
  } catch {
    if (turn === newest) say(t("That page cannot be reached right now."))
    if (!push) location.reload()
    return
  }
  if (turn !== newest) return
  if (!page) return location.assign(path)
  if (push) {
    places.note?.()
    history.pushState(place, "", path)
  }
  show(page, place)
}

function show(page, place) {
  shown = here()
  const main = document.importNode(page.querySelector("main"), true)
  document.title = page.title
  document.querySelector("main").replaceWith(main)
  markCurrent()
  places.restore ? places.restore(place) : scrollTo(0, 0)
  main.focus({ preventScroll: true })
  announce(page.title)
}

/** Marks where we are in the navigation. */
function markCurrent() {
  for (const link of document.querySelectorAll(".shell nav a")) {
    const { pathname } = new URL(link.href)
    const isHere = pathname === "/" ? location.pathname === "/" : location.pathname.startsWith(pathname)
    if (isHere) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
}

function softTarget(event) {
  const link = event.target.closest?.("a[href]")
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return null
  const url = new URL(link.href)
  if (url.origin !== location.origin || !SOFT.test(url.pathname) || url.hash) return null
  return url.pathname + url.search
}

/** Takes over links and the way back. */
export function startRouter() {
  markCurrent()
  addEventListener("click", (event) => {
    const path = softTarget(event)
    if (path === null) return
    event.preventDefault()
    navigate(path)
  })
  addEventListener("popstate", ({ state }) => {
    if (here() === shown) return // only the fragment is another: the skip link
    navigate(here(), { push: false, place: state })
  })
}
