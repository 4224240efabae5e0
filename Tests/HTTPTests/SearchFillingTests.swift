import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHTTP

/// Taking what was written into the search, beside everything else.
@Suite(.timeLimit(.minutes(10))) struct SearchFillingTests {
  @Test func `what is written on a quiet server is found after the next look`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let filling = SearchFilling(hub: api.services.hub, logger: .silent())
    let start = ContinuousClock.now
    var pace = SearchPace(at: start)
    #expect(await filling.look(&pace, at: start) == Limits.searchBeat)
    let post = #"{"text":"found soon","audience":"public","key":"k"}"#
    #expect(try await api.ask(.post, "/api/posts", token: ada.token, body: post).status == 201)
    func found() async throws -> Int {
      try await api.ask(.get, "/api/search?in=posts&query=soon", token: ada.token)
        .json.items.elements.count
    }
    #expect(try await found() == 0)
    _ = await filling.look(&pace, at: start + Limits.searchBeat)
    #expect(try await found() == 1)
  }

  @Test func `more than one pass takes is taken in by several`() async throws {
    let api = try TestAPI()
    let users = try await api.store.addUsers(Limits.searchPassRows + 1)
    let filling = SearchFilling(hub: api.services.hub, logger: .silent())
    let start = ContinuousClock.now
    var pace = SearchPace(at: start)
    #expect(await filling.look(&pace, at: start) == Limits.searchRest)
    #expect(await filling.look(&pace, at: start + Limits.searchRest) == Limits.searchBeat)
    let page = try await api.store.search(
      .people, for: "user", as: users[0].id, before: nil, limit: 1)
    #expect(page.next == SearchCursor(row: Int64(users.count)))
  }

  @Test func `a server that ends has the search filled by the next`() async throws {
    let api = try TestAPI()
    await api.services.hub.drain(patience: .zero)
    let filling = SearchFilling(hub: api.services.hub, logger: .silent())
    var pace = SearchPace(at: .now)
    #expect(await filling.look(&pace, at: .now) == Limits.searchRetry)
  }
}
