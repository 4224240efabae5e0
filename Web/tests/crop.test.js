import assert from "node:assert/strict"
import { test } from "node:test"
import { complaint, keyed, middle, moved, placed, put, sentSide, square, zoomed } from "../models/crop.js"

const inside = ({ width, height }, { x, y, side }) =>
  x >= -1e-9 && y >= -1e-9 && x + side <= width + 1e-9 && y + side <= height + 1e-9

test("a crop begins as the largest square in the middle", () => {
  assert.deepEqual(square(middle(300, 200)), { x: 50, y: 0, side: 200 })
  assert.deepEqual(square(middle(200, 300)), { x: 0, y: 50, side: 200 })
})

test("a square goes to the edge of its picture and no further", () => {
  const wide = middle(300, 200)
  assert.deepEqual(square(moved(wide, 0.25, 0)), { x: 100, y: 0, side: 200 })
  assert.deepEqual(square(moved(wide, 9, 9)), { x: 100, y: 0, side: 200 })
  assert.deepEqual(square(moved(wide, -9, -9)), { x: 0, y: 0, side: 200 })
})

test("zooming keeps the middle, and what is in view stays within the picture", () => {
  const near = zoomed(middle(300, 200), 2)
  assert.deepEqual(square(near), { x: 100, y: 50, side: 100 })
  const corner = moved(near, 9, 9)
  assert.deepEqual(square(corner), { x: 200, y: 100, side: 100 })
  assert.deepEqual(square(zoomed(corner, 1)), { x: 100, y: 0, side: 200 })
  assert.equal(zoomed(near, 99).zoom, 8)
  assert.equal(zoomed(near, 0).zoom, 1)
})

test("arrow keys move, plus and minus zoom, other keys are not ours", () => {
  const near = zoomed(middle(300, 200), 2)
  assert.equal(square(keyed(near, "ArrowRight")).x, 105)
  assert.equal(square(keyed(near, "ArrowLeft")).x, 95)
  assert.equal(square(keyed(near, "ArrowUp")).y, 45)
  assert.equal(square(keyed(near, "ArrowDown")).y, 55)
  assert.ok(keyed(near, "+").zoom > 2 && keyed(near, "=").zoom > 2 && keyed(near, "-").zoom < 2)
  for (const key of ["Tab", "Enter", "a", "toString"]) assert.equal(keyed(near, key), null)
})

test("sliders say where the square is, and put it there", () => {
  const wide = middle(300, 200)
  assert.deepEqual(placed(wide), { across: 50, down: 50 })
  const left = put(wide, { across: 0, down: 80 })
  assert.deepEqual(square(left), { x: 0, y: 0, side: 200 })
  assert.equal(placed(left).across, 0)
  assert.deepEqual(square(put(zoomed(wide, 2), { across: 100, down: 100 })), { x: 200, y: 100, side: 100 })
})

test("whatever one does, the square is in the picture", () => {
  const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-"]
  let seed = 7
  const random = (count) => (seed = (seed * 48_271) % 2_147_483_647) % count
  let crop = middle(40, 4_000)
  for (let step = 0; step < 5_000; step += 1) {
    crop = random(9) === 0 ? put(crop, { across: random(101), down: random(101) }) : keyed(crop, keys[random(keys.length)])
    assert.ok(inside(crop, square(crop)), JSON.stringify(crop))
  }
})

test("what is sent is no larger than what was chosen, or than it needs to be", () => {
  assert.equal(sentSide(middle(5_000, 4_000)), 1_024)
  assert.equal(sentSide(middle(300, 200)), 200)
  assert.equal(sentSide(zoomed(middle(3, 2), 8)), 1)
})

test("40 megapixels are taken, one more row is not, and nothing is no picture", () => {
  assert.equal(complaint(8_000, 5_000), null)
  assert.match(complaint(8_000, 5_001), /40 megapixels/)
  assert.match(complaint(0, 0), /cannot be read/)
})
