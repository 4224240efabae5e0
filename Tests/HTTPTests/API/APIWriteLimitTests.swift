import HTTPTypes
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHTTP

/// How much one person may change over HTTP.
@Suite(.timeLimit(.minutes(10))) struct APIWriteLimitTests {
  @Test func `who floods is told when to go on, and nobody else is held up`() async throws {
    let api = try TestAPI { $0.limitsRates = true }
    let ada = try await api.person("ada")
    let bob = try await api.person("bob")
    func write(_ token: String) async throws -> APIAnswer {
      try await api.ask(.put, "/api/friends/nobody", token: token)
    }
    for _ in 0..<Limits.writeBurst { #expect(try await write(ada.token).status == 404) }
    let refused = try await write(ada.token)
    #expect(refused.status == 429)
    #expect(refused.code == "rate_limited")
    #expect(refused.headers[.retryAfter] == "1")
    #expect(api.services.counts.refusals[.rateLimited] == 1)
    #expect(try await write(bob.token).status == 404)
    #expect(try await api.ask(.get, "/api/me", token: ada.token).status == 200)
    api.clock.pass(Limits.writeRefill)
    #expect(try await write(ada.token).status == 404)
    #expect(try await api.ask(.post, "/api/logout", token: ada.token).status == 204)
  }

  @Test func `a picture counts as many changes`() async throws {
    let api = try TestAPI { $0.limitsRates = true }
    let ada = try await api.person("ada")
    for _ in 0..<Limits.writeBurst / Limits.pictureWrites {
      let answer = try await api.ask(.put, "/api/me/avatar", token: ada.token, sending: [1, 2])
      #expect(answer.status == 415)
    }
    let answer = try await api.ask(.put, "/api/me/avatar", token: ada.token, sending: [1, 2])
    #expect(answer.status == 429)
    #expect(answer.headers[.retryAfter] == "3")
  }

  @Test func `an operator may switch it off`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    for _ in 0...Limits.writeBurst {
      #expect(try await api.ask(.delete, "/api/friends/nobody", token: ada.token).status == 404)
    }
  }
}
