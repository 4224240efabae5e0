import HTTPTypes
import HubbubDomain
import Hummingbird
import NIOCore
import Testing

@testable import HubbubHTTP

@Suite struct StaticPagesTests {
  private let pages: StaticPages

  init() throws { pages = try StaticPages(files: Self.web) }

  private static let web: [WebFile] = [
    ("home.html", "<link rel=\"stylesheet\" href=\"/assets/HASH/app.css\"><main>home</main>"),
    ("login.html", "<main>login</main>"), ("signup.html", "<main>signup</main>"),
    ("new.html", "<main>new</main>"), ("post.html", "<main>post</main>"),
    ("messages.html", "<main>messages</main>"), ("friends.html", "<main>friends</main>"),
    ("profile.html", "<main>profile</main>"), ("settings.html", "<main>settings</main>"),
    ("notifications.html", "<main>notifications</main>"),
    ("not-found.html", "<main>nothing</main>"),
    ("ops.html", "<main>ops</main>"), ("forbidden.html", "<main>only for admins</main>"),
    ("app/main.js", String(repeating: "export const one = 1\n", count: 50)),
    ("client/hubbub.js", "/** Ours. */\nexport {}"), ("client/hubbub.d.ts", "export {}"),
    ("favicon.svg", "<svg/>"), ("icons/icon-192.png", "PNG"), ("manifest.webmanifest", "{}"),
    ("offline.html", "<script src=\"/assets/HASH/app/main.js\"></script><main>away</main>"),
    ("service-worker.js", "// Ours.\nconst ASSETS = \"/assets/HASH/\""),
    ("styles/zebra.css", "zebra{}"), ("styles/ant.css", "ant{}"),
    ("styles/layout.css", "layout{}"), ("styles/base.css", "base{}"),
    ("styles/reset.css", "reset{}"), ("styles/tokens.css", "tokens{}"),
    ("styles/pages/post.css", "post{}"),
  ].map { WebFile(path: $0.0, bytes: ByteBuffer(string: $0.1)) }

  private func ask(
    _ path: String, _ method: HTTPRequest.Method = .get, as role: Role? = .member,
    _ headers: HTTPFields = [:]
  ) async throws -> Response? {
    let head = HTTPRequest(
      method: method, scheme: nil, authority: nil, path: path, headerFields: headers)
    return try await pages.answer(Request(head: head, body: .init(buffer: ByteBuffer()))) {
      role.map { Visitor(role: $0, language: .system) }
    }
  }

