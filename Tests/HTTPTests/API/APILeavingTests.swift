import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHTTP

/// Leaving, coming back, and what becomes of who does not.
@Suite(.timeLimit(.minutes(10))) struct APILeavingTests {
  private static let password = "correct horse"

  private func signUp(_ api: TestAPI, _ name: String = "ada") async throws -> String {
    let answer = try await api.ask(
      .post, "/api/signup",
      body: #"{"username":"\#(name)","password":"\#(Self.password)","token":true}"#)
    return try #require(answer.json.token.string)
  }

  private func logIn(
    _ api: TestAPI, _ name: String = "ada", _ password: String = password
  ) async throws -> APIAnswer {
    try await api.ask(
      .post, "/api/login",
      body: #"{"username":"\#(name)","password":"\#(password)","token":true}"#)
  }

  private func leave(
    _ api: TestAPI, _ token: String, _ password: String = password,
    at address: String = "192.0.2.1"
  ) async throws -> APIAnswer {
    try await api.ask(
      .delete, "/api/me", token: token, body: #"{"password":"\#(password)"}"#, from: address)
  }

  /// What the sweep does each day; says how many people it erased.
  private func sweep(_ api: TestAPI) async throws -> Int {
    try await api.services.accounts.eraseLeavers { _, _ in }
  }

  @Test func `who leaves is signed out everywhere and seen by nobody`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let other = try #require(try await logIn(api).json.token.string)
    let bob = try await api.person("bob")
    #expect(try await api.ask(.get, "/api/users/ada", token: bob.token).status == 200)
    let answer = try await leave(api, token)
    #expect(answer.status == 204)
    #expect(answer.body.readableBytes == 0)
    for token in [token, other] {
      #expect(try await api.ask(.get, "/api/me", token: token).status == 401)
    }
    #expect(try await api.ask(.get, "/api/users/ada", token: bob.token).status == 404)
    let befriended = try await api.ask(.put, "/api/friends/ada", token: bob.token)
    #expect(befriended.status == 404)
    let found = try await api.ask(.get, "/api/users?query=ad", token: bob.token)
    #expect(found.json.items.elements.isEmpty)
  }

  @Test func `a browser that leaves forgets its cookie`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let answer = try await api.ask(
      .delete, "/api/me", body: #"{"password":"\#(Self.password)"}"#,
      headers: [.cookie: "hubbub_session=\(token)"])
    #expect(answer.status == 204)
    #expect(answer.headers[.setCookie]?.contains("Max-Age=0") == true)
  }

  @Test func `a login on the last day brings everything back`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let bob = try await api.person("bob")
    let post = try await api.ask(
      .post, "/api/posts", token: token,
      body: #"{"text":"I was here","audience":"public","key":"k"}"#
    ).json.post.id.string
    let path = "/api/posts/\(try #require(post))"
    #expect(try await leave(api, token).status == 204)
    #expect(try await api.ask(.get, path, token: bob.token).status == 404)
    api.clock.pass(Limits.returnPeriod - .milliseconds(1))
    #expect(try await sweep(api) == 0)
    #expect(try await logIn(api, "ada", "a wild guess").code == "invalid_credentials")
    let later = try await api.store.addSession(of: bob.user, at: api.clock.timestamp).token
    #expect(try await api.ask(.get, path, token: later).status == 404)
    #expect(try await logIn(api).status == 200)
    #expect(try await api.ask(.get, path, token: later).status == 200)
    #expect(try await api.ask(.get, "/api/users/ada", token: later).status == 200)
    #expect(try await api.ask(.get, "/api/me", token: token).status == 401, "it had ended")
  }

  @Test func `after fourteen days a login is told what a stranger is told`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    #expect(try await leave(api, token).status == 204)
    api.clock.pass(Limits.returnPeriod)
    let (late, unknown) = (try await logIn(api), try await logIn(api, "nobody"))
    #expect(late.status == 401)
    #expect(late.text == unknown.text)
    #expect(try await sweep(api) == 1)
    #expect(try await sweep(api) == 0)
    #expect(try await logIn(api).text == unknown.text)
    let again = try await api.ask(
      .post, "/api/signup", body: #"{"username":"ada","password":"staple battery"}"#)
    #expect(again.code == "username_taken")
  }

  @Test func `many rows are erased, and likes of others counted right`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let ada = try #require(try await api.store.account(named: "ada")).user
    let bob = try await api.store.addUser("bob")
    var his: [PostID] = []
    for index in 0..<(2 * Limits.erasedRows + 1) {
      let post = try await api.store.addPost("\(index)", by: bob)
      his.append(post.id)
      try await api.store.make(.like(post.id, by: ada.id, at: .now()))
      _ = try await api.store.addPost("hers, \(index)", by: ada)
    }
    #expect(try await leave(api, token).status == 204)
    api.clock.pass(Limits.returnPeriod)
    #expect(try await sweep(api) == 1)
    for id in his {
      let post = try #require(try await api.store.post(id, for: bob.id))
      #expect(post.likes.count == 0)
    }
  }

  @Test func `one sweep erases more than it finds at a look`() async throws {
    let api = try TestAPI()
    let long = api.clock.timestamp
    for number in 0...Limits.erasedPeople {
      let user = try await api.store.addUser("leaver\(number)")
      try await api.store.make(.leaveHubbub(user.id, provedBy: nil, at: long))
    }
    api.clock.pass(Limits.returnPeriod)
    #expect(try await sweep(api) == Limits.erasedPeople + 1)
    #expect(try await sweep(api) == 0)
  }

  @Test func `a wrong password changes nothing, and is counted as a guess`() async throws {
    let api = try TestAPI { $0.limitsRates = true }
    let token = try await signUp(api)
    for _ in 0..<Limits.freeLoginAttempts {
      let answer = try await leave(api, token, "a wild guess", at: "198.51.100.7")
      #expect(answer.status == 401)
      #expect(answer.code == "invalid_credentials")
      #expect(answer.field == "password")
    }
    let answer = try await leave(api, token, at: "198.51.100.7")
    #expect(answer.status == 429)
    #expect(try await api.ask(.get, "/api/me", token: token).status == 200)
  }

  @Test func `the only admin may not leave`() async throws {
    let api = try TestAPI()
    let token = try await signUp(api)
    let ada = try #require(try await api.store.account(named: "ada")).user
    try await api.store.make(.setRole(ada.id, .admin))
    let answer = try await leave(api, token)
    #expect(answer.status == 403)
    #expect(answer.code == "forbidden")
    #expect(try await api.ask(.get, "/api/me", token: token).status == 200)
  }

  @Test func `the sockets of who leaves close with 4501, and friends see them go`() async throws {
    func tellsAtOnce(_: inout ServerSettings, _ hub: inout HubConfiguration) {
      hub.presenceGrace = .milliseconds(10)
    }
    try await withServer(tellsAtOnce) { server in
      let token = try await server.signUp("ada")
      let ada = try #require(try await server.store.account(named: "ada")).user
      let bob = try await server.store.addUser("bob")
      try await server.store.make(.befriend(ada, bob.id, at: .now()))
      try await server.store.make(.befriend(bob, ada.id, at: .now()))
      let friend = try await TestMember(bob, on: server)
      let hers = try await TestMember(ada, on: server)
      let answer = try await server.ask(
        "DELETE", "/api/me", token: token, body: #"{"password":"a long walk in the rain"}"#)
      #expect(answer.status == 204)
      #expect(try await hers.socket.closing()?.closeCode == 4501)
      while true {
        let presence = try await friend.hear("presence")
        guard presence.data.user.string == "\(ada.id)", presence.data.state == "offline" else {
          continue
        }
        break
      }
    }
  }
}
