import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct CommandTests {
  private func send(_ key: String, to room: ConversationID) -> (String, [String: JSON]) {
    ("send", ["conversation": "\(room)", "key": .string(key), "text": "hi"])
  }

  private func read(_ seq: Int64, in room: ConversationID) -> (String, [String: JSON]) {
    ("read", ["conversation": "\(room)", "seq": .integer(seq)])
  }

  @Test func `256 commands may wait for an answer and the 257th is told busy`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      place.store.shut(.commit)
      let refs = try await socket.say((0..<257).map { send("\($0)", to: room) })
      let refused = try await socket.answer(to: refs[256])
      #expect(refused.code == "busy")
      #expect(refused["error"].retryAfterMs == 500)
      place.store.open(.commit)
      let answers = try await socket.hear(256) { $0.ok.seq != .null }
      #expect(answers.map(\.ref.integer) == refs.dropLast().map(Optional.some))
      #expect(answers.map(\.ok.seq.integer) == (2...257).map(Optional.some))
      #expect(try await socket.ask("typing", ["conversation": "\(room)"]).code == nil)
    }
  }

  @Test func `each message is answered before it is told on the asker's own socket`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      for burst in 0..<5 {
        try await socket.say((0..<20).map { send("\(burst).\($0)", to: room) })
      }
      try await socket.hear("message", 100)
      let frames = try socket.heard()
      for seq in 2...101 {
        let answer = try #require(frames.firstIndex { $0.ok.seq == .integer(Int64(seq)) })
        let event = try #require(
          frames.firstIndex { $0.event == "message" && $0.seq == .integer(Int64(seq)) })
        #expect(answer < event)
      }
    }
  }

  @Test func `an answer comes before its event also on a socket that takes nothing`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      for _ in 0..<4 { try await place.say("hi", by: users[1], in: room) }
      try await socket.untilTold(6, on: .conversation(room))
      socket.backUp()
      for seq in 3...6 {
        try await socket.say([read(Int64(seq), in: room)])
        await place.settle()
      }
      while place.counted("changesWritten") < 8 { await Task.yield() }
      await place.settle()
      try await socket.drain()
      try await socket.hear { $0.event == "unread" && $0.data.readSeq == 6 }
      let frames = try socket.heard()
      let answer = try #require(frames.firstIndex { $0.ok.readSeq == 6 })
      let event = try #require(frames.firstIndex { $0.data.readSeq == 6 })
      #expect(answer < event)
      let told = frames.drop { $0.data.readSeq != 6 }.filter { $0.event == "unread" }
      #expect(told.count == 1, "only the newest waited")
    }
  }

  @Test func `each answer is counted once, and nothing else is`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let head = try await place.fill(room, 20, by: users[1])
      let socket = try await place.listen(users[0], since: [.conversation(room): head - 20])
      try await socket.untilTold(head, on: .conversation(room))
      let (op, arguments) = send("k", to: room)
      try await socket.ask(op, arguments)
      try await socket.ask("read", ["conversation": "\(room)", "seq": -1])
      #expect(place.counted("answers") == 3)
      #expect(place.counted("commands") == 3)
    }
  }

  @Test(arguments: [Int64.min, -1, 0, .max])
  func `a number that no message has harms nobody`(seq: Int64) async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      let (op, arguments) = send("k", to: room)
      let answering = arguments.merging(["replyTo": .integer(seq)]) { $1 }
      #expect(try await socket.ask(op, answering).code != nil)
      let marked = try await socket.ask("read", ["conversation": "\(room)", "seq": .integer(seq)])
      #expect(seq < 0 ? marked.code == "bad_request" : marked.ok.unread == 0)
      #expect(try await socket.ask("ping").ok == [:])
    }
  }

  @Test func `nothing but a start is taken first, and only one`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.connect(users[0])
      #expect(try await socket.ask("ping").code == "bad_request")
      #expect(try await socket.start().code == nil)
      #expect(try await socket.start().code == "bad_request")
      #expect(try await socket.ask("ping").ok == [:])
      try await socket.say("{\"ref\":")
      try await socket.hear { $0.ref == .null && $0.code == "bad_request" }
      #expect(place.counted("refusals") == 3)
      #expect(place.counted("refused.bad_request") == 3)
    }
  }

  @Test func `256 commands may follow a start in one breath and the 257th is told busy`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.connect(users[0])
      place.store.shut(.memberships)
      let pings = Array(repeating: ("ping", [String: JSON]()), count: 257)
      let refs = try await socket.say([("start", [:])] + pings)
      #expect(try await socket.answer(to: refs[257]).code == "busy")
      place.store.open(.memberships)
      for ref in refs.dropLast() { #expect(try await socket.answer(to: ref).code == nil) }
    }
  }

  @Test func `what follows a start that fails is refused with it`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.connect(users[0])
      place.store.fail(.memberships, times: 1)
      let refs = try await socket.say([("start", [:]), ("ping", [:])])
      #expect(try await socket.answer(to: refs[0]).code == "unavailable")
      #expect(try await socket.answer(to: refs[1]).code == "bad_request")
      #expect(try await socket.start().code == nil)
    }
  }

  @Test func `one message of 64 KiB is a message, one byte more only a start`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.connect(users[0])
      let ping = "{\"ref\":1,\"op\":\"ping\"}"
      let padding = String(repeating: " ", count: Limits.messageBytes - ping.utf8.count)
      try await socket.say(ping + padding)
      #expect(try await socket.answer(to: 1).code == "bad_request")
      try await socket.say(ping + padding + " ")
      #expect(try await socket.transport.closing()?.code == .messageTooBig)
    }
  }

  @Test func `256 commands at once are taken of a person, on all their sockets together`()
    async throws
  {
    try await withHub {
      $0.limitsRates = true
    } _: { place in
      let users = try await place.store.addUsers(2)
      let phone = try await place.listen(users[0])
      let laptop = try await place.listen(users[0], loop: 1)
      for _ in 0..<128 {
        for socket in [phone, laptop] { #expect(try await socket.ask("ping").code == nil) }
      }
      let refused = try await laptop.ask("ping")
      #expect(refused.code == "rate_limited")
      #expect((1...51).contains(refused["error"].retryAfterMs.integer ?? 0))
      #expect(try await place.listen(users[1]).ask("ping").code == nil)
      place.clock.advance(by: .seconds(1))
      for _ in 0..<20 { #expect(try await phone.ask("ping").code == nil) }
      #expect(try await phone.ask("ping").code == "rate_limited")
    }
  }

  @Test func `who types is told to the others at once and to no stranger`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let room = try await place.room(of: Array(users.prefix(2)))
      var sockets: [FakeSocket] = []
      for (index, user) in users.enumerated() {
        sockets.append(try await place.listen(user, loop: index % 2))
      }
      #expect(try await sockets[0].ask("typing", ["conversation": "\(room)"]).code == nil)
      let told = try await sockets[1].hear("typing")
      #expect(told[0].data == ["conversation": "\(room)", "user": "\(users[0].id)"])
      #expect(
        try await sockets[2].ask("typing", ["conversation": "\(room)"]).code == "not_member")
      #expect(
        try await sockets[2].ask("typing", ["conversation": "\(ConversationID.make())"]).code
          == "not_found")
      #expect(try await sockets[2].events("typing") == [])
    }
  }
}
