import { h, setText } from "../app/dom.js"
import { fill, t } from "../models/words.js"

/** What admins look after, each in a file of its own. */
const PARTS = {
  reports: [t("Reports"), () => import("./admin-reports.js")],
  people: [t("People"), () => import("./admin-people.js")],
  invites: [t("Invitations"), () => import("./admin-invites.js")],
  rooms: [t("Rooms"), () => import("./admin-rooms.js")],
  storage: [t("Storage"), () => import("./admin-storage.js")],
  settings: [t("Settings"), () => import("./admin-settings.js")],
}
const FIRST = "reports"

/** The admins' page: one part of it, and the way to the others. */
class AdminPage extends HTMLElement {
  connectedCallback() {
    const asked = new URLSearchParams(location.search).get("part")
    const name = Object.hasOwn(PARTS, asked) ? asked : FIRST
    const [title] = PARTS[name]
    const links = Object.entries(PARTS).map(([part, [words]]) => h("li", {},
      h("a", { href: part === FIRST ? "/admin" : `/admin?part=${part}`, "aria-current": part === name && "page" }, words)))
    const place = h("section", { "aria-labelledby": "part-title" }, h("h2", { id: "part-title" }, title))
    this.replaceChildren(h("nav", { class: "parts", "aria-label": t("What to look after") }, h("ul", {}, ...links)), place)
    document.title = fill(t("{title} · Admin · Hubbub"), { title })
    this.#open(name, place)
  }

  async #open(name, place) {
    const words = h("p", { class: "hint", role: "status" }, t("Loading…"))
    place.append(words)
    try {
      await PARTS[name][1]()
      words.remove()
      if (this.isConnected) place.append(document.createElement(`admin-${name}`))
    } catch {
      setText(words, t("This cannot be reached right now. Please load the page again."))
    }
  }
}

customElements.define("admin-page", AdminPage)
