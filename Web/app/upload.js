import { ApiError } from "./api.js"

/**
 * Sends a file with progress, which `fetch` does not tell.
 * @param {string} path starts with `/api/`
 * @param {Blob} blob
 * @param {{tell: (part: number) => void, signal: AbortSignal}} watch `part` of 1 is sent
 * @returns {Promise<object>} the answer. Rejects with an ApiError; its code is `cancelled` after `signal`
 */
export function upload(path, blob, { tell, signal }) {
  const request = new XMLHttpRequest()
  const cancel = () => request.abort()
  signal.addEventListener("abort", cancel)
  return new Promise((resolve, reject) => {
    const fail = (code, message) => reject(new ApiError({ status: request.status, code, message }))
    request.upload.onprogress = ({ loaded, total }) => tell(loaded / total)
    request.onload = () => {
      const error = request.response?.error
      if (request.status < 300 && request.response) resolve(request.response)
      else fail(error?.code ?? "unavailable", error?.message ?? "The server could not do that.")
    }
    request.onerror = () => fail("offline", "The server does not answer.")
    request.onabort = () => fail("cancelled", "Nothing was changed.")
    request.open("PUT", path)
    request.responseType = "json"
    request.send(blob)
    if (signal.aborted) cancel()
  }).finally(() => signal.removeEventListener("abort", cancel))
}
