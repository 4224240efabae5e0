import HTTPTypes
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubAccounts
@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct APIInviteTests {
  private static func body(_ name: String, _ more: String = "") -> String {
    #"{"username":"\#(name)","password":"correct horse","token":true\#(more)}"#
  }

  private func signUp(
    _ name: String, _ more: String = "", at api: TestAPI
  ) async throws -> APIAnswer {
    try await api.ask(.post, "/api/signup", body: Self.body(name, more))
  }

  // MARK: - The first admin

  @Test func `who has the key makes the first admin, once`() async throws {
    let key = SetupKey()
    let api = try TestAPI {
      $0.setupKey = key
      $0.signup = .closed
    }
    #expect(try await api.services.accounts.waitsForSetup())
    let more = #","key":"\#(key.text)""#
    let answer = try await api.ask(.post, "/api/setup", body: Self.body("ada", more))
    #expect(answer.status == 201)
    #expect(answer.json.user.role.string == "admin")
    let token = try #require(answer.json.token.string)
    let all = try await api.ask(.get, "/api/admin/invites", token: token)
    #expect(all.status == 200)
    let again = try await api.ask(.post, "/api/setup", body: Self.body("bob", more))
    #expect(again.status == 404)
    #expect(try await api.services.accounts.waitsForSetup() == false)
    // Nor does the address of the first day open the door when the only admin has gone.
    let ada = try #require(try await api.store.account(named: "ada")).user.id
    for change in [Change.disable(ada), .setRole(ada, .member)] {
      try await api.store.make(change)
      #expect(try await api.services.accounts.waitsForSetup() == false)
      let late = try await api.ask(.post, "/api/setup", body: Self.body("eve", more))
      #expect(late.status == 404)
    }
  }

  @Test(arguments: ["", "x", SessionToken.make().text])
  func `who has another key makes nothing`(key: String) async throws {
    for (made, status) in [(SetupKey(), 403), (nil, 404)] {
      let api = try TestAPI { $0.setupKey = made }
      let body = Self.body("ada", #","key":"\#(key)""#)
      let answer = try await api.ask(.post, "/api/setup", body: body)
      #expect(answer.status == status)
      #expect(answer.field == (made == nil ? nil : "key"))
      #expect(try await api.store.account(named: "ada") == nil)
    }
  }

  // MARK: - Invitations

  @Test func `the second person comes by a link, and they are friends`() async throws {
    let api = try TestAPI()
    let ada = try #require(try await signUp("ada", at: api).json.token.string)
    let made = try await api.ask(.post, "/api/invites", token: ada, body: "{}")
    #expect(made.status == 201)
    let code = try #require(made.json.code.string)
    #expect(made.json.link.string == "http://hub.example/signup#invite=\(code)")
    let look = #"{"invite":"\#(code.uppercased())"}"#
    let seen = try await api.ask(.post, "/api/invites/look", body: look)
    #expect(seen.json.inviter.username == "ada")

    let came = try await signUp("bob", #","invite":"\#(code)""#, at: api)
    let bob = try #require(came.json.token.string)
    let friends = try await api.ask(.get, "/api/friends", token: bob)
    #expect(friends.text.contains(#""username":"ada""#))
    let listed = try await api.ask(.get, "/api/invites", token: ada)
    #expect(listed.text.contains(#""joined":[{"#) && listed.text.contains(#""username":"bob""#))
    #expect(!listed.text.contains(code))
    let late = try await signUp("eve", #","invite":"\#(code)""#, at: api)
    #expect(late.status == 422)
    #expect(late.field == "invite")
    #expect(try await api.ask(.post, "/api/invites/look", body: look).status == 422)
  }

  @Test func `where one needs an invitation, one with it comes in`() async throws {
    let api = try TestAPI { $0.signup = .invite }
    let ada = try await api.store.addUser("ada")
    let (_, code) = try await api.services.accounts.invite(
      by: ada.id, uses: 1, lasting: .seconds(60))
    #expect(try await signUp("bob", at: api).status == 403)
    #expect(try await signUp("bob", #","invite":"nonsense""#, at: api).status == 422)
    #expect(try await signUp("bob", #","invite":"\#(code.text)""#, at: api).status == 201)
  }

  @Test func `where nobody can sign up, nobody invites`() async throws {
    let api = try TestAPI { $0.signup = .closed }
    let ada = try await api.person("ada").token
    let made = try await api.ask(.post, "/api/invites", token: ada, body: "{}")
    #expect(made.status == 403)
  }

  @Test(arguments: [
    (#"{"uses":0}"#, "uses"), (#"{"uses":51}"#, "uses"), (#"{"days":0}"#, "days"),
    (#"{"days":31}"#, "days"),
  ])
  func `an invitation has bounds`(body: String, field: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada").token
    let made = try await api.ask(.post, "/api/invites", token: ada, body: body)
    #expect(made.status == 422)
    #expect(made.field == field)
    for most in [#"{"uses":50,"days":30}"#, #"{"uses":1,"days":1}"#] {
      #expect(try await api.ask(.post, "/api/invites", token: ada, body: most).status == 201)
    }
  }

  @Test func `an invitation is withdrawn by whose it is, or by an admin`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada").token
    let bob = try await api.person("bob").token
    let root = try await api.person("root", role: .admin).token
    func make() async throws -> String {
      let made = try await api.ask(.post, "/api/invites", token: ada, body: "{}")
      return try "/api/invites/" + #require(made.json.invite.id.string)
    }
    let first = try await make()
    #expect(try await api.ask(.delete, first, token: bob).status == 404)
    #expect(try await api.ask(.delete, first, token: ada).status == 204)
    #expect(try await api.ask(.delete, first, token: ada).status == 404)
    #expect(try await api.ask(.delete, try await make(), token: root).status == 204)
  }
}
