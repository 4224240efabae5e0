import HTTPTypes
import HubbubDomain
import Hummingbird
import NIOCore
import Testing

@testable import HubbubHTTP

@Suite struct PageLanguageTests {
  private let pages: StaticPages

  init() throws { pages = try StaticPages(files: Self.web) }

  private static let page = "<html lang=\"en\"><script src=\"/assets/HASH/app/main.js\"></script>"
  private static let web: [WebFile] = [
    ("app/main.js", "say(t(\"Hello\"))"), ("forbidden.html", page + "<p>Hello</p>"),
    ("home.html", page + "<p>Hello</p>"), ("icon.svg", "<svg/>"),
    ("languages/de/all.json", "{\"Hello\":\"Hallo\"}"), ("login.html", page + "<p>Hello</p>"),
    ("manifest.webmanifest", "{\"name\": \"Hello\", \"lang\": \"en\"}"),
    ("not-found.html", page + "<p>Hello</p>"), ("offline.html", page + "<p>Hello</p>"),
    ("ops.html", page), ("service-worker.js", "const ASSETS = \"/assets/HASH/\""),
    ("styles/ant.css", "ant{}"),
  ].map { WebFile(path: $0.0, bytes: ByteBuffer(string: $0.1)) }

  private func request(_ path: String, _ accepts: String) -> Request {
    let head = HTTPRequest(
      method: .get, scheme: nil, authority: nil, path: path,
      headerFields: [.acceptLanguage: accepts])
    return Request(head: head, body: .init(buffer: ByteBuffer()))
  }

  private func ask(
    _ path: String, chose language: Language? = nil, accepts: String = ""
  ) async throws -> Response {
    let answer = try await pages.answer(request(path, accepts)) {
      language.map { Visitor(role: .member, language: $0) }
    }
    return try #require(answer)
  }

  private func text(_ response: Response) async throws -> String {
    String(buffer: try await bytes(response))
  }

  private func hash(in page: Response) async throws -> Substring {
    let page = try await text(page)
    let start = try #require(page.firstRange(of: "/assets/")).upperBound
    return page[start...].prefix { $0 != "/" }
  }

  @Test(arguments: [
    (Language.german, "en", true), (.english, "de", false), (.system, "de-CH", true),
    (.system, "en, de;q=0.5", false), (.system, "", false),
  ])
  func `who is logged in reads what they have chosen, else what their browser says`(
    language: Language, accepts: String, isGerman: Bool
  ) async throws {
    let page = try await text(try await ask("/", chose: language, accepts: accepts))
    #expect(page.contains(isGerman ? "<p>Hallo</p>" : "<p>Hello</p>"))
    #expect(page.hasPrefix(isGerman ? "<html lang=\"de\">" : "<html lang=\"en\">"))
  }

  @Test(arguments: [("de", "Hallo"), ("en", "Hello")])
  func `who is logged out reads what their browser says`(
    accepts: String, word: String
  ) async throws {
    #expect(try await text(try await ask("/login", accepts: accepts)).contains("<p>\(word)</p>"))
    let nothing = try #require(try pages.notFound(request("/x", accepts), for: nil))
    #expect(nothing.status == .notFound)
    #expect(try await text(nothing).contains("<p>\(word)</p>"))
    let offline = try await ask("/offline", accepts: accepts)
    #expect(try await text(offline).contains("<p>\(word)</p>"))
    #expect(
      try await text(try await ask("/manifest.webmanifest", accepts: accepts))
        == "{\"name\": \"\(word)\", \"lang\": \"\(accepts)\"}")
  }

  @Test func `who is no admin is told so in their language`() async throws {
    let page = try await ask("/ops", chose: .german)
    #expect(page.status == .forbidden)
    #expect(try await text(page).contains("<p>Hallo</p>"))
  }

  @Test(arguments: ["/", "/login", "/offline", "/manifest.webmanifest", "/service-worker.js"])
  func `what a language was chosen for says so to whoever keeps it`(path: String) async throws {
    let login: Language? = path == "/login" ? nil : .system
    let german = try await ask(path, chose: login, accepts: "de")
    let english = try await ask(path, chose: login, accepts: "en")
    #expect(german.headers[.vary]?.hasSuffix("Accept-Language, Cookie") == true)
    #expect(german.headers[.cacheControl] == "no-cache")
    #expect(german.headers[.eTag] != english.headers[.eTag])
    let again = try await ask(path, chose: login, accepts: "de")
    #expect(again.headers[.eTag] == german.headers[.eTag])
  }

  @Test func `each language has modules of its own, kept for ever`() async throws {
    let german = try await hash(in: ask("/", chose: .german))
    let english = try await hash(in: ask("/", chose: .english))
    #expect(german != english)
    for (hash, word) in [(german, "Hallo"), (english, "Hello")] {
      let module = try await ask("/assets/\(hash)/app/main.js", accepts: "fr")
      #expect(try await text(module) == "say(\"\(word)\")")
      #expect(module.headers[.cacheControl] == "public, max-age=31536000, immutable")
      #expect(module.headers[.vary] == nil)
    }
    let worker = try await text(try await ask("/service-worker.js", chose: .german))
    #expect(worker == "const ASSETS=\"/assets/\(german)/\"")
  }

  @Test func `a page of another build gets modules in its reader's language, once`() async throws {
    let module = try await ask("/assets/0123456789abcdef/app/main.js", chose: .german)
    #expect(try await text(module) == "say(\"Hallo\")")
    #expect(module.headers[.cacheControl] == "no-cache")
    #expect(module.headers[.vary] == "Accept-Language, Cookie")
  }

  @Test func `the page for who is offline lies under the hash of its language too`() async throws {
    let hash = try await hash(in: ask("/", chose: .german))
    let page = try await ask("/assets/\(hash)/offline.html")
    #expect(try await text(page).contains("<p>Hallo</p>"))
    #expect(page.headers[.contentSecurityPolicy] != nil)
    #expect(try await pages.answer(request("/assets/\(hash)/home.html", "de")) { nil } == nil)
  }

  @Test func `texts are made into pages, and not served`() async throws {
    let hash = try await hash(in: ask("/", chose: .german))
    for path in ["/languages/de/all.json", "/assets/\(hash)/languages/de/all.json"] {
      #expect(try await pages.answer(request(path, "de")) { nil } == nil, "\(path)")
    }
  }

  @Test func `another text is another hash, of its language alone`() throws {
    let changed = Self.web.map {
      $0.path == "languages/de/all.json"
        ? WebFile(path: $0.path, bytes: ByteBuffer(string: "{\"Hello\":\"Servus\"}")) : $0
    }
    let (before, after) = (
      try WebTrees(Self.web, compresses: false), try WebTrees(changed, compresses: false)
    )
    let request = request("/", "")
    for (language, isSame) in [(Language.english, true), (.german, false)] {
      let visitor = Visitor(role: .member, language: language)
      let (old, new) = (before.chosen(by: visitor, request), after.chosen(by: visitor, request))
      #expect((old.hash == new.hash) == isSame)
      #expect(old.language == language)
    }
  }
}
