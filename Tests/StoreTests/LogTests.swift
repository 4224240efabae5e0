import Dispatch
import GRDB
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// The write-ahead log, which must not grow with what is written.
@Suite struct LogTests {
  private let store: SQLiteStore
  private let ada: User
  private let room: ConversationID

  init() async throws {
    store = try temporaryStore()
    ada = try await store.addUser("ada")
    room = try await store.addRoom("The hall", owner: ada)
  }

  private func write(_ count: Int) async throws {
    let text = String(repeating: "x", count: 4_000)
    for _ in 0..<count {
      let changes = (0..<100).map { _ in
        let id = MessageID.make()
        return Change.message(
          NewMessage(
            id: id, conversation: room, author: ada, key: "\(id)", text: text, createdAt: .now()))
      }
      _ = try await store.commit(changes)
    }
  }

  @Test func `a log that a reader kept long is carried over when they are gone`() async throws {
    let bound: Int64 = 4 * 1024 * 1024
    let (held, hold) = AsyncStream<Void>.makeStream()
    let release = DispatchSemaphore(value: 0)
    let reading = Task {
      try await store.pool.read { [room] db in
        let before = try db.extent(of: .conversation(room)).head
        // On a thread of the reader's own, which may be held up.
        hold.finish()
        release.wait()
        return (before, try db.extent(of: .conversation(room)).head)
      }
    }
    for await _ in held {}
    try await write(15)
    let long = store.logBytes
    #expect(long > bound)
    release.signal()
    let (before, after) = try await reading.value
    #expect(before == after)

    await store.shortenLog(above: long)
    #expect(store.logBytes == long)
    await store.shortenLog(above: long - 1)
    #expect(store.logBytes == 0)
    let page = try await store.messages(of: room, .latest, limit: 2_000, for: ada.id)
    #expect(page.items.count == 1_500)
  }

  @Test func `closing leaves everything in the one file`() async throws {
    try await write(1)
    let path = store.pool.path
    #expect(store.logBytes > 0)
    try await store.close()
    #expect(store.logBytes == 0)
    let left = try SQLiteStore.open(
      folder: String(path.dropLast("/hubbub.db".count)), logger: .silent())
    #expect(try await left.heads([.conversation(room)])[.conversation(room)]?.head == 101)
  }
}
