/**
 * The service worker: what a browser is shown while this server cannot be reached.
 *
 * It asks the network first for every page and keeps none but the one for that, which is the same
 * for everybody; it touches nothing but visits to pages and the files of the shell, whose addresses
 * carry the hash of this build. A new build is another script: it takes over at once, and what the
 * one before it kept goes.
 */

const ASSETS = "/assets/HASH/" // the server writes the hash of this build
const CACHE = `hubbub ${ASSETS}`
const OFFLINE = `${ASSETS}offline.html` // in the language of this script
const AWAY = [502, 503, 504] // what a proxy says for a server that is away, or the server while it ends
/** What is no page, even where somebody opens it. */
const ELSEWHERE = ["/api/", "/assets/", "/avatars/", "/client/", "/healthz", "/livez", "/media/", "/metrics", "/readyz", "/ws"]

/** What the offline page is made of, and what stands around every page. */
const SHELL = [
  "app.css", "icon.svg", "app/theme.js", "components/offline-page.js", "styles/pages/door.css",
  "app/main.js", "app/api.js", "app/connection.js", "app/conversation-list-state.js", "app/conversation-state.js", "app/dom.js", "app/dress.js", "app/live.js", "app/message-state.js",
  "app/navigate.js", "app/people-state.js", "app/router.js", "app/shell.js", "app/state.js", "app/timing.js",
  "client/bounds.js", "client/hubbub.js", "client/positions.js", "client/returning.js", "client/surroundings.js",
  "components/connection-banner.js", "components/status-line.js", "models/conversation.js", "models/spoken.js", "models/words.js",
].map((name) => ASSETS + name)

addEventListener("install", (event) => {
  route(event)
  event.waitUntil(keep())
})

addEventListener("activate", (event) => event.waitUntil(takeOver()))

addEventListener("fetch", (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (isVisit(request, pathname)) event.respondWith(visit(event))
  else if (SHELL.includes(pathname)) event.respondWith(asset(request))
})

/** Lets the browser find its way without waking us, where it can: to the cache, and past us. */
function route(event) {
  event.addRoutes?.([
    { condition: { urlPattern: `${ASSETS}*` }, source: { cacheName: CACHE } },
    { condition: { not: { requestMode: "navigate" } }, source: "network" },
    { condition: { or: ELSEWHERE.map((path) => ({ urlPattern: `${path}*` })) }, source: "network" },
  ])
}

async function keep() {
  const cache = await caches.open(CACHE)
  await cache.addAll([new Request(OFFLINE, { cache: "reload", credentials: "omit" }), ...SHELL])
  await skipWaiting()
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  // A page is asked for while we wake. Where the browser cannot be told what is no page, it would
  // ask twice for the rest.
  if (globalThis.InstallEvent?.prototype.addRoutes) await registration.navigationPreload?.enable()
  await clients.claim()
}

function isVisit({ mode, method }, pathname) {
  return mode === "navigate" && method === "GET" && !ELSEWHERE.some((path) => pathname.startsWith(path))
}

/** What the server says; the offline page only where it says nothing. */
async function visit({ request, preloadResponse }) {
  let answer = null
  try {
    answer = (await preloadResponse) ?? (await fetch(request))
  } catch {
    // it cannot be reached
  }
  if (answer && !AWAY.includes(answer.status)) return answer
  return (await kept(OFFLINE)) ?? answer ?? Response.error()
}

async function asset(request) {
  return (await kept(request)) ?? fetch(request)
}

function kept(request) {
  return caches.match(request, { cacheName: CACHE }).catch(() => undefined) // a browser may take its storage back
}
