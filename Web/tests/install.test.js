import assert from "node:assert/strict"
import { readFileSync, readdirSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { test } from "node:test"
import { WEB, fileIn } from "./support/languages.js"

const ICONS_MAX = 16 * 1024 // bytes, of all of them
const read = (path) => readFileSync(join(WEB, path), "utf8")
const pages = readdirSync(WEB).filter((path) => path.endsWith(".html"))
const manifest = JSON.parse(read("manifest.webmanifest"))
const worker = read("service-worker.js")

/** The width and height that a PNG says it has. */
function sizeOf(png) {
  assert.equal(png.subarray(1, 4).toString(), "PNG")
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`
}

/** These modules and all that they import at once. */
function reach(paths) {
  const found = new Set()
  const visit = (path) => {
    if (found.has(path)) return
    found.add(path)
    for (const [, to] of fileIn(path, "en").matchAll(/^(?:import|export)[^"()]*"(\.[^"]+)"/gm)) visit(normalize(join(dirname(path), to)))
  }
  paths.forEach(visit)
  return [...found]
}

test("every icon of the manifest is there, of the size that it says, and small", () => {
  const named = [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons)]
  for (const { src, sizes } of named) assert.equal(sizeOf(readFileSync(join(WEB, src))), sizes, src)
  for (const purpose of ["any", "maskable"])
    assert.deepEqual(manifest.icons.filter((one) => one.purpose === purpose).map(({ sizes }) => sizes), ["192x192", "512x512"])
  const files = readdirSync(join(WEB, "icons")).filter((path) => path.endsWith(".png"))
  const bytes = files.reduce((sum, path) => sum + readFileSync(join(WEB, "icons", path)).length, 0)
  assert.ok(bytes <= ICONS_MAX, `${bytes} bytes`)
})

test("an app that is installed begins at home, and has two short cuts", () => {
  assert.deepEqual([manifest.id, manifest.start_url, manifest.scope, manifest.display], ["/", "/", "/", "standalone"])
  assert.deepEqual(manifest.shortcuts.map(({ url }) => url), ["/new", "/messages"])
})

test("every page can be installed from, but the one for who is offline", () => {
  for (const page of pages) {
    const html = read(page)
    const isOffline = page === "offline.html"
    assert.equal(html.includes('<link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials">'), !isOffline, page)
    assert.equal(html.includes('<link rel="apple-touch-icon" href="/icons/apple-touch.png">'), !isOffline, page)
  }
})

test("a browser's edges have the colour of the page, light and dark, before anything is painted", () => {
  const [, light, dark] = read("styles/tokens.css").match(/--paper: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/)
  for (const page of pages) {
    const told = [...read(page).matchAll(/<meta name="theme-color" content="(#[0-9a-f]{6})" media="\(prefers-color-scheme: (light|dark)\)">/g)]
    assert.deepEqual(told.map(([, colour, theme]) => [theme, colour]), [["light", light], ["dark", dark]], page)
  }
  assert.equal(manifest.background_color, light)
})

test("the worker keeps what the offline page is made of and what stands around every page, and nothing else", () => {
  const [, list] = worker.match(/const SHELL = \[\n([^\]]+)\]/)
  const kept = [...list.matchAll(/"([^"]+)"/g)].map(([, path]) => path)
  const named = [...read("offline.html").matchAll(/"\/assets\/HASH\/([^"]+)"/g)].map(([, path]) => path)
  const modules = reach(["components/offline-page.js", "app/main.js", "app/shell.js", "components/connection-banner.js"])
  assert.deepEqual(kept.sort(), [...new Set([...named, ...modules])].sort())
})

test("the worker asks nobody but this server, and needs no other script", () => {
  assert.doesNotMatch(worker, /https?:|importScripts|^import/m)
})
