/** The one text that may become markup right now: what `fetchPage` has just read from this server. */
let admitted = null

const policy = globalThis.trustedTypes?.createPolicy("hubbub-pages", {
  createHTML(text) {
    if (admitted === null || text !== admitted) throw new TypeError("not a page of this server")
    return text
  },
})

/**
 * Reads one of this server's own pages.
 * @param {string} path on this server
 * @returns {Promise<Document | null>} null where only the browser itself should go there: a
 *   redirect, another origin, no page
 */
export async function fetchPage(path) {
  const response = await fetch(path, { headers: { accept: "text/html" } })
  const isOurs = new URL(response.url).origin === location.origin && !response.redirected
  const isPage = response.headers.get("content-type")?.startsWith("text/html")
  if (!isOurs || !isPage) return null
  admitted = await response.text()
  const trusted = policy ? policy.createHTML(admitted) : admitted
  admitted = null
  return new DOMParser().parseFromString(trusted, "text/html")
}
