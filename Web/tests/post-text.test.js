import assert from "node:assert/strict"
import { test } from "node:test"
import { problemOf } from "../models/post-text.js"

test("a post's text has a bound and must not be empty", () => {
  assert.equal(problemOf(" \n"), "Write something first.")
  assert.equal(problemOf("😀".repeat(2_000)), null)
  assert.equal(problemOf("a".repeat(2_001)), "That is 1 character too long.")
})
