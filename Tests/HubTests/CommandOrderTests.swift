import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import Testing

/// What one socket asks is committed in the order it was asked, whichever
/// actors decide it.
struct CommandOrderTests {
  @Test(.timeLimit(.minutes(10)))
  func `a message waits for the like before it, whose post is still waking`() async throws {
    try await withHub { hub in
      let ada = try await hub.store.addUser("ada")
      let room = try await hub.store.addRoom("Hall", owner: ada)
      let post = try await hub.store.addPost("Hello", by: ada)
      let socket = try await hub.listen(ada)
      try await socket.ask("send", Self.message("first", to: room))  // the room is awake now

      hub.store.shut(.wake)
      let before = hub.store.batches.count
      let refs = try await socket.say([
        ("like", ["post": .string("\(post.id)")]), ("send", Self.message("second", to: room)),
      ])
      try await hub.store.untilWaiting(at: .wake)
      await hub.settle()
      #expect(hub.store.batches.count == before)

      hub.store.open(.wake)
      for ref in refs { _ = try await socket.answer(to: ref) }
      let written = hub.store.batches.dropFirst(before).flatMap { $0 }.map(Self.name)
      #expect(written == ["like", "second"])
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: 1...20 as ClosedRange<UInt64>)
  func `commands to many actors are committed in the order sent`(seed: UInt64) async throws {
    try await withHub { hub in
      var random = SeededGenerator(seed: seed)
      let ada = try await hub.store.addUser("ada")
      var rooms: [ConversationID] = []
      for number in 0..<4 { rooms.append(try await hub.store.addRoom("R\(number)", owner: ada)) }
      let socket = try await hub.listen(ada)
      let before = hub.store.batches.count
      var sent: [String] = []
      var refs: [Int64] = []
      while sent.count < 120 {
        let texts = (0..<random.number(1...9)).map { "\(sent.count + $0)" }
        sent += texts
        refs += try await socket.say(
          texts.map { ("send", Self.message($0, to: random.pick(rooms))) })
      }
      for ref in refs { #expect(try await socket.answer(to: ref).ok.seq.integer != nil) }
      #expect(hub.store.batches.dropFirst(before).flatMap { $0 }.map(Self.name) == sent)
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `an end of the hub answers what waits for an earlier command`() async throws {
    try await withHub { hub in
      let ada = try await hub.store.addUser("ada")
      let rooms = [
        try await hub.store.addRoom("One", owner: ada),
        try await hub.store.addRoom("Two", owner: ada),
      ]
      let socket = try await hub.listen(ada)
      hub.store.shut(.wake)
      let refs = try await socket.say(
        rooms.map { ("send", Self.message("\($0)", to: $0)) })
      try await hub.store.untilWaiting(at: .wake)
      async let end: Void = hub.hub.drain(patience: .seconds(5))
      hub.store.open(.wake)
      for ref in refs { #expect(try await socket.answer(to: ref).ok.seq.integer != nil) }
      try await socket.disconnect()
      await end
    }
  }

  private static func message(_ text: String, to room: ConversationID) -> [String: JSON] {
    ["conversation": .string("\(room)"), "key": .string("k\(text)"), "text": .string(text)]
  }

  private static func name(_ change: Change) -> String {
    switch change {
    case .message(let message): message.text
    case .like: "like"
    default: "another"
    }
  }
}
