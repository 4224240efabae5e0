/**
 * Loads what a page says that it needs, and then the components that are in it and not there yet: an
 * element's file is named for its tag. A place that is kept for one to come is left empty.
 * @param {Document} page
 */
export async function define(page) {
  await Promise.all([...page.querySelectorAll("link[rel=modulepreload]")].map((link) => import(link.getAttribute("href"))))
  const tags = new Set([...page.querySelectorAll(":not([data-coming])")].map(({ localName }) => localName))
  const missing = [...tags].filter((tag) => tag.includes("-") && !customElements.get(tag))
  await Promise.all(missing.map((tag) => import(`../components/${tag}.js`)))
}

/**
 * Goes to a page of this server without letting go of the socket; see `router.js`.
 * @param {string} path with its query
 * @param {{push?: boolean, place?: object}} [how] `place` as it was noted
 */
export async function navigate(path, how) {
  const router = await import("./router.js")
  return router.navigate(path, how)
}
