import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// A disk that has no room left, played by a file that may not grow.
@Suite struct FullDatabaseTests {
  private let store: SQLiteStore
  private let ada: User
  private let room: ConversationID

  init() async throws {
    store = try temporaryStore(maxPages: 140)
    ada = try await store.addUser("ada")
    room = try await store.addRoom("The hall", owner: ada)
  }

  @Test func `a full file refuses whole batches, keeps what it took, and recovers`() async throws {
    let many = try await fill(by: 10)
    #expect(many > 20)
    try await expect(many)
    // Where ten did not fit, one may.
    let count = many + (try await fill(by: 1))
    try await expect(count)

    // Full, whoever asks.
    await #expect(throws: DatabaseError.self) { try await store.checkWritable() }
    let late = messages(count..<count + 2)
    await #expect(throws: DatabaseError.self) { try await store.commit(late) }
    try await expect(count)

    // Room again: the very same changes go in, with the numbers that follow.
    try await store.writing { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
    try await store.checkWritable()
    let outcomes = try await store.commit(late)
    #expect(outcomes.allSatisfy { if case .done = $0 { true } else { false } })
    try await expect(count + 2)
  }

  /// Writes batches until one is refused for want of room.
  ///
  /// - Returns: how many messages were taken.
  private func fill(by size: Int) async throws -> Int {
    var taken = 0
    while taken < 1_000 {
      do {
        _ = try await store.commit(messages(taken..<taken + size, size))
        taken += size
      } catch let error as DatabaseError {
        #expect(error.resultCode == .SQLITE_FULL)
        return taken
      }
    }
    Issue.record("it never became full")
    return taken
  }

  private func messages(_ numbers: Range<Int>, _ name: Int = 0) -> [Change] {
    numbers.map { number in
      .message(
        NewMessage(
          id: .make(), conversation: room, author: ada, key: "\(name) \(number)",
          text: String(repeating: "x", count: 4_000), createdAt: .now()))
    }
  }

  /// All that was taken is there, once, numbered without a hole.
  private func expect(_ count: Int) async throws {
    let page = try await store.messages(of: room, .latest, limit: 2_000, for: ada.id)
    #expect(page.items.map(\.number) == (0..<count).map { Int64($0 + 1) })
    #expect(page.items.map(\.seq) == (0..<count).map { Int64($0 + 2) })
    let heads = try await store.heads([.conversation(room)])
    #expect(heads[.conversation(room)]?.head == Int64(count + 1))
  }

  @Test func `a file that is full at its first opening is refused in one sentence`() throws {
    let refusal = #expect(throws: CannotOpen.self) { try temporaryStore(maxPages: 3) }
    #expect(refusal?.description.hasSuffix("database or disk is full.") == true)
  }
}
