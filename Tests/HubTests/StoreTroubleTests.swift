import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct StoreTroubleTests {
  private func send(_ key: String, to room: ConversationID) -> (String, [String: JSON]) {
    ("send", ["conversation": "\(room)", "key": .string(key), "text": "hi"])
  }

  @Test func `when a transaction is lost everybody who asked is told, and nobody else`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let room = try await place.room(of: users)
      let post = try await place.store.addPost("hi", by: users[0]).id
      var sockets: [FakeSocket] = []
      for (index, user) in users.enumerated() {
        sockets.append(try await place.listen(user, loop: index % 2))
      }
      place.store.fail(.commit)
      var asked: [(FakeSocket, [Int64])] = []
      for socket in sockets {
        let questions = [send("k", to: room), ("like", ["post": "\(post)"])]
        asked.append((socket, try await socket.say(questions)))
      }
      for (socket, refs) in asked {
        for ref in refs {
          let answer = try await socket.answer(to: ref)
          #expect(answer.code == "unavailable")
          #expect(answer["error"].retryAfterMs == 2_000)
        }
        #expect(try await socket.events("message") == [])
      }
      #expect(place.counted("failedTransactions") > 0)
      #expect(place.counted("refused.unavailable") == 6)
      place.store.mend(.commit)
      for (index, socket) in sockets.enumerated() {
        let (op, arguments) = send("k", to: room)
        #expect(try await socket.ask(op, arguments).ok.seq == .integer(Int64(index) + 4))
      }
      try await sockets[0].untilTold(6, on: .conversation(room))
      #expect(try sockets[0].seqs(on: .conversation(room)) == [4, 5, 6])
    }
  }

  @Test func `actors that a lost transaction touched wake with what is true`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[1])
      try await socket.ask("typing", ["conversation": "\(room)"])
      #expect(place.counted("conversationsAwake") == 1)
      // Committed behind the hub's back: its actor cannot know.
      try await place.store.make(.leave(room, users[1]))
      #expect(try await socket.ask("typing", ["conversation": "\(room)"]).code == nil)
      place.store.fail(.commit, times: 1)
      let (op, arguments) = send("k", to: room)
      #expect(try await socket.ask(op, arguments).code == "unavailable")
      #expect(
        try await socket.ask("typing", ["conversation": "\(room)"]).code == "not_member")
    }
  }

  @Test func `it is not ready while nothing can be written, and again when something can`()
    async throws
  {
    try await withHub { place in
      try await place.hub.checkReady()
      place.store.fail(.commit)
      await #expect(throws: GatedStore.Broken.self) { try await place.hub.checkReady() }
      place.store.mend(.commit)
      try await place.hub.checkReady()
    }
  }

  @Test func `a full database refuses what is written and goes on telling what is there`()
    async throws
  {
    try await withHub(store: try temporaryStore(maxPages: 120)) { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      let text = String(repeating: "x", count: 4_000)
      var said: Int64 = 1
      var refusal: String?
      while refusal == nil {
        let answer = try await socket.ask(
          "send",
          ["conversation": "\(room)", "key": "\(said)", "text": .string(text)])
        refusal = answer.code
        if refusal == nil { said += 1 }
        try #require(said < 200, "80 pages are never full")
      }
      #expect(refusal == "unavailable")
      await #expect(throws: (any Error).self) { try await place.hub.checkReady() }
      #expect(try await socket.ask("typing", ["conversation": "\(room)"]).code == nil)
      let again = try await place.listen(users[0], since: [.conversation(room): 1])
      try await again.untilTold(said, on: .conversation(room))
      #expect(try again.seqs(on: .conversation(room)) == Array(2...said))
      #expect(try socket.seqs(on: .conversation(room)) == Array(2...said))
    }
  }

  @Test func `a change that fails alone is refused alone`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      place.store.failAlone { if case .message(let new) = $0 { new.key == "bad" } else { false } }
      let refs = try await socket.say(["1", "bad", "2"].map { send($0, to: room) })
      #expect(try await socket.answer(to: refs[0]).ok.seq == 2)
      #expect(try await socket.answer(to: refs[1]).code == "unavailable")
      #expect(try await socket.answer(to: refs[2]).ok.seq == 3)
      #expect(place.counted("actorFailures") == 1)
      #expect(place.counted("failedTransactions") == 0)
    }
  }

  @Test func `an actor whose changes fail five times rests for a minute`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      place.store.failAlone { if case .message = $0 { true } else { false } }
      for number in 0..<5 {
        let (op, arguments) = send("\(number)", to: room)
        #expect(try await socket.ask(op, arguments)["error"].retryAfterMs == 2_000)
        await place.settle()
      }
      place.store.failAlone { _ in false }
      try await place.untilCounted("actorsParked", 1)
      let (op, arguments) = send("later", to: room)
      let rests = try await socket.ask(op, arguments)
      #expect(rests.code == "unavailable")
      #expect(rests["error"].retryAfterMs == 60_000)
      place.clock.advance(by: Limits.heartbeat)
      try await socket.showLife()
      place.clock.advance(by: Limits.parkTime - Limits.heartbeat)
      #expect(try await socket.ask(op, arguments).ok.seq == 2)
    }
  }

  @Test func `a hole that cannot be read is told as soon as it can`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      _ = try await place.fill(room, 3, by: users[1])
      place.store.fail(.read, times: 1)
      let seq = try await place.say("after the hole", by: users[1], in: room)
      try await place.clock.untilDue(after: Limits.repairRetry)
      #expect(try await socket.events("message") == [])
      place.clock.advance(by: Limits.repairRetry)
      try await socket.untilTold(seq, on: .conversation(room))
      #expect(try socket.seqs(on: .conversation(room)) == Array(seq - 3...seq))
    }
  }
}
