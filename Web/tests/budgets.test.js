import assert from "node:assert/strict"
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { test } from "node:test"
import { gzipSync } from "node:zlib"
import { WEB, fileIn, languages } from "./support/languages.js"

// What a page's own modules weigh is measured as they are sent, in `PageWeightTests`; here is what is written.
const STYLE_MAX = 6 * 1024 // bytes, gzipped, of the style sheets of one page
const LATER_MAX = 24 * 1024 // bytes, gzipped as one, of all that a page of conversations loads when it is wanted
const SHELL_MAX = 10 * 1024 // bytes, gzipped as one, of what every page loads when it is shown: its socket, and what stands around it
const EXTRA_MAX = 4 * 1024 // bytes, gzipped as one, of each thing that a page loads beside that only when somebody asks for it
const REFUSALS_MAX = 6 * 1024 // bytes, gzipped, of all that the server may refuse, which a page in another language than English loads then
const ADDING_MAX = 7 * 1024 // bytes, gzipped as one, of what sends pictures, videos and sounds: by far the largest of these
const LATER_STYLE_MAX = 2 * 1024 // bytes, gzipped
const PAGE_MAX = 3.5 * 1024 // bytes, gzipped: the settings, with the shell
const MODULES_MAX = 30 // of one page; the settings are many small ones
const LINES_MAX = 400
const WORKER = "service-worker.js" // alone with what it is told: no page imports it

/** A module without indents and comments; the server sends less than that. */
const codeOf = (text) => text.split("\n")
  .map((line) => (/^\s*(\/\/|\/\*\*|\*)/.test(line) ? "" : withoutRemark(line.trimStart()))).join("\n")
/** A style sheet as the server sends it: see `BareStyle`. */
const bareStyle = (text) => text.replace(/\/\*[^]*?\*\//g, "").replace(/^\s+/gm, "")
const isOpen = (code, quote) => code.split(quote).length % 2 === 0

/** A line of code without the comment at its end, where no quote is open before that. */
function withoutRemark(line) {
  const code = line.slice(0, Math.max(0, line.lastIndexOf(" // ")))
  return code === "" || isOpen(code, '"') || isOpen(code, "`") ? line : code
}

const read = (path) => readFileSync(join(WEB, path), "utf8") // as it is written, in English
const packed = (text) => gzipSync(text, { level: 9 }).length
const all = readdirSync(WEB, { recursive: true }).filter((path) => !/^(tests|languages)/.test(path))
const pages = all.filter((path) => path.endsWith(".html"))
const modules = all.filter((path) => path.endsWith(".js"))
const styles = all.filter((path) => path.endsWith(".css"))
const assetsOf = (html) => [...html.matchAll(/"\/assets\/HASH\/([^"]+)"/g)].map(([, path]) => path)
const earlyOf = (html) => [...html.matchAll(/<script src="\/assets\/HASH\/([^"]+)">/g)].map(([, path]) => path)
const entryOf = (html) => html.match(/<script type="module" src="\/assets\/HASH\/([^"]+)">/)[1]

/** Every module that a page loads: what its entry imports, and the elements it is made of. */
function modulesOf(html) {
  const tags = [...html.matchAll(/<([a-z]+-[a-z-]+)(?=[\s>])(?! data-coming)/g)].map(([, tag]) => `components/${tag}.js`)
  return reach([entryOf(html), ...tags])
}

/** A module or page in English as the server sends it: what is nothing but a mark is imported no more. */
const sent = (path) => fileIn(path, "en")

