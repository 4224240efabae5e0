import HubbubDomain
import HubbubStore
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHub

/// How people are told what waits for them.
@Suite(.timeLimit(.minutes(10))) struct UnreadTests {
  @Test func `who starts is told what waits in each of their conversations`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let rooms = [try await place.room(of: users), try await place.room(of: users)]
      for _ in 0..<3 { try await place.store.addMessage("hi", by: users[1], in: rooms[0]) }
      let ada = try await place.listen(users[0])
      try await ada.hear("unread", 2)
      let told = try ada.heard().filter { $0.event == "unread" }
      let waiting = told.map { ($0.data.conversation.string, $0.data.unread.integer) }
      #expect(waiting.contains { $0 == "\(rooms[0])" && $1 == 3 })
      #expect(waiting.contains { $0 == "\(rooms[1])" && $1 == 0 })
      #expect(told.allSatisfy { $0.topic.string == "user:\(users[0].id)" })
    }
  }

  @Test func `while messages come, everybody is told how many wait for them`() async throws {
    try await withPushes { place in
      let users = try await place.store.addUsers(3)
      let room = try await place.room(of: users)
      let ada = try await place.listen(users[0])
      let phone = try await place.listen(users[0], loop: 1)
      let bob = try await place.listen(users[1])
      try await place.say("one", by: users[1], in: room)
      for socket in [ada, phone] {
        try await socket.hear { $0.event == "unread" && $0.data.unread == 1 }
      }
      // One's own message is read, and with it all before.
      try await bob.hear { $0.event == "unread" && $0.data.readNumber == 1 }
      let own = try bob.heard().last { $0.event == "unread" }
      #expect(own?.data.unread == 0)
    }
  }

  @Test func `who has left is told nothing more`() async throws {
    try await withPushes { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let ada = try await place.listen(users[0])
      let bob = try await place.listen(users[1])
      _ = await place.hub.commit(.leave(room, users[0]))
      try await ada.hear { $0.event == "left" }
      let before = try ada.heard().count
      try await place.say("gone?", by: users[1], in: room)
      try await bob.hear { $0.event == "unread" && $0.data.readNumber == 1 }
      await place.settle()
      #expect(try ada.heard().count == before)
    }
  }

  @Test func `who comes back between a message and its round is not told less`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let ada = try await place.listen(users[0])
      try await place.say("one", by: users[1], in: room)
      try await ada.hear { $0.event == "message" }
      try await ada.disconnect()
      let back = try await place.listen(users[0])
      try await back.hear("unread", 1)
      await place.each(in: room) { $0.tellUnread(in: room) }
      _ = try await back.ask("ping")
      #expect(try back.heard().last { $0.event == "unread" }?.data.unread == 1)
    }
  }

  @Test func `a count that is read late takes back nothing of what came by`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let ada = try await place.listen(users[0])
      try await place.say("one", by: users[1], in: room)
      try await ada.hear { $0.event == "message" }
      let old = UnreadCount(conversation: room, messages: 0, mark: ReadMark(seq: 0, number: 0))
      await place.each(in: room) { $0.tellUnread([old]) }
      _ = try await ada.ask("ping")
      #expect(try ada.heard().last { $0.event == "unread" }?.data.unread == 1)
    }
  }

  /// A hub that tells at once.
  private func withPushes(_ body: (HubFixture) async throws -> Void) async throws {
    try await withHub({ $0.unreadGather = .zero }, body)
  }

  @Test func `two rounds are two seconds apart, and farther where they tell many`() {
    var lane = UnreadLane(gather: .zero)
    let room = ConversationID.make()
    #expect(lane.note(room) != nil)
    #expect(lane.note(room) == nil)
    lane.beginRound { _ in [] }
    #expect(lane.endRound() == nil)
    let began = NIODeadline.now()
    let next = lane.note(room) ?? began
    #expect(next - began > .milliseconds(1_900) && next - began <= .seconds(2))
  }

  @Test func `a mark never goes back, and is forgotten with its conversation`() {
    var marks = ReadMarks()
    let rooms = (0..<50).map { _ in ConversationID.make() }
    for (seq, room) in rooms.enumerated() {
      marks.learn(ReadMark(seq: Int64(seq) + 1, number: 1), in: room)
      marks.learn(ReadMark(seq: Int64(seq), number: 9), in: room)
    }
    #expect(rooms.map { marks[$0]?.seq } == (1...50).map { Int64($0) })
    #expect(rooms.allSatisfy { marks[$0]?.number == 1 })
    for room in rooms.shuffled() {
      marks.forget(room)
      #expect(marks[room] == nil)
    }
  }
}

extension HubFixture {
  /// Does something with each socket of the first loop that hears a conversation.
  fileprivate func each(
    in room: ConversationID, _ body: @escaping @Sendable (Socket) -> Void
  ) async {
    let shard = hub.shards[0]
    await shard.run { shard.listeners(of: .conversation(room))?.live.forEach(body) }
  }
}
