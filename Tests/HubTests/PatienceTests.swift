import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

/// What a running hub tells with patience.
@Suite(.timeLimit(.minutes(10))) struct PatienceTests {
  private static func patient(
    _ time: Duration
  ) -> @Sendable (inout HubConfiguration) -> Void {
    { $0.presenceGather = time }
  }

  @Test func `how people are is told after it gathered, to each friend once and at last`()
    async throws
  {
    try await withHub(Self.patient(.milliseconds(20))) { place in
      let users = try await place.store.addUsers(4)
      for friend in users.dropFirst() { try await place.befriend(users[0], friend) }
      let watcher = try await place.listen(users[0])
      for (index, friend) in users.dropFirst().enumerated() {
        _ = try await place.listen(friend, loop: index % 2)
      }
      for friend in users.dropFirst() {
        try await watcher.hear { $0.data.state == "online" && $0.data.user == "\(friend.id)" }
      }
    }
  }

  @Test func `nothing else waits for it`() async throws {
    try await withHub(Self.patient(.seconds(3_600))) { place in
      let users = try await place.store.addUsers(2)
      try await place.befriend(users[0], users[1])
      let room = try await place.room(of: users)
      let watcher = try await place.listen(users[0])
      _ = try await place.listen(users[1], loop: 1)
      await place.untilDone(by: users[1])
      try await place.say("hello", by: users[1], in: room)
      try await watcher.hear("message")
      let told = try await watcher.events("presence").filter { $0.data.user == "\(users[1].id)" }
      #expect(!told.contains { $0.data.state == "online" })
    }
  }
}
