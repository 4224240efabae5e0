import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import Testing

/// The road of a message into the search: a real server, a real database file.
struct SearchFlowTests {
  @Test
  func `a message is found by and by, and nobody asked for it`() async throws {
    try await withServer { server in
      let ada = try await server.store.addUser("ada")
      let room = try await server.store.addRoom("Hall", owner: ada)
      let message = NewMessage(
        id: .make(), conversation: room, author: ada, key: "k1", text: "where is it",
        createdAt: .now())
      _ = await server.hub.commit(.message(message))
      func isFound() async throws -> Bool {
        let page = try await server.store.search(
          .messages, for: "where", as: ada.id, before: nil, limit: 1)
        return !page.items.isEmpty
      }
      let end = ContinuousClock.now + .seconds(30)
      while try await !isFound(), ContinuousClock.now < end { await Task.yield() }
      #expect(try await isFound())
    }
  }
}
