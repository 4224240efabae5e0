import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHTTP

/// Who asks, from where, and from which site.
@Suite(.timeLimit(.minutes(10))) struct APIAccessTests {
  private static let post = #"{"text":"hello","audience":"public","key":"k1"}"#

  // MARK: - Whose request it is

  @Test(arguments: [
    "Bearer", "Bearer ", "Bearer x", "Basic TOKEN", "TOKEN", "Bearer TOKENx", "bearer",
  ])
  func `what is no token of ours is no login`(authorization: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let value = authorization.split(separator: "TOKEN", omittingEmptySubsequences: false)
      .joined(separator: ada.token)
    let answer = try await api.ask(.get, "/api/me", headers: [.authorization: value])
    #expect(answer.status == 401)
    #expect(answer.code == "unauthorized")
    #expect(answer.headers[.wwwAuthenticate] == "Bearer")
  }

  @Test(arguments: ["Bearer", "bearer", "BEARER"])
  func `the scheme of a bearer may be written as one likes`(scheme: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let headers: HTTPFields = [.authorization: "\(scheme) \(ada.token)"]
    #expect(try await api.ask(.get, "/api/me", headers: headers).status == 200)
  }

  @Test func `a bearer that opens nothing is not made good by a cookie`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let other = String(repeating: "A", count: 43)
    let answer = try await api.ask(
      .get, "/api/me", token: other, headers: [.cookie: ada.cookie])
    #expect(answer.status == 401)
  }

  @Test func `an expired token opens nothing, and that is counted`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    api.clock.pass(.seconds(86_400) - .milliseconds(1))
    #expect(try await api.ask(.get, "/api/me", token: ada.token).status == 200)
    api.clock.pass(.milliseconds(1))
    let answer = try await api.ask(.get, "/api/me", token: ada.token)
    #expect(answer.status == 401)
    #expect(answer.code == "unauthorized")
    #expect(api.services.counts.refusals[.unauthorized] == 1)
  }

  // MARK: - From which site

  /// What a browser says about where a request comes from, and whether it is let in.
  struct Claim: Sendable, CustomTestStringConvertible {
    var origin: String?
    var site: String?
    var referer: String?
    let isOurs: Bool

    var testDescription: String { "\(origin ?? "-") \(site ?? "-") \(referer ?? "-")" }

    var headers: HTTPFields {
      var headers: HTTPFields = [:]
      headers[.origin] = origin
      headers[.secFetchSite] = site
      headers[.referer] = referer
      return headers
    }
  }

  static let claims = [
    Claim(isOurs: true),
    Claim(origin: "http://hub.example", isOurs: true),
    Claim(origin: "http://hub.example:80", isOurs: true),
    Claim(origin: "HTTP://HUB.EXAMPLE", isOurs: true),
    Claim(origin: "http://hub.example", site: "same-origin", isOurs: true),
    Claim(origin: "https://hub.example", isOurs: false),
    Claim(origin: "http://hub.example:8080", isOurs: false),
    Claim(origin: "http://evil.example", isOurs: false),
    Claim(origin: "http://hub.example.evil.example", isOurs: false),
    Claim(origin: "http://hub.example@evil.example", isOurs: false),
    Claim(origin: "http://evil.example/http://hub.example", isOurs: false),
    Claim(origin: "http://sub.hub.example", isOurs: false),
    Claim(origin: "null", isOurs: false),
    Claim(origin: "", isOurs: false),
    Claim(origin: "http://evil.example", site: "same-origin", isOurs: false),
    Claim(site: "same-origin", isOurs: true),
    Claim(site: "none", isOurs: true),
    Claim(site: "same-site", isOurs: false),
    Claim(site: "cross-site", isOurs: false),
    Claim(referer: "http://hub.example/new?x=1", isOurs: true),
    Claim(referer: "http://evil.example/hub.example", isOurs: false),
    Claim(site: "cross-site", referer: "http://hub.example/", isOurs: false),
  ]

  @Test(arguments: claims)
  func `with a cookie, only our own pages change something`(claim: Claim) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    var headers = claim.headers
    headers[.cookie] = ada.cookie
    let answer = try await api.ask(.post, "/api/posts", body: Self.post, headers: headers)
    #expect(answer.status == (claim.isOurs ? 201 : 403))
    #expect(answer.code == (claim.isOurs ? nil : "bad_origin"))
    #expect(api.services.counts.refusals[.badOrigin] == (claim.isOurs ? nil : 1))
    let feed = try await api.store.posts(.feed, for: ada.user.id, before: nil, limit: 10)
    #expect(feed.items.count == (claim.isOurs ? 1 : 0), "a refusal leaves no trace")
    // Reading changes nothing, and another site cannot see the answer.
    #expect(try await api.ask(.get, "/api/me", headers: headers).status == 200)
    #expect(try await api.ask(.head, "/api/me", headers: headers).status == 200)
  }

  @Test(arguments: [
    (HTTPRequest.Method.post, "/api/logout"), (.post, "/api/conversations"),
    (.delete, "/api/posts/POST"), (.put, "/api/conversations/ROOM/members/ada"),
    (.delete, "/api/conversations/ROOM/members/ada"), (.patch, "/api/posts/POST"),
    (.post, "/api/nothing"),
  ])
  func `another site's page changes nothing by any method`(
    method: HTTPRequest.Method, path: String
  ) async throws {
    let world = try await APIWorld()
    let before = try await world.told()
    let answer = try await world.api.ask(
      method, world.filled(path), body: #"{"kind":"room","title":"Kitchen"}"#,
      headers: [.cookie: world.ada.cookie, .origin: "http://evil.example"])
    #expect(answer.status == 403)
    #expect(answer.code == "bad_origin")
    #expect(try await world.told() == before)
    let me = try await world.api.ask(.get, "/api/me", token: world.ada.token)
    #expect(me.status == 200, "still logged in")
  }

  @Test(arguments: claims)
  func `with a bearer, wherever it comes from`(claim: Claim) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(
      .post, "/api/posts", token: ada.token, body: Self.post, headers: claim.headers)
    #expect(answer.status == 201)
  }

  @Test(arguments: ["/api/signup", "/api/login", "/api/logout"])
  func `another site can log nobody in or out`(path: String) async throws {
    let api = try TestAPI()
    let answer = try await api.ask(
      .post, path, body: #"{"username":"ada","password":"correct horse"}"#,
      headers: [.origin: "http://evil.example"])
    #expect(answer.status == 403)
    #expect(answer.code == "bad_origin")
    #expect(answer.headers[.setCookie] == nil)
  }

  @Test func `what we are called decides, not what the request says`() async throws {
    let origin = try #require(WebOrigin("https://forum.example:8443"))
    let api = try TestAPI { $0.publicURL = origin }
    let ada = try await api.person("ada")
    for (claimed, status) in [
      ("https://forum.example:8443", 201), ("http://hub.example", 403),
      ("https://hub.example", 403), ("https://forum.example", 403),
      ("http://forum.example:8443", 403),
    ] {
      let answer = try await api.ask(
        .post, "/api/posts",
        body: #"{"text":"hello","audience":"me","key":"\#(claimed)"}"#,
        headers: [.cookie: "__Host-hubbub_session=\(ada.token)", .origin: claimed])
      #expect(answer.status == status, "\(claimed)")
    }
  }

  // MARK: - From which address

  @Test(arguments: [
    // Nobody is trusted: the other end of the connection is who asks.
    ("", "192.0.2.1", ["203.0.113.7"], "192.0.2.1"),
    ("127.0.0.1", "192.0.2.1", ["203.0.113.7"], "192.0.2.1"),
    // One proxy: the last address it was told by somebody else.
    ("127.0.0.1", "127.0.0.1", ["203.0.113.7"], "203.0.113.7"),
    ("127.0.0.1", "127.0.0.1", ["10.9.9.9, 203.0.113.7"], "203.0.113.7"),
    ("127.0.0.1", "127.0.0.1", ["10.9.9.9", "203.0.113.7"], "203.0.113.7"),
    ("127.0.0.1", "127.0.0.1", [], "127.0.0.1"),
    ("127.0.0.1", "127.0.0.1", [""], "127.0.0.1"),
    ("127.0.0.1", "127.0.0.1", ["unknown"], "127.0.0.1"),
    ("127.0.0.1", "127.0.0.1", ["203.0.113.7, unknown"], "127.0.0.1"),
    // Two of them, by network.
    ("127.0.0.1 10.0.0.0/8", "127.0.0.1", ["6.6.6.6, 203.0.113.7, 10.1.2.3"], "203.0.113.7"),
    ("127.0.0.1,10.0.0.0/8", "127.0.0.1", ["11.1.2.3, 10.1.2.3"], "11.1.2.3"),
    ("127.0.0.1,10.0.0.0/8", "127.0.0.1", ["10.7.7.7, 10.1.2.3"], "10.7.7.7"),
    ("::1, fd00::/8", "::1", ["2001:db8::1, fd12::1"], "2001:db8::1"),
    ("::1", "::1", ["[2001:db8::1]"], "2001:db8::1"),
    // An IPv4 client of a socket for both is the same client.
    ("127.0.0.1", "::ffff:127.0.0.1", ["203.0.113.7"], "203.0.113.7"),
  ])
  func `a proxy's word counts when the operator trusts it`(
    trusted: String, peer: String, forwarded: [String], client: String
  ) async throws {
    let proxies = try #require(TrustedProxies(trusted))
    let api = try TestAPI {
      $0.trustedProxies = proxies
      $0.limitsRates = true
    }
    let facts = api.services.facts(peer: peer) { $0 == "x-forwarded-for" ? forwarded : [] }
    #expect(facts.address == ClientAddress(client))
  }

  @Test func `behind a proxy one address's guesses do not stop another's`() async throws {
    let proxies = try #require(TrustedProxies("127.0.0.1"))
    let api = try TestAPI {
      $0.trustedProxies = proxies
      $0.limitsRates = true
    }
    func login(_ name: String, from address: String) async throws -> Int {
      try await api.ask(
        .post, "/api/login", body: #"{"username":"\#(name)","password":"wrong horse"}"#,
        headers: [.xForwardedFor: address], from: "127.0.0.1"
      ).status
    }
    for index in 0..<Limits.loginBurst {
      #expect(try await login("name\(index)", from: "203.0.113.7") == 401)
    }
    #expect(try await login("one_more", from: "203.0.113.7") == 429)
    #expect(try await login("one_more", from: "203.0.113.8") == 401)
  }

  @Test(arguments: [
    "localhost", "127.0.0.1/33", "::1/129", "10.0.0.0/-1", "10.0.0.0/8/8", "127.0.0.1;::1", "1",
  ])
  func `what is no address or network is no proxy`(text: String) {
    #expect(TrustedProxies(text) == nil)
  }

  @Test func `only a trusted proxy says that a client came by https`() throws {
    let proxies = try #require(TrustedProxies("127.0.0.1"))
    let api = try TestAPI { $0.trustedProxies = proxies }
    func isSecure(_ peer: String) -> Bool {
      api.services.facts(peer: peer) { $0 == "x-forwarded-proto" ? ["https"] : [] }.isSecure
    }
    #expect(isSecure("127.0.0.1"))
    #expect(!isSecure("192.0.2.1"))
  }
}
