import Foundation
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

/// What is left when nobody had the time to close.
@Suite struct CrashTests {
  @Test func `what was acknowledged is there after a crash, at any moment`() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("The hall", owner: ada)
    for count in 1...12 {
      let text = String(repeating: "x", count: 300 * count)
      let messages = (0..<40).map { index in
        Change.message(
          NewMessage(
            id: .make(), conversation: room, author: ada, key: "\(count) \(index)", text: text,
            createdAt: .now()))
      }
      let seqs = try await store.commit(messages).map(\.seq)
      // Copied while it is open, as a crash would leave it.
      let copy = try folder.copied()
      let left = try SQLiteStore.open(folder: copy.path, logger: .silent(holding: copy))
      #expect(left.epoch == store.epoch)
      let head = try await left.heads([.conversation(room)])[.conversation(room)]?.head
      #expect(head == seqs.last)
      let page = try await left.messages(of: room, .latest, limit: 40, for: ada.id)
      #expect(page.items.map(\.seq) == seqs)
      #expect(page.items.allSatisfy { $0.text == text })
      // The same key is still the same message.
      let again = try await left.commit([messages[7]])
      #expect(again.map(\.seq) == [seqs[7]])
      guard case .repeated = again[0] else {
        Issue.record("\(again[0])")
        continue
      }
    }
  }

  @Test func `a store that was dropped can be opened again with all it took`() async throws {
    let folder = try TemporaryFolder()
    func take() async throws -> [Int64] {
      let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
      let ada = try await store.addUser("ada")
      let room = try await store.addRoom("The hall", owner: ada)
      return [
        try await store.addMessage("one", by: ada, in: room),
        try await store.addMessage("two", by: ada, in: room),
      ]
    }
    let seqs = try await take()
    let store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
    let ada = try #require(try await store.account(named: "ada")).user
    let room = try #require(try await store.conversations(of: ada.id).first)
    #expect(room.messages == 2)
    #expect(room.lastSeq == seqs.last)
  }
}

extension Outcome {
  fileprivate var seq: Int64? {
    switch self {
    case .done(.message(_, let seq, _), _), .repeated(.message(_, let seq, _)): seq
    default: nil
    }
  }
}

extension TemporaryFolder {
  /// Another folder with the database's files as they now are.
  fileprivate func copied() throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    for name in ["hubbub.db", "hubbub.db-wal"] {
      try FileManager.default.copyItem(atPath: "\(path)/\(name)", toPath: "\(copy.path)/\(name)")
    }
    return copy
  }
}
