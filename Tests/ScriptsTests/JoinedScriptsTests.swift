import Testing

@testable import HubbubScripts

@Suite struct JoinedScriptsTests {
  private let scripts = [
    "app/main.js": "import { start } from \"./live.js\"\nstart(import(\"./shell.js\"))\n",
    "app/live.js":
      "import { learn } from \"./state.js\"\nexport const start = (shell) => learn(shell)\n",
    "app/state.js": "import \"../models/words.js\"\nexport function learn(one) { return one }\n",
    "models/words.js": "export class Words {}\n",
    "app/shell.js": "import { go as lead } from \"./router.js\"\nlead(import(\"./state.js\"))\n",
    "app/router.js": "export { learn } from \"./state.js\"\nexport const go = (one) => one\n",
    "components/alone.js": "import { learn as take } from \"../app/state.js\"\ntake(1)\n",
    "worker.js": "const SHELL = [\"app/live.js\", \"app/state.js\",]\n",
  ]
  private let pages = [
    "home.html": page("app/main.js", needs: ["app/live.js", "app/state.js", "models/words.js"]),
    "door.html": page("app/door.js", needs: ["models/words.js"]),
  ]

  private static func page(_ script: String, needs names: [String]) -> String {
    let links = names.map { "<link rel=\"modulepreload\" href=\"/assets/HASH/\($0)\">\n" }
    return links.joined() + "<script type=\"module\" src=\"/assets/HASH/\(script)\"></script>\n"
  }

  // What they are called inside of each other.
  private let words = JoinedScripts.name(of: "models/words.js")
  private let state = JoinedScripts.name(of: "app/state.js")
  private let live = JoinedScripts.name(of: "app/live.js")

  private func sent(_ path: String) throws -> String {
    let joined = JoinedScripts(pages: pages, scripts: scripts)
    return joined.script(try #require(scripts[path]), at: path)
  }

  private func export(_ paths: [String]) -> String {
    "export { \(paths.map(JoinedScripts.name(of:)).joined(separator: ", ")) }"
  }

  @Test func `what the same pages need lies in the last of them`() throws {
    #expect(
      try sent("app/live.js") == """
        import * as \(words) from "../models/words.js"
        const \(state) = (() => {
        function a(b) { return b }

        return { learn:a }
        })()
        const \(live) = (() => {
        const { learn:a } = \(state)
        const c = (b) => a(b)

        return { start:c }
        })()
        export { \(state), \(live) }
        export const { start } = \(live)

        """)
  }

