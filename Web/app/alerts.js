import { AlertDesk } from "../models/alert-desk.js"
import { titleOf } from "../models/conversation.js"
import { deedOf, placeOf } from "../models/notice.js"
import { fill } from "../models/words.js"
import { ask } from "./api.js"
import { client, store } from "./live.js"
import { navigate } from "./navigate.js"

const NAME = "hubbub.alerts" // of the lock and the channel; in the storage: who wants alerts in this browser
const ANSWERED_WITHIN = 200 // ms in which a tab that is looked at says so
const BELL_PAGE = 100 // notices

const desk = new AlertDesk({ open: openAlert, isSeen, readBell })
const channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null
const questions = new Map() // number -> resolve
let asked = 0
let leave = null // gives up being, or wanting to be, the one tab that shows alerts
let isLeader = false

/** What this browser lets us do. @returns {"none" | "default" | "granted" | "denied"} */
export function permission() {
  return globalThis.Notification && globalThis.isSecureContext ? Notification.permission : "none"
}

/** Whether who is logged in wants alerts here, and may have them. */
export function areWanted() {
  const me = store.state.me?.id
  return me !== undefined && read() === me && permission() === "granted"
}

/**
 * Keeps for this device whether alerts are wanted. Asks the browser for it, so call it from a press only.
 * @param {boolean} isWanted @returns {Promise<boolean>} whether they come from now on
 */
export async function wantAlerts(isWanted) {
  const isAllowed = isWanted && (await Notification.requestPermission()) === "granted"
  try {
    if (isAllowed) localStorage.setItem(NAME, store.state.me.id)
    else localStorage.removeItem(NAME)
  } catch {
    return false // without a place to keep it there are none
  }
  follow()
  return isAllowed
}

function read() {
  try {
    return localStorage.getItem(NAME)
  } catch {
    return null
  }
}

/** One tab of all shows alerts: whoever holds the lock. Where there is none, the same tag makes one of several. */
function lead() {
  if (leave) return
  if (!navigator.locks) {
    isLeader = true
    leave = () => {}
    return
  }
  const stop = new AbortController()
  leave = () => stop.abort()
  navigator.locks.request(NAME, { signal: stop.signal }, () => {
    isLeader = true
    return new Promise((resolve) => { leave = resolve })
  }).catch(() => {}) // given up while it waited
}

function rest() {
  leave?.()
  leave = null
  isLeader = false
  desk.closeAll()
}

/** Does what is wanted by now, here or in another tab. */
function follow() {
  if (read() !== null && permission() === "granted") lead()
  else rest()
}

/** Whether somebody looks at any tab of ours: it shows by itself what happens. */
function isSeen() {
  if (!document.hidden) return true
  if (!channel) return false
  const question = `${Date.now()} ${asked += 1}`
  return new Promise((resolve) => {
    questions.set(question, () => resolve(true))
    channel.postMessage({ question })
    setTimeout(() => {
      questions.delete(question)
      resolve(false)
    }, ANSWERED_WITHIN)
  })
}

async function readBell() {
  return (await ask("GET", `/api/notifications?limit=${BELL_PAGE}`)).items
}

function openAlert(tag, notice, onclose) {
  const { actor, kind, conversation } = notice
  const talk = store.state.conversations?.get(conversation)
  const body = talk && talk.kind !== "direct" ? titleOf(talk, store.state.me) : ""
  try {
    const alert = new Notification(fill(deedOf(kind), { name: actor.displayName }), { tag, body, icon: actor.avatar })
    alert.onclose = onclose
    alert.onclick = () => {
      window.focus()
      navigate(placeOf(notice, actor))
      alert.close()
    }
    return alert
  } catch {
    return null // some browsers have the name, and alerts from elsewhere only
  }
}

function hear({ event, data }) {
  if (!isLeader) return
  if (event === "notification" && areWanted()) desk.ring(data.notification)
  if (event === "unread") desk.unread(data)
  if (event === "notifications") desk.notices(data).catch(() => {}) // they stay until the next word
}

channel?.addEventListener("message", ({ data: { question, seen } }) => {
  if (question && !document.hidden) channel.postMessage({ seen: question })
  questions.get(seen)?.()
})
client.on("event", hear)
addEventListener("storage", ({ key }) => key === NAME && follow())
addEventListener("pagehide", rest)
addEventListener("pageshow", follow)
follow()
