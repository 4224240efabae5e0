import GRDB
import HubbubDomain
import HubbubHub
import HubbubTesting
import Synchronization
import Testing

@testable import HubbubStore

/// What a message costs: as much as its listeners, however many members there are.
@Suite(.timeLimit(.minutes(10))) struct MessageCostTests {
  private let folder: TemporaryFolder
  private let statements = StatementCount()

  init() throws { folder = try TemporaryFolder() }

  @Test func `in a room of 10,000 it runs as many statements as in a room of 100`() async throws {
    let (small, large) = (try await cost(members: 100), try await cost(members: 10_000))
    print("20 messages to 100 sockets: \(small) statements of 100 members, \(large) of 10,000")
    #expect(small == large)
    // Three each, and those that begin and end the transactions.
    #expect((60...120).contains(small))
  }

  /// The statements of 20 messages with 100 members connected.
  private func cost(members: Int) async throws -> Int {
    let store = try SQLiteStore.open(
      folder: "\(folder.path)/\(members)", logger: .silent(holding: folder), maxPages: nil,
      onConnect: { [statements] in statements.listen(to: $0) })
    let people = try await store.addUsers(100)
    let room = try await store.addRoom(
      "Hall", owner: people[0], members: Array(people.dropFirst()))
    try await store.crowd(room, with: members - 100)
    var found = 0
    try await withHub(store: store) { place in
      var sockets: [FakeSocket] = []
      for (index, user) in people.enumerated() {
        sockets.append(try await place.listen(user, loop: index % 2))
      }
      found = try await statements.counted {
        for index in 1...20 {
          let message = NewMessage(
            id: .make(), conversation: room, author: people[0], key: "\(index)",
            text: "hi @nobody", createdAt: place.clock.wallTime())
          _ = try await place.hub.commit(.message(message)).result.get()
        }
        for socket in sockets { try await socket.hear("message", 20) }
      }
    }
    return found
  }
}

/// How many statements a store's connections ran.
private final class StatementCount: Sendable {
  private let count = Mutex(0)

  func listen(to db: Database) {
    db.trace(options: .statement) { _ in self.count.withLock { $0 += 1 } }
  }

  func counted(_ body: () async throws -> Void) async throws -> Int {
    let before = count.withLock { $0 }
    try await body()
    return count.withLock { $0 } - before
  }
}

extension SQLiteStore {
  /// Adds members who are never here, by their rows alone.
  fileprivate func crowd(_ room: ConversationID, with count: Int) async throws {
    guard count > 0 else { return }
    try await writing { db in
      try db.inTransaction {
        for index in 0..<count {
          let user = UserID.make()
          try db.run(
            """
            INSERT INTO user (id, username, display_name, role, created_at)
            VALUES (?, ?, 'Crowd', 'member', 0)
            """, user, "crowd\(index)")
          try db.addMember(user, .member, of: room, at: .now())
        }
        try db.run(
          "UPDATE conversation SET member_count = member_count + ? WHERE id = ?", Int64(count),
          room)
        return .commit
      }
    }
  }
}
