import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHTTP

/// `GET /api/online?all=true`, an admin's list of who is here.
@Suite(.timeLimit(.minutes(10))) struct APIOnlineTests {
  @Test func `everybody who is here comes once, by pages, the newest account first`() async throws {
    try await withServer { server in
      let token = try await server.signUp("ada")
      let admin = try #require(try await server.store.account(named: "ada")).user
      try await server.store.make(.setRole(admin.id, .admin))
      var here: [TestMember] = []
      for name in ["bob", "eve", "ivo"] {
        let member = try await TestMember(name, on: server)
        while server.hub.present[member.user.id] == nil { await Task.yield() }
        here.append(member)
      }
      var names: [String?] = []
      var next: String? = ""
      while let cursor = next {
        let before = cursor.isEmpty ? "" : "&before=\(cursor)"
        let page = try await server.ask(
          "GET", "/api/online?all=true&limit=2\(before)", token: token)
        names += page.json.items.elements.map(\.user.username.string)
        next = page.json.next.string
      }
      #expect(names == here.reversed().map(\.user.username))
      let refused = try await server.ask("GET", "/api/online?all=true&limit=0", token: token)
      #expect(refused.status == 400)
    }
  }
}
