import { reconcile, setText } from "../app/dom.js"
import { store } from "../app/live.js"
import { friendsOf, peopleIn, presenceOf } from "../app/people-state.js"
import { everyMinute } from "../app/timing.js"
import "./people-search.js"
import "./person-row.js"

/** My friends and who is here of them, those who would be friends, and the way to more. */
class FriendsPage extends HTMLElement {
  #stops = []
  #seen = {}

  // Lifecycle

  connectedCallback() {
    this.#stops = [store.watch((state) => this.#render(state)), everyMinute(() => this.#render(store.state, true))]
  }

  disconnectedCallback() {
    for (const stop of this.#stops.splice(0)) stop()
  }

  // Rendering

  #render(state, isForced) {
    const { me, relations, presences } = state
    if (!me || (!isForced && this.#seen.relations === relations && this.#seen.presences === presences)) return
    this.#seen = { relations, presences }
    const friends = friendsOf(state)
    const isHere = (user) => presenceOf(state, user).state !== "offline"
    const lists = {
      incoming: peopleIn(state, "incoming"),
      outgoing: peopleIn(state, "requested"),
      here: friends.filter(isHere),
      away: friends.filter((user) => !isHere(user)),
    }
    for (const [name, people] of Object.entries(lists)) this.#show(state, name, people)
    this.querySelector("[data-loading]").hidden = true
    this.querySelector("[data-none]").hidden = friends.length > 0
    this.querySelector("[data-none-here]").hidden = lists.here.length > 0 || friends.length === 0
  }

  #show(state, name, people) {
    const section = this.querySelector(`[data-people="${name}"]`)
    const list = section.querySelector("ul")
    const focused = list.contains(document.activeElement) ? document.activeElement : null
    reconcile(list, people, ({ id }) => id, () => document.createElement("li"), (item, user) => {
      if (!item.firstChild) item.append(document.createElement("person-row"))
      item.firstChild.show(state, user)
    })
    section.hidden = people.length === 0 && !section.hasAttribute("data-stays")
    setText(section.querySelector("[data-count]"), people.length > 0 ? String(people.length) : "")
    if (focused && focused !== document.activeElement && !list.contains(document.activeElement))
      this.#refocus(focused, list)
  }

  /** What was pressed was moved, or has gone to another list: then it is the next one's turn. */
  #refocus(focused, list) {
    const next = focused.isConnected ? focused : list.querySelector("button") ?? this.querySelector("input")
    next.focus({ preventScroll: true })
  }
}

customElements.define("friends-page", FriendsPage)
