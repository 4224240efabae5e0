import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubStore

/// Readers beside the writer, and askers who lose patience.
@Suite struct ConcurrencyTests {
  @Test func `a snapshot fits its numbers while others write`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("The hall", owner: ada)
    try await withThrowingTaskGroup { group in
      group.addTask {
        for index in 0..<150 {
          _ = try await store.commit([
            .post(
              NewPost(
                id: .make(), author: ada, key: "\(index)", text: "news", audience: .public,
                createdAt: .now())),
            .message(
              NewMessage(
                id: .make(), conversation: room, author: ada, key: "\(index)", text: "hi",
                createdAt: .now())),
          ])
        }
      }
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<75 {
            let snapshot = try await store.snapshot(for: ada.id, posts: 1_000)
            let hall = try #require(snapshot.conversations.first)
            #expect(snapshot.heads[.conversation(room)] == hall.lastSeq)
            #expect(hall.lastMessage?.number ?? 0 == hall.messages)
            #expect(snapshot.heads[.feed] == Int64(snapshot.feed.items.count))
            #expect(Int64(snapshot.feed.items.count) == hall.messages)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `what a commit wrote can be read at once`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("The hall", owner: ada)
    for index in 0..<100 {
      let seq = try await store.addMessage("\(index)", by: ada, in: room)
      let page = try await store.messages(of: room, .latest, limit: 1, for: ada.id)
      #expect(page.items.first?.seq == seq)
    }
  }

  @Test func `who stops waiting does not undo a commit`() async throws {
    let store = try temporaryStore()
    let ada = try await store.addUser("ada")
    let room = try await store.addRoom("The hall", owner: ada)
    let task = Task {
      // Cancelled before it begins, at the latest.
      withUnsafeCurrentTask { $0?.cancel() }
      return try await store.addMessage("hi", by: ada, in: room)
    }
    let seq = try await task.value
    #expect(task.isCancelled)
    #expect(try await store.heads([.conversation(room)])[.conversation(room)]?.head == seq)
  }
}