  private func text(_ response: Response?) async throws -> String {
    String(buffer: try await bytes(try #require(response)))
  }

  private func assetPath(_ name: String) async throws -> String {
    let home = try await text(try await ask("/"))
    let start = try #require(home.firstRange(of: "/assets/")).upperBound
    return "/assets/\(home[start...].prefix { $0 != "/" })/\(name)"
  }

  // MARK: - Which page

  @Test(arguments: [
    ("/", "home"), ("/new", "new"), ("/messages", "messages"), ("/messages/42", "messages"),
    ("/p/42", "post"), ("/friends", "friends"), ("/u/bob", "profile"),
    ("/notifications", "notifications"), ("/settings", "settings"),
  ])
  func `who is logged in sees the page`(path: String, page: String) async throws {
    let response = try #require(try await ask(path))
    #expect(response.status == .ok)
    #expect(try await text(response).contains("<main>\(page)</main>"))
  }

  @Test(arguments: [
    ("/", "/login?next=/"), ("/new", "/login?next=/new"),
    ("/messages/42", "/login?next=/messages/42"), ("/ops", "/login?next=/ops"),
    ("/p/4?a=1&b=2", "/login?next=/p/4%3Fa%3D1%26b%3D2"),
  ])
  func `who is logged out is led to the login, and back afterwards`(
    path: String, login: String
  ) async throws {
    let response = try #require(try await ask(path, as: nil))
    #expect(response.status == .found)
    #expect(response.headers[.location] == login)
    #expect(response.headers[.cacheControl] == "no-store")
  }

  @Test(arguments: [(Role.admin, 200, "ops"), (.member, 403, "only for admins")])
  func `only an admin sees the ops page, and who is none is told so`(
    role: Role, status: Int, text: String
  ) async throws {
    let response = try #require(try await ask("/ops", as: role))
    #expect(response.status.code == status)
    #expect(try await self.text(response).contains("<main>\(text)</main>"))
    #expect(response.headers[.contentSecurityPolicy] != nil)
  }

  @Test(arguments: ["/login", "/signup"])
  func `who is logged out sees login and signup`(path: String) async throws {
    #expect(try await ask(path, as: nil)?.status == .ok)
  }

  @Test(arguments: [
    ("/login", "/"), ("/signup", "/"), ("/login?next=/p/4", "/p/4"),
    ("/login?next=/p/4%3Fa%3D1", "/p/4?a=1"),
    ("/login?next=//evil.example", "/"), ("/login?next=/%5Cevil.example", "/"),
    ("/login?next=/%09/evil.example", "/"), ("/login?next=https://evil.example", "/"),
    ("/login?next=/%0d%0aSet-Cookie:a", "/"), ("/login?next=", "/"),
  ])
  func `a login leads only to a path of this server`(path: String, to: String) async throws {
    let response = try #require(try await ask(path))
    #expect(response.status == .found)
    #expect(response.headers[.location] == to)
  }

  @Test(arguments: [
    "/nowhere", "/p/", "/p/1/2", "/u/", "/u/bob/x", "/friends/x", "/login/x", "/api/me",
    "/messages/",
  ])
  func `any other address is left to the routes`(path: String) async throws {
    #expect(try await ask(path) == nil)
  }

  @Test func `only GET and HEAD are answered`() async throws {
    #expect(try await ask("/login", .post, as: nil) == nil)
  }

  @Test func `an address that does not exist gets its page with 404`() async throws {
    let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/nowhere")
    let request = Request(head: head, body: .init(buffer: ByteBuffer()))
    let response = try #require(try pages.notFound(request, for: nil))
    #expect(response.status == .notFound)
    #expect(try await text(response).contains("nothing"))
  }

  // MARK: - What an installed app comes back for

  @Test(arguments: [
    ("/manifest.webmanifest", "application/manifest+json"),
    ("/service-worker.js", "text/javascript; charset=utf-8"),
    ("/offline", "text/html; charset=utf-8"), ("/icons/icon-192.png", "image/png"),
  ])
  func `what an installed app needs is there for everybody, and asked about each time`(
    path: String, type: String
  ) async throws {
    for role in [nil, Role.member] {
      let response = try #require(try await ask(path, as: role))
      #expect(response.status == .ok)
      #expect(response.headers[.contentType] == type)
      #expect(response.headers[.cacheControl] == "no-cache")
      #expect(response.headers[.setCookie] == nil)
    }
  }

  @Test func `the service worker knows this build, and may ask nobody but this server`()
    async throws
  {
    let worker = try #require(try await ask("/service-worker.js", as: nil))
    let assets = try await assetPath("")
    #expect(try await text(worker) == "const ASSETS=\"\(assets)\"")
    let policy = try #require(worker.headers[.contentSecurityPolicy])
    #expect(policy.hasPrefix("default-src 'none'; connect-src 'self';"))
  }

  @Test(arguments: [
    "/offline/", "/offline.html", "/service-worker.js/x", "/icons/", "/icons/x.png",
  ])
  func `there is nothing beside them`(path: String) async throws {
    #expect(try await ask(path) == nil)
  }

  // MARK: - Headers

  @Test func `a page may do nothing in a browser that it does not need`() async throws {
    let headers = try #require(try await ask("/")).headers
    let policy = try #require(headers[.contentSecurityPolicy])
    #expect(policy.contains("default-src 'self';"))
    #expect(policy.contains("require-trusted-types-for 'script'"))
    #expect(policy.hasSuffix("trusted-types hubbub-pages hubbub-worker"))
    #expect(!policy.contains("unsafe"))
    #expect(headers[.xContentTypeOptions] == "nosniff")
    #expect(headers[.referrerPolicy] == "same-origin")
    #expect(headers[.crossOriginOpenerPolicy] == "same-origin")
    #expect(headers[.cacheControl] == "no-cache")
    #expect(headers[.contentType] == "text/html; charset=utf-8")
  }

  @Test func `a module is kept for ever under its hash, and under another only for once`()
    async throws
  {
    let kept = try #require(try await ask(try await assetPath("app/main.js")))
    #expect(kept.headers[.cacheControl] == "public, max-age=31536000, immutable")
    #expect(kept.headers[.contentType] == "text/javascript; charset=utf-8")
    let other = try #require(try await ask("/assets/0123456789abcdef/app/main.js"))
    #expect(other.headers[.cacheControl] == "no-cache")
  }

  @Test func `a changed file changes the hash of everything`() throws {
    let before = WebAssets(Self.web, compresses: false)
    let changed = Self.web.map {
      $0.path == "styles/ant.css" ? WebFile(path: $0.path, bytes: ByteBuffer(string: "a{}")) : $0
    }
    #expect(WebAssets(changed, compresses: false).hash != before.hash)
    #expect(WebAssets(Self.web, compresses: false).hash == before.hash)
  }

  @Test func `a page is no module, and a style sheet alone is not served`() async throws {
    #expect(try await ask(try await assetPath("home.html")) == nil)
    #expect(try await ask(try await assetPath("styles/ant.css")) == nil)
    #expect(try await ask(try await assetPath("nothing.js")) == nil)
    #expect(try await ask("/assets/") == nil)
  }

  @Test func `the client module stands alone for other programs`() async throws {
    let module = try await text(try await ask("/client/hubbub.js", as: nil))
    #expect(module == "/** Ours. */\nexport {}")
    #expect(try await text(try await ask(try await assetPath("client/hubbub.js"))) == "export{}")
    let types = try #require(try await ask("/client/hubbub.d.ts", as: nil))
    #expect(types.headers[.contentType] == "text/plain; charset=utf-8")
    #expect(try await ask("/favicon.svg")?.headers[.contentType] == "image/svg+xml")
  }

  @Test func `what one page needs to look right is a sheet of its own`() async throws {
    let sheet = try #require(try await ask(try await assetPath("styles/pages/post.css")))
    #expect(sheet.headers[.contentType] == "text/css; charset=utf-8")
    #expect(try await text(sheet) == "post{}\n")
  }

  @Test func `the styles are one sheet in the order of their layers`() async throws {
    let sheet = try await text(try await ask(try await assetPath("app.css")))
    #expect(
      sheet == "@layer tokens, reset, base, layout, components;\n"
        + "tokens{}\nreset{}\nbase{}\nlayout{}\nant{}\nzebra{}\n")
  }

  // MARK: - Bytes

  @Test func `who takes gzip gets less, with a tag of its own`() async throws {
    let path = try await assetPath("app/main.js")
    let plain = try #require(try await ask(path))
    let small = try #require(try await ask(path, .get, [.acceptEncoding: "br, gzip;q=0.5"]))
    #expect(small.headers[.contentEncoding] == "gzip")
    #expect(plain.headers[.contentEncoding] == nil)
    #expect(small.headers[.eTag] != plain.headers[.eTag])
    #expect(plain.headers[.vary] == "Accept-Encoding")
    #expect(small.headers[.vary] == "Accept-Encoding")
    let whole = try await bytes(plain)
    #expect(try gunzip(try await bytes(small)) == whole)
  }

  @Test(arguments: [
    ("gzip", true), ("GZIP", true), ("deflate, gzip ;q=1.0", true), ("*", true),
    ("", false), ("br", false), ("gzip;q=0", false), ("gzip;q=0.000, *", false),
    ("*;q=0", false), ("identity", false),
  ])
  func `a weight of nothing refuses`(header: String, isAccepted: Bool) {
    #expect(Gzip.isAccepted(by: header) == isAccepted)
  }

  @Test(arguments: ["\"other\", TAG", "W/TAG", "*", "TAG"])
  func `who has it already gets 304 and no bytes`(template: String) async throws {
    let first = try #require(try await ask("/"))
    let tag = try #require(first.headers[.eTag])
    let header = template.split(separator: "TAG", omittingEmptySubsequences: false)
      .joined(separator: tag)
    let second = try #require(try await ask("/", .get, [.ifNoneMatch: header]))
    #expect(second.status == .notModified)
    #expect(second.headers[.eTag] == tag)
    #expect(try await bytes(second).readableBytes == 0)
  }

  @Test func `another tag gets the whole again`() async throws {
    #expect(try await ask("/", .get, [.ifNoneMatch: "\"other\""])?.status == .ok)
  }

  @Test func `HEAD tells the length and sends nothing`() async throws {
    let whole = try #require(try await ask("/"))
    let head = try #require(try await ask("/", .head))
    #expect(head.headers[.contentLength] == whole.headers[.contentLength])
    #expect(head.headers[.eTag] == whole.headers[.eTag])
    #expect(try await bytes(head).readableBytes == 0)
  }
}

/// What a response would send.
func bytes(_ response: Response) async throws -> ByteBuffer {
  let sink = BodySink()
  try await response.body.write(sink)
  return sink.bytes
}

/// Takes a body in.
private final class BodySink: ResponseBodyWriter {
  private(set) var bytes = ByteBuffer()

  func write(_ buffer: ByteBuffer) async throws { bytes.writeImmutableBuffer(buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
