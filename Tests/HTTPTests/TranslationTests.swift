import FoundationEssentials
import HubbubDomain
import NIOCore
import Testing

@testable import HubbubHTTP

@Suite struct TranslationTests {
  /// What `Web/tests/languages.test.js` checks too, so that both mean the same.
  private struct Fixture: Decodable {
    let texts: [String: String]
    let cases: [Case]

    struct Case: Decodable {
      let name: String
      let kind: String
      let source: String
      let expected: String
    }

    static func load() throws -> Fixture {
      let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/translation.json")
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
    }
  }

  private func german(_ texts: [String: String]) throws -> Translation {
    let bytes = ByteBuffer(bytes: try JSONEncoder().encode(texts))
    let file = WebFile(path: "languages/de/all.json", bytes: bytes)
    return try #require(try Translation(to: .german, in: [file]))
  }

  private func told(_ path: String, _ text: String, in translation: Translation) -> String {
    String(buffer: translation.of(WebFile(path: path, bytes: ByteBuffer(string: text))).bytes)
  }

  @Test func `every example is translated as it says`() throws {
    let fixture = try Fixture.load()
    let translation = try german(fixture.texts)
    for example in fixture.cases {
      let path = example.kind == "page" ? "home.html" : "app/main.js"
      #expect(told(path, example.source, in: translation) == example.expected, "\(example.name)")
    }
  }

  @Test func `the manifest and what a style sheet writes are translated, and nothing else of them`()
    throws
  {
    let translation = try german(["Likes": "Beliebt", "People": "Leute"])
    let manifest = """
      { "id": "Likes", "name": "Likes", "short_name": "Likes", "description": "People", "lang": "en",
        "shortcuts": [{ "name": "People", "url": "/Likes" }] }
      """
    let expected = """
      { "id": "Likes", "name": "Beliebt", "short_name": "Beliebt", "description": "Leute", "lang": "de",
        "shortcuts": [{ "name": "Leute", "url": "/Likes" }] }
      """
    #expect(told("manifest.webmanifest", manifest, in: translation) == expected)
    let style = "a::after { content: \"Likes\"; } b::before { content: \"●\"; }"
    #expect(
      told("styles/a.css", style, in: translation)
        == "a::after { content: \"Beliebt\"; } b::before { content: \"●\"; }")
  }

  @Test func `what is for other programs, and pictures, are the same everywhere`() throws {
    let translation = try german(["Like": "Gefällt mir"])
    #expect(told("client/hubbub.js", "t(\"Like\")", in: translation) == "t(\"Like\")")
    #expect(told("icon.svg", "<svg title=\"Like\"/>", in: translation) == "<svg title=\"Like\"/>")
  }

  @Test func `texts that cannot be read are told at once`() {
    let file = WebFile(path: "languages/de/a.json", bytes: ByteBuffer(string: "{\"a\":1}"))
    #expect(throws: CannotReadPages.self) { try Translation(to: .german, in: [file]) }
    #expect(throws: CannotReadPages.self) { try StaticPages(files: [file]) }
  }

  @Test func `the program carries German, and leaves no mark in it`() throws {
    let files = try WebFiles.embedded.load()
    let trees = try WebTrees(files, compresses: false)
    #expect(trees.languages == [.english, .german])
    let translation = try #require(try Translation(to: .german, in: files))
    for file in files where file.path.hasSuffix(".js") && file.path != "models/words.js" {
      let text = String(buffer: translation.of(file).bytes)
      #expect(text.firstRange(of: "import { t }") == nil, "\(file.path)")
      #expect(text.firstRange(of: "(t(\"") == nil, "\(file.path)")
    }
    for page in files where page.path.hasSuffix(".html") {
      #expect(told(page.path, String(buffer: page.bytes), in: translation).contains("lang=\"de\""))
    }
  }
}
