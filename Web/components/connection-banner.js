import { loginPath } from "../app/api.js"
import { h } from "../app/dom.js"
import { store } from "../app/live.js"
import { t } from "../models/words.js"
import { announce, say } from "./status-line.js"

const PATIENCE = 600 // ms of trouble that nobody needs to hear of
const SIGNED_OUT = 4501
const SUSPENDED = 4503

/** Says how the page is connected, whenever that is not simply well. */
class ConnectionBanner extends HTMLElement {
  #unwatch = null
  #timer = null
  #kind = "well"
  #wasLive = false

  connectedCallback() {
    this.#unwatch = store.watch(({ connection }) => this.#see(connection))
  }

  disconnectedCallback() {
    this.#unwatch()
    clearTimeout(this.#timer)
  }

  // Rendering

  #see(connection) {
    const kind = kindOf(connection)
    if (kind === this.#kind) return
    this.#kind = kind
    clearTimeout(this.#timer)
    if (!this.hidden || kind === "well" || kind === "away") this.#show(connection)
    else this.#timer = setTimeout(() => this.#show(store.state.connection), PATIENCE)
  }

  #show(connection) {
    const content = contents[this.#kind](connection)
    this.dataset.kind = this.#kind
    const wasHidden = this.hidden
    this.hidden = content === null
    this.replaceChildren(...(content ?? []))
    if (content !== null) announce(this.textContent)
    else if (!wasHidden && this.#wasLive) say(t("Connected again."))
    this.#wasLive ||= this.#kind === "well" && connection.status === "live"
  }
}

function kindOf({ status, isCatchingUp }) {
  if (status === "away") return "away"
  if (status === "waiting" || status === "connecting" || status === "suspended")
    return navigator.onLine ? "reconnecting" : "offline"
  return isCatchingUp ? "catchingUp" : "well"
}

const contents = {
  well: () => null,
  reconnecting: () => [t("Reconnecting…")],
  offline: () => [t("Offline. Reconnecting as soon as there is a network.")],
  catchingUp: () => [t("Catching up…")],
  away: ({ code }) => {
    if (code === SIGNED_OUT) return [t("Signed out."), " ", h("a", { href: loginPath(location) }, t("Log in again"))]
    if (code === SUSPENDED) return [t("This account is suspended.")]
    return [t("This page is older than its server."), " ", h("a", { href: location.href, target: "_self" }, t("Load the new one"))]
  },
}

customElements.define("connection-banner", ConnectionBanner)
