import HTTPTypes
import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubAccounts
@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct APISignupTests {
  private static let body = #"{"username":"Ada","password":"correct horse","displayName":"Ada L."}"#

  private func publicURL(_ text: String) throws -> WebOrigin { try #require(WebOrigin(text)) }

  // MARK: - Signing up

  @Test func `a signup gives a cookie that is the login, and no token to scripts`() async throws {
    let api = try TestAPI()
    let answer = try await api.ask(.post, "/api/signup", body: Self.body)
    #expect(answer.status == 201)
    #expect(answer.json.user.username == "ada")
    #expect(answer.json.user.displayName == "Ada L.")
    #expect(answer.json.members.keys.sorted() == ["user"])
    let cookie = try #require(answer.headers[.setCookie])
    let me = try await api.ask(.get, "/api/me", headers: [.cookie: cookie.head])
    #expect(me.json.user == answer.json.user)
  }

  @Test func `a program gets a token instead of a cookie`() async throws {
    let api = try TestAPI()
    let body = #"{"username":"ada","password":"correct horse","token":true}"#
    let answer = try await api.ask(.post, "/api/signup", body: body)
    #expect(answer.status == 201)
    #expect(answer.headers[.setCookie] == nil)
    let token = try #require(answer.json.token.string)
    let me = try await api.ask(.get, "/api/me", token: token)
    #expect(me.json.user == answer.json.user)
  }

  @Test(arguments: [
    (#"{"username":"a","password":"correct horse"}"#, "username"),
    (#"{"username":"ada","password":"1234567"}"#, "password"),
    (#"{"username":"ada","password":"password1"}"#, "password"),
    (#"{"username":"ada","password":"correct horse","displayName":" "}"#, "displayName"),
  ])
  func `what cannot be an account is told with its field`(body: String, field: String) async throws
  {
    let answer = try await TestAPI().ask(.post, "/api/signup", body: body)
    #expect(answer.status == 422)
    #expect(answer.code == "invalid")
    #expect(answer.field == field)
    #expect(answer.headers[.setCookie] == nil)
  }

  @Test func `a name is taken whatever its case`() async throws {
    let api = try TestAPI()
    _ = try await api.ask(.post, "/api/signup", body: Self.body)
    let again = try await api.ask(.post, "/api/signup", body: Self.body.lowercased())
    #expect(again.status == 409)
    #expect(again.code == "username_taken")
    #expect(again.field == "username")
  }

  @Test(arguments: [
    (SignupMode.open, 201, nil), (.invite, 403, "forbidden"), (.closed, 403, "forbidden"),
  ])
  func `an operator decides who may sign up`(
    mode: SignupMode, status: Int, code: String?
  ) async throws {
    let api = try TestAPI { $0.signup = mode }
    let answer = try await api.ask(.post, "/api/signup", body: Self.body)
    #expect(answer.status == status)
    #expect(answer.code == code)
    let config = try await api.ask(.get, "/api/config")
    #expect(config.json.features.signup.string == mode.rawValue)
  }

  // MARK: - Logging in

  @Test func `a login gives what a signup gives`() async throws {
    let api = try TestAPI()
    let signup = try await api.ask(.post, "/api/signup", body: Self.body)
    let login = #"{"username":"ADA","password":"correct horse"}"#
    let answer = try await api.ask(.post, "/api/login", body: login)
    #expect(answer.status == 200)
    #expect(answer.json == signup.json)
    let cookie = try #require(answer.headers[.setCookie]).head
    #expect(cookie != signup.headers[.setCookie]?.head)
    #expect(try await api.ask(.get, "/api/me", headers: [.cookie: cookie]).status == 200)
    let token = try await api.ask(
      .post, "/api/login", body: #"{"username":"ada","password":"correct horse","token":true}"#)
    #expect(token.headers[.setCookie] == nil)
    #expect(token.json.token.string?.count == 43)
  }

  @Test func `an unknown name and a wrong password are the same bytes`() async throws {
    let api = try TestAPI()
    _ = try await api.ask(.post, "/api/signup", body: Self.body)
    var answers: [APIAnswer] = []
    for body in [
      #"{"username":"ada","password":"wrong horse"}"#,
      #"{"username":"nobody","password":"wrong horse"}"#,
      #"{"username":"no name","password":"wrong horse"}"#,
      #"{"username":"","password":""}"#,
    ] { answers.append(try await api.ask(.post, "/api/login", body: body)) }
    #expect(Set(answers.map(\.text)).count == 1)
    #expect(Set(answers.map(\.headers)).count == 1)
    #expect(answers.allSatisfy { $0.status == 401 && $0.code == "invalid_credentials" })
  }

  @Test func `who guesses is told when to come back`() async throws {
    let api = try TestAPI { $0.limitsRates = true }
    let body = #"{"username":"ada","password":"wrong horse"}"#
    for _ in 0..<Limits.freeLoginAttempts {
      #expect(try await api.ask(.post, "/api/login", body: body).status == 401)
    }
    for seconds in [1, 2, 4] {
      let refused = try await api.ask(.post, "/api/login", body: body)
      #expect(refused.status == 429)
      #expect(refused.code == "rate_limited")
      #expect(refused.headers[.retryAfter] == "\(seconds)")
      api.clock.pass(.seconds(seconds) - .milliseconds(10))
      let almost = try await api.ask(.post, "/api/login", body: body)
      #expect(almost.headers[.retryAfter] == "1", "a part of a second is a whole one")
      api.clock.pass(.milliseconds(10))
      #expect(try await api.ask(.post, "/api/login", body: body).status == 401)
    }
    #expect(api.services.counts.refusals[.rateLimited] == 6)
  }

  @Test func `when no thread is free, logins and signups are told to come again`() async throws {
    let api = try TestAPI(passwords: PasswordPool(threads: 0, waiting: 0))
    for (path, body) in [
      ("/api/login", #"{"username":"ada","password":"correct horse"}"#), ("/api/signup", Self.body),
    ] {
      let answer = try await api.ask(.post, path, body: body)
      #expect(answer.status == 503)
      #expect(answer.code == "busy")
      #expect(answer.headers[.retryAfter] == "1")
    }
    #expect(api.services.counts.refusals[.busy] == 2)
  }

  // MARK: - Logging out

  @Test func `a logout ends the session and takes the cookie back`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(.post, "/api/logout", headers: [.cookie: ada.cookie])
    #expect(answer.status == 204)
    #expect(answer.body.readableBytes == 0)
    #expect(
      answer.headers[.setCookie]
        == "hubbub_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    #expect(try await api.ask(.get, "/api/me", headers: [.cookie: ada.cookie]).status == 401)
    #expect(try await api.ask(.get, "/api/me", token: ada.token).status == 401)
  }

  @Test func `a program's logout sets no cookie, and other sessions go on`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let (_, other) = try await api.store.addSession(of: ada.user, at: api.clock.timestamp)
    let answer = try await api.ask(.post, "/api/logout", token: ada.token)
    #expect(answer.status == 204)
    #expect(answer.headers[.setCookie] == nil)
    #expect(try await api.ask(.get, "/api/me", token: ada.token).status == 401)
    #expect(try await api.ask(.get, "/api/me", token: other).status == 200)
  }

  // MARK: - The cookie

  @Test(arguments: [
    (nil, nil, false), ("http://hub.example", nil, false), ("https://hub.example", nil, true),
    ("https://hub.example", "http", true), ("http://hub.example", "https", false),
    (nil, "https", true), (nil, "http", false), (nil, "HTTPS", true),
  ])
  func `under https the cookie is bound to this host and to https`(
    url: String?, forwardedProto: String?, isSecure: Bool
  ) async throws {
    let origin = try url.map(publicURL)
    let proxies = try #require(TrustedProxies("127.0.0.1"))
    let api = try TestAPI {
      $0.publicURL = origin
      $0.trustedProxies = proxies
    }
    var headers: HTTPFields = [:]
    if let forwardedProto { headers[.xForwardedProto] = forwardedProto }
    let answer = try await api.ask(
      .post, "/api/signup", body: Self.body, headers: headers, from: "127.0.0.1")
    let name = isSecure ? "__Host-hubbub_session" : "hubbub_session"
    let parts = try #require(answer.headers[.setCookie]).split(separator: "; ").map(String.init)
    #expect(parts[0].hasPrefix(name + "="))
    #expect(parts[0].count == name.count + 1 + 43)
    #expect(
      Set(parts.dropFirst())
        == Set(
          ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=2592000"] + (isSecure ? ["Secure"] : [])))
    headers[.cookie] = "other=1; " + parts[0]
    let me = try await api.ask(.get, "/api/me", headers: headers, from: "127.0.0.1")
    #expect(me.status == 200)
    let bare = parts[0].split(separator: "=", maxSplits: 1)[1]
    headers[.cookie] = (isSecure ? "hubbub_session=" : "__Host-hubbub_session=") + bare
    let other = try await api.ask(.get, "/api/me", headers: headers, from: "127.0.0.1")
    #expect(other.status == 401, "the other name is no login here")
  }
}

extension String {
  /// A `Set-Cookie` as a browser sends it back.
  fileprivate var head: String { String(prefix { $0 != ";" }) }
}

extension HTTPField.Name {
  static var xForwardedFor: HTTPField.Name { field("x-forwarded-for") }
  static var xForwardedProto: HTTPField.Name { field("x-forwarded-proto") }
  static var secFetchSite: HTTPField.Name { field("sec-fetch-site") }

  private static func field(_ name: String) -> HTTPField.Name {
    guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is a name") }
    return field
  }
}
