import { h } from "./dom.js"

const ASSETS = new URL("..", import.meta.url).pathname // with the hash of this build

/** The sheets behind a link: those that a page came with are one. */
function sheetsOf(link) {
  return link.dataset.sheets?.split(" ") ?? [link.getAttribute("href").slice(ASSETS.length)]
}

const linksOf = (page) => [...page.head.querySelectorAll("link[rel=stylesheet]")]

/**
 * Loads the style sheets that are not there yet; they stay, and touch nothing of another page.
 * @param {string[]} names such as `styles/pages/home.css`
 * @returns {Promise<unknown>} when they are there; rejects where one cannot be
 */
function load(names) {
  const present = new Set(linksOf(document).flatMap(sheetsOf))
  return Promise.all(names.filter((name) => !present.has(name)).map((name) => new Promise((resolve, reject) => {
    document.head.append(h("link", { rel: "stylesheet", href: ASSETS + name, onload: resolve, onerror: reject }))
  })))
}

/** Loads the styles of another page. @param {Document} page */
export function dressAs(page) {
  return load(linksOf(page).flatMap(sheetsOf))
}

/**
 * Loads a style sheet that is not there at first, once.
 * @param {string} name of a sheet for pages
 * @returns {Promise<void>} when it is there, or cannot be
 */
export function dress(name) {
  return load([`styles/pages/${name}.css`]).catch(() => {})
}
