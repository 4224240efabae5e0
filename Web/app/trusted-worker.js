/** Lets the service worker show a page that says so to whom this server is out of reach. */

const WORKER = "/service-worker.js"

const policy = globalThis.trustedTypes?.createPolicy("hubbub-worker", {
  createScriptURL(address) {
    if (address !== WORKER) throw new TypeError("not the service worker of this server")
    return address
  },
})

// There is none without https, and a browser may refuse it: then it shows what it always did.
navigator.serviceWorker?.register(policy ? policy.createScriptURL(WORKER) : WORKER, { updateViaCache: "none" }).catch(() => {})
