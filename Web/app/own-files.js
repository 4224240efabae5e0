import { kindOf } from "../models/media-limits.js"
import { h } from "./dom.js"
import { measured } from "./measured.js"
import { symbol } from "./tray-row.js"

const PREVIEW_MAX = 24_000_000 // pixels of a picture that is shown before the server has made it small

/** A file with the number of its pixels, where it is a picture that this browser knows. @param {File} file */
export async function look(file) {
  const { name, type, size } = file
  if (kindOf(file) !== "image") return { file, name, type, size }
  const { width, height } = await measured(file).catch(() => ({ width: 0, height: 0 }))
  return { file, name, type, size, pixels: width * height || undefined }
}

/** Files of this tab, which are seen here before the server has made anything of them. */
export class OwnFiles {
  #known = new Map() // file -> {url, isShown, isLent}: whether it may be shown from here, and is somewhere else as well

  /** @param {File} file @param {number} [pixels] of a picture: decoding a huge one could take all of the memory */
  add(file, pixels) {
    const isShown = kindOf(file) !== "image" || pixels <= PREVIEW_MAX
    this.#known.set(file, { url: URL.createObjectURL(file), isShown, isLent: false })
  }

  /** What is seen of an item: what the server has made small, else the file itself. @returns {Node} */
  preview({ kind, file, media }) {
    const { url, isShown } = this.#known.get(file) ?? {}
    const made = media?.variants.thumb ?? media?.variants.poster
    if (kind === "audio" || (!made && !isShown)) return symbol(kind)
    if (kind === "video" && !made)
      return h("video", { src: `${url}#t=0.1`, muted: true, preload: "metadata", "aria-hidden": "true", tabindex: "-1" })
    return h("img", { src: made ?? url, alt: "" })
  }

  /** The media that became of a file, with this tab's own address of it in `local`, where it is a picture. */
  lend(media, file) {
    const own = this.#known.get(file)
    if (!own?.isShown || media.kind !== "image" || media.animated) return media
    own.isLent = true // whoever shows it lets go of it
    return { ...media, local: own.url }
  }

  /** Lets go of all files but these. @param {Blob[]} files */
  keep(files) {
    for (const [file, { url, isLent }] of this.#known) {
      if (files.includes(file)) continue
      this.#known.delete(file)
      if (!isLent) URL.revokeObjectURL(url)
    }
  }
}
