import { t } from "./words.js"

const PIXELS_MAX = 40_000_000 // what the server takes
const SENT_SIDE = 1024 // pixels each way: twice what the largest picture has
const ZOOM_MAX = 8

/**
 * The square that is cut out of a picture: where its middle is, and how near one looks.
 * @typedef {{width: number, height: number, zoom: number, x: number, y: number}} Crop
 *   pixels of the whole picture; `zoom` 1 is the largest square; `x` and `y` are pixels
 */

/** The largest square in the middle. @param {number} width pixels @param {number} height pixels @returns {Crop} */
export function middle(width, height) {
  return { width, height, zoom: 1, x: width / 2, y: height / 2 }
}

/** The square that a crop stands for, within the picture. @param {Crop} crop @returns {{x, y, side}} pixels */
export function square({ width, height, zoom, x, y }) {
  const side = Math.min(width, height) / zoom
  return { x: x - side / 2, y: y - side / 2, side }
}

/** Moves the square by parts of its side, as far as the picture goes. @param {Crop} crop @returns {Crop} */
export function moved(crop, right, down) {
  const { side } = square(crop)
  return within({ ...crop, x: crop.x + right * side, y: crop.y + down * side })
}

/** Looks nearer or from farther away, at the same middle. @param {Crop} crop @param {number} zoom @returns {Crop} */
export function zoomed(crop, zoom) {
  return within({ ...crop, zoom: Math.min(ZOOM_MAX, Math.max(1, zoom)) })
}

/** How far the square can go, and where it is, in hundredths; 50 where it cannot move. @param {Crop} crop */
export function placed(crop) {
  const { x, y, side } = square(crop)
  const part = (at, room) => (room > 0 ? Math.round((100 * at) / room) : 50)
  return { across: part(x, crop.width - side), down: part(y, crop.height - side) }
}

/** Puts the square somewhere, in hundredths of the way it can go. @param {Crop} crop @returns {Crop} */
export function put(crop, { across, down }) {
  const { side } = square(crop)
  const at = (part, room) => side / 2 + (room * part) / 100
  return { ...crop, x: at(across, crop.width - side), y: at(down, crop.height - side) }
}

/** What a key does to a crop; null for every other key. @param {Crop} crop @param {string} key @returns {Crop?} */
export function keyed(crop, key) {
  const step = 0.05
  const steps = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }
  if (Object.hasOwn(steps, key)) return moved(crop, ...steps[key])
  if (key === "+" || key === "=") return zoomed(crop, crop.zoom * 1.1)
  if (key === "-") return zoomed(crop, crop.zoom / 1.1)
  return null
}

/** The side of the picture that is sent: never larger than what was chosen. @param {Crop} crop @returns {number} pixels */
export function sentSide(crop) {
  return Math.max(1, Math.min(SENT_SIDE, Math.round(square(crop).side)))
}

/** Why a picture of that size cannot be taken; null for one that can. @param {number} width @param {number} height */
export function complaint(width, height) {
  if (!(width > 0 && height > 0)) return t("This picture cannot be read. Choose another one.")
  if (width * height <= PIXELS_MAX) return null
  return t("This picture has more than 40 megapixels. Make it smaller, or choose another one.")
}

function within(crop) {
  const half = square(crop).side / 2
  const between = (at, size) => Math.min(size - half, Math.max(half, at))
  return { ...crop, x: between(crop.x, crop.width), y: between(crop.y, crop.height) }
}
