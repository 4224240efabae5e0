import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHTTP

/// Changing one's password, and what becomes of one's sessions.
@Suite(.timeLimit(.minutes(10))) struct APIPasswordTests {
  private static let old = "correct horse"
  private static let new = "staple battery"

  /// Logs ada in, once more each time.
  private func logIn(_ api: TestAPI, _ password: String = old) async throws -> APIAnswer {
    try await api.ask(
      .post, "/api/login",
      body: #"{"username":"ada","password":"\#(password)","token":true}"#)
  }

  private func signUp(_ api: TestAPI) async throws -> String {
    let answer = try await api.ask(
      .post, "/api/signup",
      body: #"{"username":"ada","password":"\#(Self.old)","token":true}"#)
    return try #require(answer.json.token.string)
  }

  private func change(
    _ api: TestAPI, _ token: String, from current: String = old, to new: String = new,
    at address: String = "192.0.2.1"
  ) async throws -> APIAnswer {
    try await api.ask(
      .post, "/api/me/password", token: token,
      body: #"{"current":"\#(current)","new":"\#(new)"}"#, from: address)
  }

  @Test func `a new password opens the account, and the old one does not`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let answer = try await change(api, token)
    #expect(answer.status == 204)
    #expect(answer.body.readableBytes == 0)
    #expect(try await logIn(api).code == "invalid_credentials")
    #expect(try await logIn(api, Self.new).status == 200)
  }

  @Test func `every other session ends, and the asking one goes on`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let other = try #require(try await logIn(api).json.token.string)
    #expect(try await change(api, token).status == 204)
    #expect(try await api.ask(.get, "/api/me", token: token).status == 200)
    #expect(try await api.ask(.get, "/api/me", token: other).status == 401)
    let left = try await api.ask(.get, "/api/me/sessions", token: token).json.items
    #expect(left.elements.map(\.current) == [true])
  }

  @Test func `a wrong old password changes nothing`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let other = try #require(try await logIn(api).json.token.string)
    let answer = try await change(api, token, from: "not hers")
    #expect(answer.status == 401)
    #expect(answer.code == "invalid_credentials")
    #expect(answer.field == "current")
    #expect(answer.headers[.wwwAuthenticate] == nil, "the login itself is good")
    #expect(try await api.ask(.get, "/api/me", token: other).status == 200)
    #expect(try await logIn(api).status == 200)
  }

  @Test func `a stolen session cannot guess the password`() async throws {
    let api = try TestAPI { $0.limitsRates = true }
    let token = try await signUp(api)
    for _ in 0..<Limits.freeLoginAttempts {
      _ = try await change(api, token, from: "a wild guess", at: "198.51.100.7")
    }
    let answer = try await change(api, token, at: "198.51.100.7")
    #expect(answer.status == 429)
    #expect(answer.header("retry-after") != nil)
    api.clock.pass(Limits.longestLoginDelay)
    #expect(try await change(api, token, at: "198.51.100.7").status == 204)
  }

  @Test func `of two changes at once one wins, and the other is told so`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    async let first = change(api, token, to: "the first of two")
    async let second = change(api, token, to: "the second of two")
    let (one, two) = try await (first, second)
    #expect(Set([one.status, two.status]) == [204, 401])
    let loser = one.status == 401 ? one : two
    #expect(loser.field == "current")
    let winner = one.status == 204 ? "the first of two" : "the second of two"
    #expect(try await logIn(api, winner).status == 200)
  }

  // MARK: - Sessions

  @Test func `a session that is ended opens nothing any more, and others go on`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    api.clock.pass(.seconds(1))
    let (session, token) = try await api.store.addSession(of: ada.user, at: api.clock.timestamp)
    let list = try await api.ask(.get, "/api/me/sessions", token: token).json.items.elements
    #expect(list.map(\.id.string) == ["\(session.id)", "\(ada.session.id)"])
    #expect(list.map(\.current) == [true, false])
    let path = "/api/me/sessions/\(ada.session.id)"
    #expect(try await api.ask(.delete, path, token: token).status == 204)
    #expect(try await api.ask(.get, "/api/me", token: ada.token).status == 401)
    #expect(try await api.ask(.get, "/api/me", token: token).status == 200)
    #expect(try await api.ask(.delete, path, token: token).status == 404)
  }

  @Test func `a session tells when it was last seen, to within five minutes`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    func seen() async throws -> Timestamp? {
      try await api.store.sessions(of: ada.user.id, at: api.clock.timestamp).first?.lastSeenAt
    }
    func use() async throws {
      #expect(try await api.ask(.get, "/api/me", token: ada.token).status == 200)
      // What is written later was queued later.
      _ = await api.services.hub.commit(.endSession(.make()))
    }
    let start = try #require(try await seen())
    api.clock.pass(Limits.sessionUseNoted - .milliseconds(1))
    try await use()
    #expect(try await seen() == start)
    api.clock.pass(.milliseconds(1))
    try await use()
    #expect(try await seen() == api.clock.timestamp)
    let noted = api.clock.timestamp
    api.clock.pass(.seconds(1))
    try await use()
    #expect(try await seen() == noted)
  }

  // MARK: - Sockets

  @Test func `a new password closes the sockets of every other session, with 4501`()
    async throws
  {
    try await withServer { server in
      let token = try await server.signUp("ada")
      let ada = try #require(try await server.store.account(named: "ada")).user
      let other = try await TestMember(ada, on: server)
      let mine = try await server.socket(token: token)
      _ = try await mine.hear()  // hello
      let answer = try await server.ask(
        "POST", "/api/me/password", token: token,
        body: #"{"current":"a long walk in the rain","new":"staple battery"}"#)
      #expect(answer.status == 204)
      #expect(try await other.socket.closing()?.closeCode == 4501)
      try await mine.say(#"{"ref":1,"op":"start"}"#)
      #expect(try await mine.hear().ok != .null)
    }
  }
}
