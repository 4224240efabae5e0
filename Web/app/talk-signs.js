import { partnerOf } from "../models/conversation.js"
import { TypingTracker, typingWords } from "../models/typing-tracker.js"
import { t } from "../models/words.js"
import { avatar, h, setText } from "./dom.js"
import { store } from "./live.js"
import { presenceMark, showPresence } from "./presence.js"
import { clock, everyMinute } from "./timing.js"

/** Shows who types in a conversation and, of two, who the other is and whether they are here. */
export function showSigns(view) {
  const tracker = new TypingTracker(clock, (user) =>
    store.dispatch({ event: "typing_ended", data: { conversation: view.talk, user } }))
  const about = view.querySelector("[data-people]")
  const line = view.querySelector(".typing")
  const show = (state) => {
    const conversation = state.conversations?.get(view.talk)
    const typing = state.logs.get(view.talk)?.typing ?? new Map()
    tracker.see(typing)
    if (!conversation || !line.isConnected) return
    const members = new Map(conversation.members?.map(({ id, displayName }) => [id, displayName]))
    setText(line, typingWords([...typing.keys()].map((id) => members.get(id) ?? t("Somebody"))))
    const partner = partnerOf(conversation, state.me)
    if (partner) showPartner(about, partner, state.presences.get(partner.id))
  }
  const stops = [store.watch(show), everyMinute(() => show(store.state)), () => tracker.stop()]
  view.onend = () => stops.splice(0).forEach((stop) => stop())
}

function showPartner(place, user, presence) {
  const told = `${user.id} ${user.avatar}`
  if (place.dataset.told !== told) {
    place.dataset.told = told
    place.replaceChildren(avatar(user), h("a", { href: `/u/${user.username}` }, `@${user.username}`), presenceMark())
  }
  const mark = place.lastChild
  mark.hidden = !presence
  if (presence) showPresence(mark, presence)
}