  @Test func `at the address of each other lies where it is`() throws {
    #expect(
      try sent("app/state.js") == """
        import { \(state) } from "../app/live.js"
        export const { learn } = \(state)

        """)
  }

  @Test func `who takes it by its own name takes the same`() throws {
    #expect(
      try sent("components/alone.js") == """
        import { \(state) } from "../app/live.js"
        const { learn: a } = \(state)

        a(1)

        """)
    #expect(try sent("app/shell.js").contains("import(\"../app/live.js\").then(("))
    #expect(try sent("app/shell.js").contains("{ learn: \(state).learn, go:"))
  }

  @Test func `a page asks for each once, and lists name what is there`() throws {
    let joined = JoinedScripts(pages: pages, scripts: scripts)
    let home = try #require(pages["home.html"])
    let asked = Self.page("app/main.js", needs: ["app/live.js", "models/words.js"])
    #expect(joined.page(home) == asked)
    #expect(try sent("worker.js") == "const SHELL = [\"app/live.js\", ]\n")
  }

  @Test func `a tiny one goes with those that are there wherever it is needed`() {
    let scripts = [
      "app/a.js": "export const a = 1\n", "app/b.js": "export const b = 1\n",
      "app/tiny.js": "export const tiny = 1\n",
      "app/large.js": "export const large = \"\(String(repeating: "a", count: 600))\"\n",
    ]
    let both = ["app/a.js", "app/b.js"]
    let pages = [
      "a.html": Self.page("app/main.js", needs: both),
      "b.html": Self.page("app/main.js", needs: both + ["app/tiny.js"]),
      "c.html": Self.page("app/main.js", needs: both + ["app/large.js"]),
    ]
    let joined = JoinedScripts(pages: pages, scripts: scripts)
    #expect(joined.page(pages["b.html"] ?? "") == Self.page("app/main.js", needs: ["app/b.js"]))
    let asked = ["app/b.js", "app/large.js"]
    #expect(joined.page(pages["c.html"] ?? "") == Self.page("app/main.js", needs: asked))
    #expect(
      joined.script("", at: "app/b.js").contains(export(["app/tiny.js", "app/a.js", "app/b.js"])))
  }

  @Test func `what a page is for stays alone, and what waits`() throws {
    #expect(try sent("app/main.js").hasPrefix("import { start } from \"./live.js\"\n"))
    let needs = ["app/a.js", "app/b.js", "app/c.js"]
    let code = ["app/a.js": "await 1\n", "app/b.js": "export const b = 1\n", "app/c.js": ""]
    let waiting = JoinedScripts(
      pages: ["home.html": Self.page("app/main.js", needs: needs)], scripts: code)
    #expect(waiting.script("await 1\n", at: "app/a.js") == "await 1\n")
    #expect(waiting.script("", at: "app/c.js").contains(export(["app/b.js", "app/c.js"])))
  }

  @Test(arguments: [
    "import * as all from \"./b.js\"", "import all from \"./b.js\"", "export default 1",
    "export * from \"./b.js\"", "export const { a } = b", "import { a } from \"far\"",
    "import {", "export let a = 1",
  ])
  func `a module that says it otherwise is sent as it is`(line: String) {
    #expect(ScriptModule(path: "app/a.js", line) == nil)
    let pages = ["home.html": Self.page("app/main.js", needs: ["app/a.js", "app/b.js"])]
    let joined = JoinedScripts(pages: pages, scripts: ["app/a.js": line, "app/b.js": ""])
    #expect(joined.script(line, at: "app/a.js") == line)
  }

  @Test func `a module has the same name in every build, and no two of many have one`() {
    let paths = (0..<200).map { "components/part-\($0).js" }
    let names = paths.map(JoinedScripts.name(of:))
    #expect(JoinedScripts.name(of: "app/live.js") == "$YBu")
    #expect(names.allSatisfy { (2...4).contains($0.utf8.count) && $0.first == "$" })
    #expect(Set(names).count > 195)
  }

  @Test func `tiny ones always go to one place in the same order, and only what needs no other`() {
    let both = ["app/a.js", "app/b.js"]
    let tiny = ["app/one.js", "app/two.js", "app/three.js", "app/four.js", "app/needy.js"]
    var scripts = Dictionary(
      uniqueKeysWithValues: (both + tiny).map { ($0, "export const x = 1\n") })
    scripts["app/needy.js"] = "import \"./one.js\"\n"
    var pages = ["all.html": Self.page("app/main.js", needs: both)]
    for (number, path) in tiny.enumerated() {
      pages["\(number).html"] = Self.page("app/main.js", needs: both + [path])
    }
    let sent = (0..<8).map { _ in
      JoinedScripts(pages: pages, scripts: scripts).script("", at: "app/b.js")
    }
    #expect(Set(sent).count == 1)
    let order = ["two", "three", "one", "four", "a", "b"].map { "app/\($0).js" }
    #expect(sent[0].contains(export(order)))
  }

  @Test func `who takes and gives on from the same module names it once`() {
    let scripts = [
      "app/a.js": "export const a = 1\nexport const b = 1\n", "app/b.js": "",
      "app/tools.js": "import { a } from \"./a.js\"\nexport { b } from \"./a.js\"\nsay(a)\n",
    ]
    let pages = ["home.html": Self.page("app/main.js", needs: ["app/a.js", "app/b.js"])]
    let joined = JoinedScripts(pages: pages, scripts: scripts)
    let sent = joined.script(scripts["app/tools.js"] ?? "", at: "app/tools.js")
    #expect(sent.split(separator: "import {", omittingEmptySubsequences: false).count == 2)
    #expect(sent.contains("export const { b } = "))
  }
}
