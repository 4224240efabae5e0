import { request } from "./api.js"
import { client } from "./live.js"

/** Ends this session and everything that is open in it. */
export async function logOut() {
  await request("POST", "/api/logout")
  client.close()
  await forgetDrafts()
  location.assign("/login")
}

/** What was begun here is nobody else's business. */
export async function forgetDrafts() {
  const { Draft } = await import("../models/draft.js")
  Draft.clearAll(localStorage)
}
