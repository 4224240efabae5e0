import FoundationEssentials
import NIOCore
import Testing

@testable import HubbubHTTP

@Suite struct EmbeddedWebTests {
  /// The folder `Web` of this checkout.
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Web")

  @Test func `the program carries the folder Web as it is`() throws {
    let inside = try WebFiles.embedded.load()
    let outside = try WebFiles.folder(Self.folder.path).load()
    #expect(!outside.isEmpty)
    #expect(inside.map(\.path) == outside.map(\.path), "run Sources/CWeb/embed.sh")
    for (carried, file) in zip(inside, outside) {
      #expect(carried == file, "\(file.path) was changed after the program was built")
    }
  }

  @Test func `every page that the program knows is there`() throws {
    let assets = WebAssets(try WebFiles.embedded.load(), compresses: false)
    for page in Page.allCases { #expect(assets[page.rawValue] != nil, "\(page)") }
    for file in StandingFile.allCases { #expect(assets[file.rawValue] != nil, "\(file)") }
    let others = ["not-found.html", "forbidden.html", "app/main.js", "client/hubbub.js"]
    for name in others + ["client/hubbub.d.ts"] {
      #expect(assets[name] != nil, "\(name)")
    }
  }

  @Test func `every file that a page names is there`() throws {
    let files = try WebFiles.embedded.load()
    let assets = WebAssets(files, compresses: false)
    for page in files where page.path.hasSuffix(".html") {
      for part in String(buffer: page.bytes).split(separator: "\"/assets/HASH/").dropFirst() {
        let name = String(part.prefix { $0 != "\"" })
        #expect(assets[name] != nil, "\(page.path) names \(name)")
      }
    }
  }

  @Test func `no page needs what its policy forbids`() throws {
    for page in try WebFiles.embedded.load() where page.path.hasSuffix(".html") {
      let text = String(buffer: page.bytes).lowercased()
      #expect(!text.contains(" style="), "\(page.path)")
      #expect(!text.contains("<style"), "\(page.path)")
      #expect(!text.contains(" onclick="), "\(page.path)")
      #expect(!text.contains("<script>"), "\(page.path)")
    }
  }

  @Test func `tests of the pages and hidden files stay at home`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "web-\(UUID())")
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    for path in ["tests/a.test.js", "node_modules/a/b.js", ".hidden.js", "a.md", "package.json"] {
      try Self.write(path, into: folder)
    }
    try Self.write("app/kept.js", into: folder)
    #expect(try WebFiles.folder(folder.path).load().map(\.path) == ["app/kept.js"])
  }

  @Test func `a folder that is not there is told at once`() {
    #expect(throws: (any Error).self) { try StaticPages(.folder("/nowhere/at/all")) }
  }

  private static func write(_ path: String, into folder: URL) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("x".utf8).write(to: file)
  }
}
