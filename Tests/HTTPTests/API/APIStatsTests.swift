import FoundationEssentials
import HTTPTypes
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct APIStatsTests {
  @Test(arguments: [
    (nil, 401), ("", 401), ("wrong", 401), ("the metrics tokens", 401), ("the metrics toke", 401),
    ("the metrics token", 200),
  ])
  func `the bearer of the metrics token sees the figures`(
    bearer: String?, status: Int
  ) async throws {
    let api = try TestAPI { $0.metricsToken = "the metrics token" }
    var headers: HTTPFields = [:]
    headers[.authorization] = bearer.map { "Bearer \($0)" }
    let answer = try await api.ask(.get, "/api/stats", headers: headers)
    #expect(answer.status == status)
    #expect(answer.headers[.cacheControl] == "no-store")
  }

  @Test func `an admin sees the figures, a member does not`() async throws {
    let api = try TestAPI()
    let (admin, member) = (
      try await api.person("root", role: .admin), try await api.person("ada")
    )
    #expect(try await api.ask(.get, "/api/stats", token: admin.token).status == 200)
    let cookie: HTTPFields = [.cookie: admin.cookie]
    #expect(try await api.ask(.get, "/api/stats", headers: cookie).status == 200)
    let refused = try await api.ask(.get, "/api/stats", token: member.token)
    #expect(refused.status == 403)
    #expect(refused.code == "forbidden")
  }

  @Test func `without a metrics token no bearer is one`() async throws {
    let api = try TestAPI()
    for bearer in ["", "nil", "Optional"] {
      #expect(try await api.ask(.get, "/api/stats", token: bearer).status == 401)
    }
  }

  @Test func `the metrics token opens nothing else`() async throws {
    let token = String(repeating: "A", count: 43)
    let api = try TestAPI { $0.metricsToken = token }
    #expect(try await api.ask(.get, "/api/stats", token: token).status == 200)
    #expect(try await api.ask(.get, "/api/me", token: token).status == 401)
  }

  @Test func `the figures tell what was answered, refused and used`() async throws {
    let api = try TestAPI { $0.metricsToken = "secret" }
    let ada = try await api.person("ada")
    _ = try await api.ask(.get, "/api/me", token: ada.token)
    _ = try await api.ask(.get, "/api/me")
    let body = #"{"username":"ada","password":"wrong horse"}"#
    _ = try await api.ask(.post, "/api/login", body: body)
    let stats = try await api.ask(.get, "/api/stats", token: "secret").json
    #expect(
      stats.http.answers
        == [
          ["count": 1, "method": "POST", "route": "/api/login", "status": 401],
          ["count": 1, "method": "GET", "route": "/api/me", "status": 200],
          ["count": 1, "method": "GET", "route": "/api/me", "status": 401],
        ])
    #expect(stats.http.refusals == ["invalid_credentials": 1, "unauthorized": 1])
    #expect(stats.hub.sockets == 0)
    #expect(stats.hub.changesWritten == 0)
    #expect(stats.passwords == ["hashed": 1, "busy": 0, "waiting": 0])
    #expect(try #require(stats.process.uptimeSeconds.integer) >= 0)
    #expect(try #require(stats.process.residentBytes.integer) > 1_000_000)
    #expect(try #require(stats.process.openFiles.integer) > 2)
    let again = try await api.ask(.get, "/api/stats", token: "secret").json
    #expect(again.http.answers.elements.count == 4, "asking is counted too")
  }
}
