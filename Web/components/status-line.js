import { Spoken } from "../models/spoken.js"

const SHOWN_FOR = 6_000 // ms a message can be seen
const SAID_EVERY = 2_000 // ms between two messages, so that none talks over the other
const HEARD_AFTER = 100 // ms in another place until what is written there is read out

/** The one polite voice of the page: it is seen as a small note and read out once. */
class StatusLine extends HTMLElement {
  #hide = null
  #keys = []

  connectedCallback() {
    document.addEventListener("close", this.#goHome, true)
  }

  disconnectedCallback() {
    if (this.isConnected) return // it has only moved
    clearTimeout(this.#hide)
    document.removeEventListener("close", this.#goHome, true)
  }

  /** An open dialog makes all else inert, so what is said is said inside. */
  say(words) {
    const place = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body
    if (this.parentNode === place) return this.show(words)
    place.append(this)
    setTimeout(() => this.show(words), HEARD_AFTER)
  }

  #goHome = ({ target }) => target.contains(this) && document.body.append(this)

  show({ text = "", isSeen = false, keys = [] } = {}) {
    clearTimeout(this.#hide)
    this.#keys = keys
    this.textContent = text
    this.toggleAttribute("data-shown", isSeen)
    if (text) this.#hide = setTimeout(() => this.show(), SHOWN_FOR)
  }

  /** Takes back news that show, once all of them are known. */
  hush(key) {
    if (!this.#keys.includes(key)) return
    this.#keys = this.#keys.filter((one) => one !== key)
    if (this.#keys.length === 0) this.show()
  }
}

customElements.define("status-line", StatusLine)

const spoken = new Spoken()
let isResting = false

function speak() {
  const words = isResting ? null : spoken.take()
  if (!words) return
  document.querySelector("status-line")?.say(words)
  isResting = true
  setTimeout(() => {
    isResting = false
    speak()
  }, SAID_EVERY)
}

/**
 * Says something that the reader should know, without taking the focus. Of several within two
 * seconds the last one is said.
 * @param {string} text
 */
export function say(text) {
  spoken.act({ text, isSeen: true })
  speak()
}

/** Reads out what can be seen elsewhere on the page. @param {string} text */
export function announce(text) {
  spoken.act({ text, isSeen: false })
  speak()
}

/**
 * Tells news: what comes within two seconds is summed up in one sentence, and nothing of it lost.
 * @param {string} key of what it is about
 * @param {string} text
 * @param {{isSeen?: boolean, sum?: (count: number) => string, count?: number}} [how] `sum` says several of the same
 */
export function tell(key, text, { isSeen = false, sum, count } = {}) {
  spoken.tell(key, { text, isSeen, sum, count })
  speak()
}

/** Takes back news, if they wait or still show: they are known by now. @param {string} key */
export function hush(key) {
  spoken.drop(key)
  document.querySelector("status-line")?.hush(key)
}
