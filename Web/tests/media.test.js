import assert from "node:assert/strict"
import { test } from "node:test"
import { saidIn } from "../models/conversation.js"
import { isSame, lengthOf, nameOf, ratioOf, srcsetOf } from "../models/media.js"
import { kindOf, limitsOf, mixtureProblem, sizeOf, sorted } from "../models/media-limits.js"
import { problemOf } from "../models/post-text.js"

const image = (rest) => ({ id: "i", kind: "image", width: 4_000, height: 3_000, alt: "", ...rest })
const variants = { thumb: "/t", medium: "/m", large: "/l", fallback: "/f" }
const file = (name, rest = {}) => ({ name, type: "image/png", size: 1_000, ...rest })
const limits = limitsOf({ media: {
  maxItems: 4, image: { bytes: 20_000_000, pixels: 50_000_000 }, video: { bytes: 200_000_000 }, audio: { bytes: 50_000_000 }, altCharacters: 1_500,
} })

test("one picture keeps its shape within bounds", () => {
  assert.equal(ratioOf(image({ width: 300, height: 200 })), 1.5)
  assert.equal(ratioOf(image({ width: 9_000, height: 10 })), 3)
  assert.equal(ratioOf(image({ width: 10, height: 9_000 })), 0.5)
  assert.equal(ratioOf({ kind: "video" }), 16 / 9, "a film that nobody could measure")
})

test("each size is named by its true width, and equal ones once", () => {
  assert.equal(srcsetOf(image({ variants })), "/t 160w, /m 640w, /l 1600w")
  assert.equal(srcsetOf(image({ width: 3_000, height: 4_000, variants })), "/t 120w, /m 480w, /l 1200w")
  assert.equal(srcsetOf(image({ width: 200, height: 100, variants })), "/t 160w, /m 200w")
  assert.equal(srcsetOf(image({ width: 10, height: 9_000, variants })), "/t 1w, /l 2w", "never nought wide")
  assert.equal(srcsetOf(image({ variants: {} })), "")
})

test("lengths and names are for people", () => {
  assert.deepEqual([5, 65, 3_725.4, 59.6].map(lengthOf), ["0:05", "1:05", "1:02:05", "1:00"])
  assert.equal(nameOf(image({ alt: "A heron" }), 0, 1), "Picture: A heron")
  assert.equal(nameOf(image(), 1, 3), "Picture 2 of 3, not described")
  assert.equal(nameOf({ kind: "audio", alt: "", seconds: 65 }, 0, 1), "Sound, 1:05, not described")
})

test("what is shown is made anew only where something is new", () => {
  assert.equal(isSame([image()], [image({ local: "blob:1" })]), true)
  assert.equal(isSame([image()], [image({ alt: "A heron" })]), false)
  assert.equal(isSame([image()], []), false)
})

test("a line for what is only shown", () => {
  assert.equal(saidIn({ text: "Look", media: [image()] }), "Look")
  assert.equal(saidIn({ text: "", media: [image()] }), "Photo")
  assert.equal(saidIn({ text: "", media: [image(), image()] }), "2 photos")
  assert.equal(saidIn({ text: "", media: [{ kind: "video" }] }), "Video")
  assert.equal(saidIn({ text: "", media: [{ kind: "audio" }] }), "Sound")
  assert.equal(saidIn({ text: "" }), "")
})

test("text may be missing where something goes along, and is never too long", () => {
  assert.equal(problemOf(" ", false), null)
  assert.equal(problemOf(" "), "Write something first.")
  assert.match(problemOf("x".repeat(2_001), false), /1 character too long/)
})

test("what a file seems to be", () => {
  assert.deepEqual(["image/heic", "video/mp4", "audio/x-m4a", "application/pdf", "text/plain", ""].map((type) => kindOf({ type })),
    ["image", "video", "audio", "", "", "image"])
})

test("four pictures go together; more are told of, and the first four go", () => {
  const { taken, problems } = sorted(["image"], ["a", "b", "c", "d", "e"].map((name) => file(name)), limits)
  assert.deepEqual(taken.map(({ name }) => name), ["a", "b", "c"])
  assert.deepEqual(problems, ["Up to 4 pictures go together: 2 were left out."])
  assert.deepEqual(sorted(["image", "image", "image", "image"], [file("a")], limits).problems, ["Up to 4 pictures go together: 1 was left out."])
})

test("a video or a sound goes alone", () => {
  const film = file("film.mp4", { type: "video/mp4" })
  assert.deepEqual(sorted([], [film], limits).taken.map(({ kind }) => kind), ["video"])
  assert.deepEqual(sorted([], [film, file("a")], limits).problems, ["“a” was left out: a video or a sound goes alone."])
  assert.deepEqual(sorted(["image"], [film], limits).problems, ["“film.mp4” was left out: a video or a sound goes alone."])
  assert.deepEqual(sorted(["audio"], [film], limits).taken, [])
})

test("a browser's own file is told of by its name", () => {
  assert.deepEqual(sorted([], [new File([], "empty.png", { type: "image/png" })], limits).problems, ["“empty.png” is empty."])
})

test("what cannot be taken is said in a sentence, and the rest goes", () => {
  const files = [file("notes.pdf", { type: "application/pdf" }), file("empty.png", { size: 0 }), file("big.png", { size: 31_400_000 }),
    file("wide.png", { pixels: 300_000_001 }), file("good.png", { pixels: 12 })]
  const { taken, problems } = sorted([], files, limits)
  assert.deepEqual(taken.map(({ name }) => name), ["good.png"])
  assert.deepEqual(problems, ["“notes.pdf” is no picture, video or sound.", "“empty.png” is empty.",
    "“big.png” has 31 MB. A picture may have up to 20 MB.",
    "“wide.png” has 301 million pixels. A picture may have up to 50 million."])
  assert.match(sorted([], [file("x".repeat(99), { size: 0 })], limits).problems[0], /^“x{39}…” is empty/)
})

test("a server that tells no limits has the usual number, and judges the rest itself", () => {
  assert.equal(limitsOf(undefined).maxItems, 4)
  assert.equal(sorted([], [file("a", { size: 9e12, pixels: 9e12 })], limitsOf({})).taken.length, 1)
})

test("sizes are told as people tell them", () => {
  assert.deepEqual([0, 999, 1_000, 1_240_000, 31_400_000, 2e9, 5e15].map(sizeOf),
    ["0 bytes", "999 bytes", "1.0 KB", "1.2 MB", "31 MB", "2.0 GB", "5000000 GB"])
})

test("files that turn out to be something else do not go out together", () => {
  assert.equal(mixtureProblem(["image", "image"], limits), null)
  assert.equal(mixtureProblem(["video"], limits), null)
  assert.match(mixtureProblem(["image", "video"], limits), /alone/)
  assert.match(mixtureProblem(Array(5).fill("image"), limits), /Up to 4/)
})
