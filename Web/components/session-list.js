import { ask } from "../app/api.js"
import { h, reconcile, setText } from "../app/dom.js"
import { persist } from "../app/live.js"
import { ago, inFull } from "../app/timing.js"
import { deviceOf } from "../models/device.js"
import { fill, t } from "../models/words.js"
import { say } from "./status-line.js"

/** Where I am logged in, and the way to end each. */
class SessionList extends HTMLElement {
  #sessions = []

  // Lifecycle

  connectedCallback() {
    this.closest("main").addEventListener("sessions-ended", () => this.#read())
    this.#read()
  }

  async #read() {
    try {
      const { items } = await persist(() => ask("GET", "/api/me/sessions"))
      this.#show(items)
    } catch (error) {
      setText(this.querySelector("[data-words]"), error.advice)
    }
  }

  // Actions

  async #end(session) {
    const before = this.#sessions
    this.#show(before.filter((one) => one !== session))
    this.querySelector("ul").focus()
    try {
      await ask("DELETE", `/api/me/sessions/${encodeURIComponent(session.id)}`)
      say(fill(t("{device} is signed out."), { device: deviceOf(session.userAgent) }))
    } catch (error) {
      this.#show(before)
      say(`${fill(t("{device} is still signed in."), { device: deviceOf(session.userAgent) })} ${error.advice}`)
    }
  }

  // Rendering

  #show(sessions) {
    this.#sessions = sessions
    setText(this.querySelector("[data-words]"), "")
    reconcile(this.querySelector("ul"), sessions, ({ id }) => id, (session) => this.#make(session), () => {})
  }

  #make(session) {
    const { userAgent, createdAt, lastSeenAt, current } = session
    const device = deviceOf(userAgent)
    const used = lastSeenAt ?? createdAt
    return h("li", {},
      h("p", {}, h("strong", {}, device), h("span", { class: "hint" },
        current ? t("This one, in use now") : h("time", { datetime: used, title: inFull(Date.parse(used)) }, fill(t("Last used: {time}"), { time: ago(Date.parse(used), Date.now()) }))),
      h("span", { class: "hint" }, fill(t("Signed in: {time}"), { time: inFull(Date.parse(createdAt)) }))),
      ...(current ? [] : [h("button", { class: "button small", type: "button", onclick: () => this.#end(session) },
        t("End"), h("span", { class: "unseen" }, ` ${fill(t("the session of {device}"), { device })}`))]))
  }
}

customElements.define("session-list", SessionList)
