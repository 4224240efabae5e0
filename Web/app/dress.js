import { h } from "./dom.js"

/**
 * Loads a style sheet that is not there at first, once.
 * @param {string} name of a sheet for pages
 */
export function dress(name) {
  const href = new URL(`../styles/pages/${name}.css`, import.meta.url).pathname
  if (document.head.querySelector(`link[href="${href}"]`)) return
  document.head.append(h("link", { rel: "stylesheet", href }))
}
