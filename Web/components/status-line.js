import { clock, throttle } from "../app/timing.js"

const SHOWN_FOR = 6_000 // ms a message can be seen
const SAID_EVERY = 2_000 // ms between two messages, so that none talks over the other

/** The one polite voice of the page: it is seen as a small note and read out once. */
class StatusLine extends HTMLElement {
  #hide = null

  disconnectedCallback() {
    clearTimeout(this.#hide)
  }

  show({ text, isSeen }) {
    clearTimeout(this.#hide)
    this.textContent = text
    this.toggleAttribute("data-shown", isSeen)
    this.#hide = setTimeout(() => {
      this.toggleAttribute("data-shown", false)
      this.textContent = ""
    }, SHOWN_FOR)
  }
}

customElements.define("status-line", StatusLine)

const speak = throttle((words) => document.querySelector("status-line")?.show(words), SAID_EVERY, clock)

/**
 * Says something that the reader should know, without taking the focus. Of several within two
 * seconds the last one is said.
 * @param {string} text
 */
export function say(text) {
  speak({ text, isSeen: true })
}

/** Reads out what can be seen elsewhere on the page. @param {string} text */
export function announce(text) {
  speak({ text, isSeen: false })
}

/** Takes back what was said, if it still shows: it is known by now. @param {string} text */
export function hush(text) {
  const line = document.querySelector("status-line")
  if (line?.textContent === text) line.show({ text: "", isSeen: false })
}
