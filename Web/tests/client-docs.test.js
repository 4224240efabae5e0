import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { test } from "node:test"

const ROOT = new URL("../../", import.meta.url)
const read = (path) => readFileSync(new URL(path, ROOT), "utf8")

test("every block of docs/client.md is part of what is run", () => {
  const run = ["docs/example/talk.mjs", "docs/example/dial.mjs", "Web/app/shell.js"].map(read)
  const blocks = [...read("docs/client.md").matchAll(/```js\n([^]*?)```/g)].map(([, block]) => block.trimEnd())
  assert.ok(blocks.length >= 7)
  for (const block of blocks) assert.ok(run.some((text) => text.includes(`${block}\n`)), block)
})

test("nothing of our pages speaks on a socket but the client", () => {
  const modules = readdirSync(new URL("Web", ROOT), { recursive: true })
    .filter((path) => path.endsWith(".js") && !path.startsWith("tests"))
  assert.ok(modules.length > 80)
  for (const path of modules) {
    const text = read(`Web/${path}`)
    if (!path.startsWith("client/") && path !== "app/refusals.js") assert.doesNotMatch(text, /\bWebSocket\b/, path)
    if (path.startsWith("client/")) assert.doesNotMatch(text, /from "\.\.\//, `${path} needs more than its folder`)
  }
})

test("what the module exports has types, and what has types is exported", async () => {
  const client = await import("../client/hubbub.js")
  const typed = [...read("Web/client/hubbub.d.ts").matchAll(/^export (?:const|class|function) (\w+)/gm)].map(([, name]) => name)
  assert.deepEqual(typed.sort(), Object.keys(client).sort())
})
