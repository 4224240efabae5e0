import { ask } from "./api.js"
import { persist } from "./live.js"

/**
 * Saves those descriptions that the server does not have yet, however long that takes.
 * @param {{id: string, alt: string, isAltNew?: boolean}[]} media
 * @param {() => void} [onWait] called before each wait
 */
export function saveAlts(media, onWait) {
  return Promise.all(media.filter(({ isAltNew }) => isAltNew)
    .map(({ id, alt }) => persist(() => ask("PATCH", `/api/media/${id}`, { alt }), onWait)))
}

/** Tells the server that these go out nowhere. What something holds stays there, and the rest it sweeps at some time. */
export function dropMedia(media = []) {
  for (const { id } of media) ask("DELETE", `/api/media/${id}`).catch(() => {})
}
