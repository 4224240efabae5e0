import { setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { changeMe, submit } from "../app/settings.js"
import { fill, many, t } from "../models/words.js"
import { say } from "./status-line.js"

const BIO_MAX = 500 // characters

/** How others see me: my name, and what I say about myself. */
class SettingsProfile extends HTMLElement {
  #stop = null
  #isFilled = false
  #pictured = null // whom the chooser shows

  // Lifecycle

  connectedCallback() {
    const form = this.querySelector("form")
    form.addEventListener("submit", this.#submit)
    form.elements.bio.addEventListener("input", this.#count)
    document.querySelector("picture-chooser").addEventListener("picture-changed", this.#pictureChanged)
    this.#stop = store.watch(({ me }) => me && this.#show(me))
  }

  disconnectedCallback() {
    this.#stop()
  }

  // Actions

  #submit = (event) => {
    event.preventDefault()
    const { displayName, bio } = event.target.elements
    submit(event.target, () => changeMe({ displayName: displayName.value.trim(), bio: bio.value.trim() }))
  }

  /** The whole page shows it at once, whenever the socket tells. */
  #pictureChanged = ({ detail }) => store.dispatch({ event: "me_changed", data: detail })

  // Rendering

  #show(me) {
    this.#fill(me)
    this.#picture(me).catch((error) => say(error.message))
  }

  /** The chooser is large: it comes when it is known whose picture it is about. */
  async #picture(me) {
    if (this.#pictured?.avatar === me.avatar) return
    this.#pictured = me
    await import("./picture-chooser.js")
    document.querySelector("picture-chooser").user = me
  }

  /** Once, and not over what has been written already. */
  #fill(me) {
    if (this.#isFilled) return
    this.#isFilled = true
    const { displayName, bio } = this.querySelector("form").elements
    displayName.value ||= me.displayName
    bio.value ||= me.bio ?? ""
    this.#count()
    this.querySelector("[data-profile]").href = `/u/${me.username}`
  }

  #count = () => {
    const left = BIO_MAX - [...this.querySelector("form").elements.bio.value].length
    setText(this.querySelector("[data-left]"), left < 100 ? many(left, { one: t("1 character left"), other: t("{count} characters left") }) : "")
  }
}

customElements.define("settings-profile", SettingsProfile)
