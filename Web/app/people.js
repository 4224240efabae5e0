import { say } from "../components/status-line.js"
import { fill, t } from "../models/words.js"
import { ask } from "./api.js"
import { store } from "./live.js"
import { relationOf } from "./people-state.js"
import { navigate } from "./navigate.js"

const FAILED = {
  friends: t("You and {name} are not friends yet."),
  requested: t("{name} was not asked."),
  blocked: t("{name} is not blocked."),
  none: t("Nothing has changed between you and {name}."),
}

function wish(user, relation) {
  store.dispatch({ event: "relation_wished", data: { user, relation } })
  return store.state.relations.get(user.id)
}

/**
 * Shows at once what somebody shall be to me, asks the server, and goes back if it says no.
 * @returns {Promise<boolean>} whether it is so
 */
async function become(user, wanted, method, path) {
  const before = relationOf(store.state, user)
  const wished = wish(user, wanted)
  const isOurs = () => store.state.relations.get(user.id) === wished // nothing newer has been told
  try {
    const answer = await ask(method, `${path}/${encodeURIComponent(user.username)}`)
    const relation = answer?.relation ?? wanted
    if (isOurs() && relation !== wanted) wish(user, relation)
    return true
  } catch (error) {
    if (isOurs()) wish(user, before)
    say(`${fill(FAILED[wanted], { name: user.displayName })} ${error.advice}`)
    return false
  }
}

/** Asks somebody to be friends, or accepts that they have asked. */
export function befriend(user) {
  const wanted = relationOf(store.state, user) === "incoming" ? "friends" : "requested"
  return become(user, wanted, "PUT", "/api/friends")
}

/** Takes a request back, declines one, or ends a friendship. */
export function part(user) {
  return become(user, "none", "DELETE", "/api/friends")
}

/** Ends a friendship once that is really meant. */
export async function unfriend(user) {
  const { confirmed } = await import("../components/confirm-dialog.js")
  const isMeant = await confirmed({
    question: fill(t("Remove {name} from your friends?"), { name: user.displayName }),
    detail: t("You no longer see each other's posts for friends, nor who is online. They are not told."),
    action: t("Remove"),
  })
  return isMeant && part(user)
}

/** Hides somebody and oneself from each other, once that is really meant. */
export async function block(user) {
  const { confirmed } = await import("../components/confirm-dialog.js")
  const isMeant = await confirmed({
    question: fill(t("Block {name}?"), { name: user.displayName }),
    detail: t("You are hidden from each other everywhere, and are no longer friends. They are not told. You can unblock them in the settings."),
    action: t("Block"),
  })
  if (!isMeant || !await become(user, "blocked", "PUT", "/api/blocks")) return false
  store.dispatch({ event: "friend", data: { user, relation: "blocked" } })
  say(fill(t("{name} is blocked."), { name: user.displayName }))
  return true
}

export function unblock(user) {
  return become(user, "none", "DELETE", "/api/blocks")
}

/** Opens the conversation with somebody. */
export async function write(user) {
  try {
    const { conversation } = await ask("POST", "/api/conversations", { kind: "direct", with: user.username })
    store.dispatch({ event: "conversation", data: { conversation } })
    navigate(`/messages/${conversation.id}`)
  } catch (error) {
    say(`${fill(t("You cannot write to {name}."), { name: user.displayName })} ${error.advice}`)
  }
}
