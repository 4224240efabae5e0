import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct OutletsTests {
  @Test func `frames reach an open outlet by one send a turn, in order`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      var sockets: [FakeSocket] = []
      for _ in 0..<6 { sockets.append(try await place.listen(users[1], overKernel: true)) }
      await place.settle()
      let writes = place.counted("writes")
      try await place.writeTogether((0..<20).map { place.message("\($0)", by: users[0], in: room) })
      for socket in sockets {
        try await socket.untilTold(22, on: .conversation(room))
        #expect(try socket.seqs(on: .conversation(room)) == Array(3...22))
      }
      await place.settle()
      #expect(place.counted("writes") - writes == 6)
    }
  }

  @Test func `two topics of one turn leave together, and an answer before its event`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let (one, two) = (try await place.room(of: users), try await place.room(of: users))
      let socket = try await place.listen(users[1], overKernel: true)
      await place.settle()
      let writes = place.counted("writes")
      try await place.writeTogether([
        place.message("a", by: users[0], in: one), place.message("b", by: users[0], in: two),
        place.message("c", by: users[0], in: one),
      ])
      try await socket.untilTold(4, on: .conversation(one))
      try await socket.untilTold(3, on: .conversation(two))
      await place.settle()
      #expect(place.counted("writes") - writes == 1)

      let asked = try await socket.ask(
        "send", ["conversation": .string("\(one)"), "key": "k", "text": "d"])
      #expect(asked["ok"]["seq"] == 5)
      try await socket.untilTold(5, on: .conversation(one))
      let said = try socket.transport.said()
      let answer = said.firstIndex { $0["ok"]["seq"] == 5 }
      let event = said.lastIndex { $0["event"] == "message" }
      #expect(try #require(answer) < #require(event))
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `nothing is lost, doubled or moved between an outlet and its outbox`(seed: UInt64)
    async throws
  {
    try await withHub { place in
      var random = SeededGenerator(seed: seed)
      let users = try await place.store.addUsers(2)
      let rooms = [try await place.room(of: users), try await place.room(of: users)]
      let socket = try await place.listen(users[1], overKernel: true)
      var heads = [Int64](repeating: 2, count: 2)
      for round in 0..<15 {
        let room = Int.random(in: 0...1, using: &random)
        // Large ones fill the kernel's buffer, so that the transport backs up.
        let bytes = Bool.random(using: &random) ? 10 : 4_000
        let count = Int.random(in: 1...40, using: &random)
        let text = String(repeating: "x", count: bytes)
        try await place.writeTogether(
          (0..<count).map { _ in place.message(text, by: users[0], in: rooms[room]) })
        heads[room] += Int64(count)
        if round % 7 == 0 { _ = try await socket.ask("ping") }
      }
      for (room, head) in zip(rooms, heads) {
        try await socket.untilTold(head, on: .conversation(room))
        #expect(try socket.seqs(on: .conversation(room)) == Array(3...head))
      }
      #expect(socket.transport.unwantedWrites == 0)
      #expect(socket.closedWith == nil)
    }
  }

  @Test func `who hung up is found by the send, and nobody else is touched`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let (gone, there) = (
        try await place.listen(users[1], overKernel: true),
        try await place.listen(users[1], overKernel: true)
      )
      try await gone.disconnect()
      let next = try await place.listen(users[1], overKernel: true)  // in the place that is free
      try await place.say("hello", by: users[0], in: room)
      for socket in [there, next] { try await socket.untilTold(3, on: .conversation(room)) }
      #expect(try gone.seqs(on: .conversation(room)) == [])
    }
  }
}
