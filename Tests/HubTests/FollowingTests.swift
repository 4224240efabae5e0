import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct FollowingTests {
  /// What was told on a topic, each as `name` or `name seq`.
  private func story(_ socket: FakeSocket, on topic: Topic) throws -> [String] {
    try socket.heard().filter { $0.topic == "\(topic)" }.map { frame in
      let name = frame.event.string ?? "?"
      return frame.seq.integer.map { "\(name) \($0)" } ?? name
    }
  }

  @Test func `who joins a room hears it from then on, on every device`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: [users[0]])
      let topic = Topic.conversation(room)
      let devices = [
        try await place.listen(users[1]), try await place.listen(users[1], loop: 1),
      ]
      try await place.say("before", by: users[0], in: room)
      try await place.write(.join(room, users[1], at: .now()))
      for device in devices { try await device.hear("joined") }
      try await place.say("after", by: users[0], in: room)
      for device in devices {
        try await device.untilTold(4, on: topic)
        #expect(try story(device, on: topic) == ["joined 3", "message 4"])
      }
    }
  }

  @Test func `who opens a room hears it`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.listen(users[0])
      let id = ConversationID.make()
      try await place.write(
        .open(
          NewConversation(id: id, kind: .room, title: "Hall", owner: users[0], createdAt: .now())))
      try await socket.hear("joined")
      try await place.say("hi", by: users[0], in: id)
      try await socket.untilTold(2, on: .conversation(id))
      #expect(try story(socket, on: .conversation(id)) == ["joined 1", "message 2"])
    }
  }

  @Test func `who leaves a room hears of that last, and nothing after`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      let devices = [
        try await place.listen(users[1]), try await place.listen(users[1], loop: 1),
      ]
      let other = try await place.listen(users[0])
      try await place.write(.leave(room, users[1]))
      try await place.say("without you", by: users[0], in: room)
      try await other.untilTold(4, on: topic)
      for device in devices {
        try await device.hear("left")
        try await device.catchUp()
        #expect(try story(device, on: topic) == ["member 3", "left"])
      }
      #expect(try story(other, on: topic) == ["member 3", "message 4"])
    }
  }

  @Test func `who comes back to a room counts anew from there`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[1])
      try await place.write(.leave(room, users[1]))
      try await place.say("without you", by: users[0], in: room)
      try await place.write(.join(room, users[1], at: .now()))
      try await socket.hear("joined")
      try await place.say("with you", by: users[0], in: room)
      try await socket.untilTold(6, on: .conversation(room))
      #expect(
        try story(socket, on: .conversation(room))
          == ["member 3", "left", "joined 5", "message 6"])
    }
  }

  @Test func `who leaves a room and comes back in one breath goes on hearing it`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let post = try await place.store.addPost("hi", by: users[0])
      let socket = try await place.listen(users[1])
      // Something of their own comes first, so that their own topic is told first.
      try await place.writeTogether([
        .like(post.id, by: users[1].id, at: .now()), .leave(room, users[1]),
        .join(room, users[1], at: .now()),
      ])
      try await socket.hear("joined")
      try await place.say("still here", by: users[0], in: room)
      try await socket.untilTold(5, on: .conversation(room))
      let story = try story(socket, on: .conversation(room))
      #expect(story.suffix(2) == ["joined 4", "message 5"])
      #expect(story.contains("left"))
    }
  }

  @Test func `who left again before the hub looked hears nothing`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: [users[0]])
      let socket = try await place.listen(users[1])
      place.store.shut(.permission)
      try await place.write(.join(room, users[1], at: .now()))
      try await place.store.untilWaiting(at: .permission)
      try await place.write(.leave(room, users[1]))
      place.store.open(.permission)
      try await place.say("secret", by: users[0], in: room)
      while place.counted("topics") > 3 { await Task.yield() }
      try await socket.catchUp()
      #expect(try story(socket, on: .conversation(room)) == [])
    }
  }

  @Test func `who left and came back before the hub looked hears the room once`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: [users[0]])
      let socket = try await place.listen(users[1])
      place.store.shut(.permission)
      try await place.write(.join(room, users[1], at: .now()))
      try await place.store.untilWaiting(at: .permission)
      try await place.write(.leave(room, users[1]))
      try await place.write(.join(room, users[1], at: .now()))
      try await place.store.untilWaiting(2, at: .permission)
      place.store.open(.permission)
      try await socket.hear("joined")
      try await place.say("hi", by: users[0], in: room)
      try await socket.untilTold(5, on: .conversation(room))
      await place.settle()
      #expect(try story(socket, on: .conversation(room)) == ["joined 4", "message 5"])
    }
  }

  @Test func `a socket that cannot follow a room is asked to come back`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: [users[0]])
      let socket = try await place.listen(users[1])
      place.store.fail(.permission)
      try await place.write(.join(room, users[1], at: .now()))
      #expect(try await socket.transport.closing()?.code == .overloaded)
    }
  }
}
