import { t } from "../models/words.js"
import { ApiError, inWords } from "./api.js"

const STALLED_AFTER = 60_000 // ms in which nothing more could be sent
const MAKING_TAKES = 300_000 // ms until there is no answer to what was sent

/**
 * Sends a file with progress, which `fetch` does not tell.
 * @param {string} path starts with `/api/`
 * @param {Blob} blob
 * @param {{tell: (part: number) => void, signal: AbortSignal, method?: string}} watch `part` of 1 is sent
 * @returns {Promise<object>} the answer. Rejects with an ApiError; its code is `cancelled` after `signal`
 */
export function upload(path, blob, { tell, signal, method = "PUT" }) {
  const request = new XMLHttpRequest()
  const cancel = () => request.abort()
  let timer = null
  const patience = (ms) => {
    clearTimeout(timer)
    timer = setTimeout(cancel, ms)
  }
  signal.addEventListener("abort", cancel)
  return new Promise((resolve, reject) => {
    const fail = (code, message, retryAfter) => reject(new ApiError({ status: request.status, code, message, retryAfter }))
    const lose = () => fail("offline", t("The server does not answer."))
    request.upload.onprogress = ({ loaded, total }) => {
      patience(loaded < total ? STALLED_AFTER : MAKING_TAKES)
      tell(loaded / total)
    }
    request.onload = async () => {
      const error = request.response?.error
      if (request.status < 300 && request.response) resolve(request.response)
      else {
        const seconds = Number.parseInt(request.getResponseHeader?.("retry-after") ?? "", 10)
        const message = error?.message ? await inWords(error.message) : t("The server could not do that.")
        fail(error?.code ?? "unavailable", message, Number.isFinite(seconds) ? seconds : undefined)
      }
    }
    request.onerror = lose
    request.onabort = () => (signal.aborted ? fail("cancelled", t("Nothing was changed.")) : lose())
    request.open(method, path)
    request.responseType = "json"
    request.send(blob)
    patience(STALLED_AFTER)
    if (signal.aborted) cancel()
  }).finally(() => {
    clearTimeout(timer)
    signal.removeEventListener("abort", cancel)
  })
}
