import { ask } from "../app/api.js"
import { h, setText } from "../app/dom.js"
import { measured } from "../app/measured.js"
import { upload } from "../app/upload.js"
import { complaint, keyed, middle, moved, placed, put, sentSide, square, zoomed } from "../models/crop.js"
import { t } from "../models/words.js"
import { announce } from "./status-line.js"

const VIEW = 320 // pixels of the canvas on which one crops
const SIZES = { profile: 160, list: 40 } // pixels of the previews

/**
 * One's own picture: chosen by button, drop or paste, cropped to a square here, sent, removed.
 * Set `user`; every change is told by the event `picture-changed` with `detail.user`.
 */
class PictureChooser extends HTMLElement {
  #user = null
  #picture = null // the chosen one, upright
  #crop = null
  #sending = null // what ends the request
  #turn = 0 // of several files, the last one counts
  #parts = null

  set user(user) {
    this.#user = user
    if (this.#parts) this.#show()
  }

  // Lifecycle

  connectedCallback() {
    if (!this.#parts) this.#build()
    this.#show()
    document.addEventListener("paste", this.#paste)
  }

  disconnectedCallback() {
    document.removeEventListener("paste", this.#paste)
    this.#sending?.abort()
    this.#forget()
  }

  // Actions

  #choose = ({ target }) => {
    this.#takeFirst(target.files)
    target.value = "" // so that the same file may be chosen again
  }

  #paste = ({ clipboardData }) => this.#takeFirst(clipboardData?.files)

  #drop = (event) => {
    event.preventDefault()
    this.#takeFirst(event.dataTransfer?.files)
  }

  #takeFirst(files) {
    if (files?.length > 0 && !this.#sending) this.#take(files[0])
  }

  /** One that cannot be taken leaves the one before as it is. */
  async #take(file) {
    const turn = ++this.#turn
    this.#complain("")
    const { picture, words } = await opened(file)
    if (turn !== this.#turn) return picture?.close()
    if (words) return this.#complain(words)
    this.#forget()
    this.#picture = picture
    this.#crop = middle(picture.width, picture.height)
    this.#show()
    this.#parts.view.focus()
  }

  #send = () => this.#sending || this.#change(this.#upload, t("Your picture was changed."))

  #remove = () => this.#change(() => ask("DELETE", "/api/me/avatar"), t("Your picture was removed."))

  #cancel = () => {
    if (this.#sending) return this.#sending.abort()
    this.#forget()
    this.#show()
    this.#parts.file.focus()
  }

  async #change(request, done) {
    this.#turn += 1
    this.#complain("")
    try {
      const { user } = await request()
      this.#forget()
      this.user = user
      this.#refocus()
      setText(this.#parts.done, done)
      announce(done)
      this.dispatchEvent(new CustomEvent("picture-changed", { detail: { user }, bubbles: true }))
    } catch (error) {
      this.#show()
      this.#complain(error.advice ?? t("That did not work. Try again."))
    }
  }

  #upload = async () => {
    const { progress } = this.#parts
    const { signal } = this.#sending = new AbortController()
    progress.value = 0
    this.#show()
    const tell = (part) => { progress.value = part }
    try {
      return await upload("/api/me/avatar", await this.#cut(sentSide(this.#crop)), { tell, signal })
    } finally {
      this.#sending = null
    }
  }

  #key = (event) => {
    const crop = event.ctrlKey || event.metaKey ? null : keyed(this.#crop, event.key)
    if (!crop) return
    event.preventDefault()
    this.#look(crop)
  }

  #drag = ({ buttons, movementX, movementY, currentTarget }) => {
    if (buttons === 1) this.#look(moved(this.#crop, -movementX / currentTarget.clientWidth, -movementY / currentTarget.clientHeight))
  }

  #slide = ({ target }) => {
    const { zoom, across, down } = this.#parts
    const place = () => put(this.#crop, { across: Number(across.value), down: Number(down.value) })
    this.#look(target === zoom ? zoomed(this.#crop, Number(zoom.value)) : place())
  }

  // Rendering

  #build() {
    const part = (name, tag, props, ...kids) => [name, h(tag, props, ...kids)]
    const slider = (name, min, max, step) => part(name, "input", { id: `picture-${name}`, type: "range", min, max, step, oninput: this.#slide })
    const button = (name, words, onclick, kind = "") => part(name, "button", { type: "button", class: `button ${kind}`, onclick }, words)
    const preview = (name, words) => part(name, "canvas", { width: SIZES[name], height: SIZES[name], class: name, role: "img", "aria-label": words })
    const p = this.#parts = Object.fromEntries([
      part("now", "img", { class: "avatar", alt: t("Your picture"), width: 160, height: 160 }),
      part("file", "input", { id: "picture-file", type: "file", accept: "image/jpeg,image/png,image/gif,image/webp,image/avif", "aria-describedby": "picture-hint picture-error", onchange: this.#choose }),
      part("error", "p", { id: "picture-error", class: "error", role: "alert" }),
      part("done", "p", { class: "hint" }),
      part("view", "canvas", { width: VIEW, height: VIEW, class: "view", tabindex: 0, role: "img", "aria-label": t("The square to be shown"), "aria-describedby": "picture-keys", onkeydown: this.#key, onpointermove: this.#drag, onpointerdown: ({ target, pointerId }) => target.setPointerCapture(pointerId) }),
      slider("zoom", 1, 8, "any"), slider("across", 0, 100, 1), slider("down", 0, 100, 1),
      preview("profile", t("Preview, profile")), preview("list", t("Preview, list")),
      part("progress", "progress", { max: 1, "aria-label": t("Sending the picture") }),
      button("send", t("Use this picture"), this.#send, "primary"), button("cancel", t("Cancel"), this.#cancel),
      button("remove", t("Remove picture"), this.#remove),
    ])
    const labelled = (words, input) => h("div", {}, h("label", { for: input.id }, words), input)
    p.stage = h("div", { class: "stage" }, p.view,
      h("p", { id: "picture-keys", class: "hint" }, t("Drag, or use the arrow keys; + and − zoom.")),
      labelled(t("Zoom"), p.zoom), labelled(t("Left and right"), p.across), labelled(t("Up and down"), p.down),
      h("div", { class: "previews" }, p.profile, p.list), p.progress)
    this.append(p.now, labelled(t("Choose a picture"), p.file),
      h("p", { id: "picture-hint", class: "hint" }, t("JPEG, PNG, GIF, WebP or AVIF. You can also drop or paste one here.")),
      p.error, p.stage, h("div", { class: "actions" }, p.remove, p.cancel, p.send), p.done)
    this.addEventListener("dragover", (event) => event.preventDefault())
    this.addEventListener("drop", this.#drop)
  }

  #show() {
    const { now, stage, send, cancel, remove, progress, file } = this.#parts
    if (this.#user) now.src = this.#user.avatar.replace("-128.webp", "-512.webp")
    now.hidden = !this.#user || this.#crop !== null
    for (const part of [stage, send, cancel]) part.hidden = !this.#crop
    remove.hidden = this.#crop !== null || (this.#user?.avatar ?? ".svg").endsWith(".svg")
    progress.hidden = !this.#sending
    file.disabled = Boolean(this.#sending)
    send.setAttribute("aria-disabled", String(file.disabled)) // it keeps the focus
    if (this.#crop) this.#look(this.#crop)
  }

  #look(crop) {
    if (this.#sending && crop !== this.#crop) return
    this.#crop = crop
    const { view, profile, list, zoom, across, down } = this.#parts
    for (const canvas of [view, profile, list]) this.#draw(canvas)
    const at = placed(crop)
    zoom.value = crop.zoom
    across.value = at.across
    down.value = at.down
  }

  /** What was pressed is not there any more, unless the reader has gone elsewhere meanwhile. */
  #refocus() {
    const { activeElement, body } = document
    if (activeElement === body || this.contains(activeElement)) this.#parts.file.focus()
  }

  #draw(canvas) {
    const { x, y, side } = square(this.#crop)
    const context = canvas.getContext("2d")
    context.imageSmoothingQuality = "high"
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.drawImage(this.#picture, x, y, side, side, 0, 0, canvas.width, canvas.height)
  }

  #complain(words) {
    setText(this.#parts.done, "")
    setText(this.#parts.error, words)
    if (words) this.#parts.file.setAttribute("aria-invalid", "true")
    else this.#parts.file.removeAttribute("aria-invalid")
  }

  // Private

  #cut(side) {
    const canvas = h("canvas", { width: side, height: side })
    this.#draw(canvas)
    return new Promise((resolve) => canvas.toBlob(resolve, "image/webp", 0.92))
  }

  #forget() {
    this.#turn += 1
    this.#picture?.close()
    this.#picture = this.#crop = null
  }
}

/**
 * The picture in a file, upright, or words why it cannot be taken. Its size is looked at first:
 * decoding a huge one could take all of the memory.
 */
async function opened(file) {
  try {
    const { width, height } = await measured(file)
    const words = complaint(width, height)
    return words ? { words } : { picture: await createImageBitmap(file, { imageOrientation: "from-image" }) }
  } catch {
    return { words: complaint(0, 0) }
  }
}

customElements.define("picture-chooser", PictureChooser)
