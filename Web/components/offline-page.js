import { setText } from "../app/dom.js"
import { backoff } from "../client/returning.js"
import { t } from "../models/words.js"

const PATIENCE = 5_000 // ms until a question counts as unanswered
const AWAY = [502, 503, 504] // as the service worker has them
const TRYING = t("Trying…")
const STILL_AWAY = t("There is still no answer. It is tried again by itself.")

/** Waits for the server, and goes on to where somebody wanted to go. */
class OfflinePage extends HTMLElement {
  #attempt = 0
  #timer = null // until the next question
  #asking = null // the question that has no answer yet, a promise
  #stop = null

  // Lifecycle

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.querySelector("button").addEventListener("click", this.#press, { signal })
    addEventListener("online", this.#hurry, { signal })
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry(), { signal })
    if (location.pathname === "/offline") this.#hurry() // somebody has come to it by its own name
    else this.#wait()
  }

  disconnectedCallback() {
    this.#stop.abort()
    clearTimeout(this.#timer)
  }

  // Actions

  #press = async () => {
    this.#say(TRYING)
    if (!(await this.#hurry())) this.#say(STILL_AWAY)
  }

  #hurry = () => {
    this.#attempt = 0
    return this.#ask()
  }

  #wait() {
    this.#attempt += 1
    this.#timer = setTimeout(() => this.#ask(), backoff(this.#attempt))
  }

  /** One question at a time. @returns {Promise<boolean>} whether the page comes now */
  #ask() {
    clearTimeout(this.#timer)
    this.#asking ??= isAnswered().then((isBack) => {
      this.#asking = null
      if (isBack) leave()
      else if (this.isConnected) this.#wait()
      return isBack
    })
    return this.#asking
  }

  // Rendering

  #say(words) {
    setText(this.querySelector("[aria-live]"), words)
  }
}

/** Whether the page that is wanted would come, whatever it is. */
async function isAnswered() {
  const path = location.pathname === "/offline" ? "/" : location.pathname + location.search
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    const answer = await fetch(path, { method: "HEAD", cache: "no-store", redirect: "manual", signal })
    return !AWAY.includes(answer.status)
  } catch {
    return false
  }
}

function leave() {
  if (location.pathname === "/offline") location.replace("/")
  else location.reload()
}

customElements.define("offline-page", OfflinePage)
