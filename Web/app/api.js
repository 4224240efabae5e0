import { fill, lang, many, t } from "../models/words.js"

const PATIENCE = 15_000 // ms until a request counts as lost

/** A request that did not do what was asked. `code` is the server's, or `offline`. */
export class ApiError extends Error {
  /** @param {{status: number, code: string, message: string, field?: string, retryAfter?: number}} what */
  constructor({ status, code, message, field, retryAfter }) {
    super(message)
    this.name = "ApiError"
    this.status = status // 0 when nothing came back
    this.code = code
    this.field = field
    this.retryAfter = retryAfter // seconds
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }

  /** A sentence for people, with the wait that the server asks for. */
  get advice() {
    if (this.retryAfter === undefined) return this.message
    return `${this.message} ${fill(t("Try again in {time}."), { time: waiting(this.retryAfter) })}`
  }
}

/** @param {number} seconds @returns {string} such as "12 seconds" or "2 minutes" */
export function waiting(seconds) {
  if (seconds < 120) return many(Math.ceil(seconds), { one: t("{count} second"), other: t("{count} seconds") })
  return many(Math.ceil(seconds / 60), { other: t("{count} minutes") })
}

/** A key that nobody has used; `randomUUID` is not there on a page without https. */
export function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

/**
 * One request to this server.
 * @param {string} method
 * @param {string} path starts with `/api/`
 * @param {object} [body] sent as JSON
 * @returns {Promise<object | null>} the answer; null for 204. Rejects with an ApiError
 */
export async function request(method, path, body) {
  if (method === "GET") return run(method, path, body)
  writes += 1
  try {
    return await run(method, path, body)
  } finally {
    writes -= 1
  }
}

let writes = 0 // requests on their way that change something

/** Whether something is being changed at the server right now. */
export const isWriting = () => writes > 0

async function run(method, path, body) {
  const headers = { accept: "application/json" }
  if (body !== undefined) headers["content-type"] = "application/json"
  let response
  try {
    response = await fetch(path, {
      method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE),
    })
  } catch {
    throw new ApiError({ status: 0, code: "offline", message: t("The server does not answer.") })
  }
  if (response.status === 204) return null
  const answer = await response.json().catch(() => null)
  if (response.ok && answer !== null) return named(answer)
  const error = refusal(response, answer)
  error.message = await inWords(error.message)
  throw error
}

/** What the server says, with a name in the page's language for whoever left: no other username has a hyphen. */
export function named(data) {
  if (data === null || typeof data !== "object") return data
  if (/^gone-/.test(data.username)) data.displayName = t("Somebody who left")
  Object.values(data).forEach(named)
  return data
}

/** What a refusal says, in the page's language. @param {string} message in English @returns {Promise<string>} */
export async function inWords(message) {
  if (lang === "en") return message
  return import("./refusals.js").then((words) => words.inWords(message), () => message)
}

/** @param {Response} response @param {object?} answer its JSON, if it was JSON */
export function refusal(response, answer) {
  const retryAfter = Number.parseInt(response.headers.get("retry-after") ?? "", 10)
  return new ApiError({
    status: response.status,
    code: answer?.error?.code ?? "unavailable",
    message: answer?.error?.message ?? t("The server could not do that."),
    field: answer?.error?.field,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  })
}

/** The same as `request`, for pages that need a login: without one it leads to the login page. */
export async function ask(method, path, body) {
  try {
    return await request(method, path, body)
  } catch (error) {
    if (error.status === 401 && error.code !== "invalid_credentials") location.assign(loginPath(location))
    throw error
  }
}

/** @param {{pathname: string, search: string}} here */
export function loginPath({ pathname, search }) {
  return `/login?next=${encodeURIComponent(pathname + search)}`
}

/**
 * Where a login leads: to `next` if that is on this server, else home.
 * @param {string?} next
 * @param {string} origin
 */
export function safeNext(next, origin) {
  if (!next?.startsWith("/") || !URL.canParse(next, origin)) return "/"
  const target = new URL(next, origin)
  return target.origin === origin ? target.pathname + target.search + target.hash : "/"
}
