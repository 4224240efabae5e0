import { many, t } from "../models/words.js"
import { setText } from "./dom.js"

const AT_END = 48 // pixels from the end that still count as the end
const NEAR = 200 // pixels from the start or end of what is loaded at which more is read

/** Where in a log its reader is: at the end, or elsewhere, and then with the way back to it. */
export class LogPlace {
  isAtEnd = true
  #log
  #jump
  #top = 0 // pixels, where the reader was last
  #unseen = 0 // messages that came while the reader was elsewhere

  /** @param {HTMLElement} log that scrolls @param {HTMLElement} jump the button back, its words last in it */
  constructor(log, jump) {
    this.#log = log
    this.#jump = jump
  }

  end() {
    this.#log.scrollTop = this.#log.scrollHeight
    this.#be(true)
  }

  leaveEnd() {
    this.#be(false)
  }

  /**
   * After scrolling. @param {boolean} hasMoreAfter whether what is loaded ends before the newest message
   * @returns {{isNearStart: boolean, isNearEnd: boolean}}
   */
  look(hasMoreAfter) {
    const { scrollHeight, clientHeight, scrollTop } = this.#log
    const rest = scrollHeight - clientHeight - scrollTop
    const isStill = this.isAtEnd && scrollTop >= this.#top // the log has become smaller under its reader
    this.#be((rest < AT_END || isStill) && !hasMoreAfter)
    return { isNearStart: scrollTop < NEAR, isNearEnd: rest < NEAR }
  }

  /** One begins at the end, or at `line`, where the unread messages begin, if they do not fit on the screen. */
  begin(line) {
    this.end()
    const above = line ? this.#log.getBoundingClientRect().top - line.getBoundingClientRect().top : 0
    if (above > 0) this.#log.scrollTop -= above
  }

  /** @param {number} count of messages that came elsewhere */
  miss(count) {
    this.#unseen += count
    this.#be(this.isAtEnd)
  }

  /** Whether an element begins where it can be seen. */
  shows(element) {
    return element.getBoundingClientRect().top < this.#log.getBoundingClientRect().bottom - NEAR / 10
  }

  #be(isAtEnd) {
    this.isAtEnd = isAtEnd
    this.#top = this.#log.scrollTop
    if (isAtEnd) this.#unseen = 0
    this.#jump.hidden = isAtEnd
    setText(this.#jump.lastChild, this.#unseen > 0 ? many(this.#unseen, { other: t("{count} new") }) : t("To the end"))
  }
}