/** These modules and all that they import; with `later`, what they import only when it is wanted, too. */
function reach(paths, { later = false } = {}) {
  const found = new Set()
  const imports = later ? /^(?:import|export)[^"()]*"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm : /^(?:import|export)[^"()]*"(\.[^"]+)"/gm
  const visit = (path) => {
    if (found.has(path)) return
    found.add(path)
    for (const [, now, then] of sent(path).matchAll(imports)) visit(normalize(join(dirname(path), now ?? then)))
  }
  for (const path of paths) visit(path)
  return [...found]
}

test("there are pages, modules and styles to measure", () => {
  assert.ok(pages.length >= 7 && modules.length >= 20 && styles.length >= 8)
})

for (const page of pages) {
  const html = read(page)

  test(`${page} needs at most ${MODULES_MAX} modules`, () => {
    const { length } = [...earlyOf(html), ...modulesOf(html)]
    assert.ok(length <= MODULES_MAX, `${length} modules`)
  })

  test(`${page} asks early for every module that it will need, and for no other`, () => {
    const preloaded = [...html.matchAll(/rel="modulepreload" href="\/assets\/HASH\/([^"]+)"/g)].map(([, path]) => path)
    assert.deepEqual(preloaded, modulesOf(html).filter((path) => path !== entryOf(html)).sort())
  })

  test(`${page} names nothing that is not there, and nothing of another server`, () => {
    for (const path of assetsOf(html)) assert.ok(path === "app.css" || existsSync(join(WEB, path)), path)
    assert.doesNotMatch(html, /(?:src|href|action)="(?:https?:)?\/\//)
  })

  test(`${page} is small, and has nothing inline that the policy forbids`, () => {
    for (const language of languages) {
      const bytes = packed(fileIn(page, language))
      assert.ok(bytes <= PAGE_MAX, `${language}: ${bytes} bytes`)
    }
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|<script>/i)
  })

  test(`${page} says what it is: language, title, one heading, one main, what is missing without script`, () => {
    assert.match(html, /^<!doctype html>\n<html lang="en">/)
    assert.match(html, /<title>[^<]+ · Hubbub<\/title>/)
    assert.equal(html.match(/<h1[ >]/g).length, 1)
    assert.equal(html.match(/<main id="main"/g).length, 1)
    assert.match(html, /<noscript>/)
    assert.equal(html.match(/role="status"/g)?.length ?? 0, html.includes("app/main.js") ? 1 : 0, "one live region")
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length, "every id is there once")
    for (const [, refs] of html.matchAll(/(?:for|aria-(?:labelledby|describedby))="([^"]+)"/g))
      for (const ref of refs.split(" ")) assert.ok(ids.includes(ref), `${ref} is named and not there`)
  })
}

test("pages with a shell have the same shell", () => {
  const shells = pages.map(read).filter((html) => html.includes('class="shell"'))
    .map((html) => html.slice(html.indexOf('<header class="shell">'), html.indexOf("<main")))
  assert.ok(shells.length >= 5)
  assert.equal(new Set(shells).size, 1)
})

/** What comes later, when it is wanted or everything else is there: each named here, and small together. */
const LATER = {
  shell: ["app/catch-up.js", "app/conversation-state.js", "app/display.js", "app/dress.js", "app/leaving.js", "app/message-state.js", "app/place.js", "app/router.js",
    "app/shell.js", "app/trusted-pages.js", "client/hubbub.js", "client/positions.js", "client/surroundings.js"],
  talk: ["app/attaching.js", "app/dialog.js", "app/media-wire.js", "app/message-tools.js", "app/presence.js", "app/reply-line.js", "app/sending.js", "app/showing.js",
    "app/talk-signs.js",
    "components/about-dialog.js", "components/begin-dialog.js", "components/confirm-dialog.js", "components/media-grid.js", "components/member-list.js", "components/mention-list.js",
    "components/message-bar.js", "components/message-editor.js", "components/person-picker.js", "components/rooms-dialog.js",
    "models/media.js", "models/mention.js", "models/typing-tracker.js"],
}
const EXTRA = {
  search: ["app/found-row.js", "components/found-list.js", "components/message-search.js", "components/search-dialog.js", "models/search.js"],
  pictures: ["components/media-viewer.js"],
  adding: ["app/measured.js", "app/own-files.js", "app/tray-row.js", "app/upload.js", "components/media-tray.js", "models/media-limits.js", "models/saves.js",
    "models/upload-queue.js"],
  reports: ["components/report-dialog.js"],
  shortcuts: ["app/shortcuts.js", "components/shortcut-legend.js", "models/shortcuts.js"],
  news: ["app/told.js"],
  admins: ["app/admin-news.js"],
  language: ["app/language.js"],
  refusals: ["app/refusals.js"],
  worker: ["app/trusted-worker.js"],
  alerts: ["app/alerts.js", "models/alert-desk.js", "models/notice.js"],
}
const LATER_STYLES = ["styles/pages/media.css", "styles/pages/media-tray.css", "styles/pages/media-viewer.css", "styles/pages/talk-tools.css",
  "styles/pages/search.css", "styles/pages/shortcuts.css"]

test("what a page of conversations loads later is named, and at most 24 KiB", (context) => {
  const first = modulesOf(read("messages.html"))
  const later = reach(first, { later: true }).filter((path) => !first.includes(path))
  const [expected, extra] = [Object.values(LATER).flat(), Object.values(EXTRA).flat()]
  assert.deepEqual(later.sort(), [...expected, ...extra].sort())
  for (const language of languages) {
    const bytes = packed(expected.map((path) => codeOf(fileIn(path, language))).join(""))
    context.diagnostic(`${language}: ${bytes} bytes gzipped in ${expected.length} modules`)
    assert.ok(bytes <= LATER_MAX, `${language}: ${bytes} bytes`)
  }
})

for (const [name, paths] of Object.entries(EXTRA)) {
  const most = { adding: ADDING_MAX, refusals: REFUSALS_MAX }[name] ?? EXTRA_MAX
  test(`what is loaded for ${name} alone is at most ${most / 1024} KiB`, (context) => {
    for (const language of languages) {
      const bytes = packed(paths.map((path) => codeOf(fileIn(path, language))).join(""))
      context.diagnostic(`${language}: ${bytes} bytes gzipped in ${paths.length} modules`)
      assert.ok(bytes <= most, `${language}: ${bytes} bytes`)
    }
  })
}

test("each sheet that comes later is at most 2 KiB", () => {
  for (const path of LATER_STYLES) assert.ok(packed(read(path)) <= LATER_STYLE_MAX, path)
})

for (const page of pages.filter((name) => name !== "messages.html")) {
  test(`${page} loads no more than the shell besides what is its own`, () => {
    const first = modulesOf(read(page))
    if (!first.includes("app/main.js")) return
    const shell = reach(["app/shell.js"]).filter((path) => !first.includes(path))
    for (const language of languages) {
      const bytes = packed(shell.map((path) => codeOf(fileIn(path, language))).join(""))
      assert.ok(bytes <= SHELL_MAX, `${language}: ${bytes} bytes`)
    }
  })
}

test("the styles of each page are at most 6 KiB, and each sheet is a page's or everybody's", (context) => {
  const shared = styles.filter((path) => !path.startsWith("styles/pages/"))
  const ownOf = (page) => assetsOf(read(page)).filter((path) => path.startsWith("styles/"))
  for (const page of pages) {
    const bytes = packed([...shared, ...ownOf(page)].map((path) => bareStyle(read(path))).join(""))
    context.diagnostic(`${page}: ${bytes} bytes gzipped`)
    assert.ok(bytes <= STYLE_MAX, `${page}: ${bytes} bytes`)
  }
  const used = new Set([...pages.flatMap(ownOf), ...LATER_STYLES])
  for (const path of styles) assert.ok(used.has(path) !== shared.includes(path), path)
})

test("what looks like a comment in a style sheet is one", () => {
  for (const path of styles) assert.doesNotMatch(read(path), /(["']).*\/\*.*\1/, path)
})

test("components use roles, only the tokens know colours", () => {
  for (const path of styles.filter((name) => !name.endsWith("tokens.css"))) {
    const bare = read(path).match(/#[0-9a-f]{3,8}\b/gi)
    assert.equal(bare, null, `${path}: ${bare}`)
    for (const [, name] of read(path).matchAll(/var\((--[a-z0-9-]+)/g))
      assert.match(read("styles/tokens.css") + read(path), new RegExp(`${name}[:,]`), `${path}: ${name} is nowhere set`)
  }
})

test("data never becomes markup", () => {
  const markup = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|\beval\(|new Function/
  for (const path of modules) {
    assert.doesNotMatch(read(path), markup, path)
    if (path !== "app/trusted-pages.js") assert.doesNotMatch(read(path), /DOMParser|createHTML/, path)
    if (!path.startsWith("app/trusted-")) assert.doesNotMatch(read(path), /createPolicy|createScript/, path)
  }
})

test("every module is used by a page, imports what is there, and is short enough to read", () => {
  const used = new Set(reach(pages.flatMap((page) => [...earlyOf(read(page)), ...modulesOf(read(page))]), { later: true }))
  for (const path of modules) {
    const text = read(path)
    assert.ok(used.has(path) || path === WORKER, `${path} is used by nobody`)
    assert.ok(text.split("\n").length <= LINES_MAX, path)
    assert.doesNotMatch(text, /;\n/, `${path} has semicolons`)
  }
})

/** What the server joins and shortens, it reads by line: see `Sources/Scripts`. */
test("every module is written so that the server can join it with others", () => {
  const ways = [/^import (\{ [\w, ]+ \} from )?"\.\.?\/[\w./-]+\.js"$/, /^export \{ [\w, ]+ \} from "\.\.?\/[\w./-]+\.js"$/,
    /^export (const \w+ =|class \w+ |(async )?function \w+\()/]
  for (const path of modules) {
    for (const line of read(path).split("\n")) {
      if (/^(import|export) /.test(line)) assert.ok(ways.some((way) => way.test(line)), `${path}: ${line}`)
      assert.doesNotMatch(line, /^\s*\/[^/*]|\$\w+\b(?<!\{\w*)\s*=/, `${path}: ${line}`)
      assert.equal((line.match(/`/g) ?? []).length % 2, 0, `${path}: a text over several lines: ${line}`)
      // It may lie in another folder, and classes have other names.
      assert.doesNotMatch(line, /\bimport\((?!"|`\.\.\/|link\.)|import\.meta(?!\.url\)\.pathname)|\.constructor\.name/, `${path}: ${line}`)
    }
  }
})

test("no module needs one that needs it", () => {
  const done = new Set()
  const visit = (path, way) => {
    assert.ok(!way.includes(path), [...way, path].join(" → "))
    if (done.has(path)) return
    for (const [, name] of sent(path).matchAll(/^(?:import|export)[^"()]*"(\.[^"]+)"/gm)) visit(normalize(join(dirname(path), name)), [...way, path])
    done.add(path)
  }
  for (const path of modules) visit(path, [])
  assert.ok(done.size >= modules.length)
})

test("a component's file has its tag's name", () => {
  for (const path of modules.filter((name) => name.startsWith("components/"))) {
    const [, tag] = read(path).match(/customElements\.define\("([^"]+)"/)
    assert.equal(path, `components/${tag}.js`)
  }
})
