import { h } from "./dom.js"

/**
 * Loads a style sheet that is not there at first, once.
 * @param {string} name of a sheet for pages
 * @returns {Promise<void>} when it is there, or cannot be
 */
export function dress(name) {
  const href = new URL(`../styles/pages/${name}.css`, import.meta.url).pathname
  if (document.head.querySelector(`link[href="${href}"]`)) return Promise.resolve()
  return new Promise((resolve) => {
    document.head.append(h("link", { rel: "stylesheet", href, onload: resolve, onerror: resolve }))
  })
}
