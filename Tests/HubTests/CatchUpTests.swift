import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct CatchUpTests {
  @Test func `who is exactly 1,000 behind is told all of it, then what is new`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      let head = try await place.fill(room, 1_010, by: users[1])
      let socket = try await place.connect(users[0])
      let started = try await socket.start(since: [topic: head - 1_000]).ok
      #expect(started.reset == [])
      #expect(started.heads["\(topic)"] == .integer(head))
      try await place.say("new", by: users[1], in: room)
      try await socket.untilTold(head + 1, on: topic)
      #expect(try socket.seqs(on: topic) == Array(head - 999...head + 1))
    }
  }

  @Test func `who is 1,001 behind reads the topic anew and hears what is new`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      let head = try await place.fill(room, 1_010, by: users[1])
      let socket = try await place.connect(users[0])
      let started = try await socket.start(since: [topic: head - 1_001]).ok
      #expect(started.reset == ["\(topic)"])
      #expect(started.heads["\(topic)"] == .integer(head))
      try await place.say("new", by: users[1], in: room)
      try await socket.untilTold(head + 1, on: topic)
      #expect(try socket.seqs(on: topic) == [head + 1])
      #expect(place.counted("resets") == 1)
    }
  }

  @Test func `numbers of another history or above the head are read anew`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      let head = try await place.fill(room, 5, by: users[0])
      let (old, ahead) = (try await place.connect(users[0]), try await place.connect(users[0]))
      #expect(
        try await old.start(epoch: "another", since: [topic: head - 1]).ok.reset == ["\(topic)"])
      #expect(try await ahead.start(since: [topic: head + 1]).ok.reset == ["\(topic)"])
      let same = try await place.connect(users[0])
      let answer = try await same.start(epoch: place.store.epoch, since: [topic: head]).ok
      #expect(answer.reset == [])
      try await place.say("new", by: users[0], in: room)
      for socket in [old, ahead, same] {
        try await socket.untilTold(head + 1, on: topic)
        #expect(try socket.seqs(on: topic) == [head + 1])
      }
    }
  }

  @Test func `a topic that is not theirs is ignored`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: [users[1]])
      let since: [Topic: Int64] = [.conversation(room): 0, .user(users[1].id): 0]
      let socket = try await place.connect(users[0])
      let answer = try await socket.start(since: since).ok
      #expect(answer.reset == [])
      #expect(
        Set(answer.heads.members.keys) == ["user:\(users[0].id)", "person:\(users[0].id)", "feed"])
      try await place.say("secret", by: users[1], in: room)
      #expect(try await socket.events("message") == [])
    }
  }

  @Test func `it is read page by page, while the outbox has room`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      let head = try await place.fill(room, 1_000, by: users[1], bytes: 3_000)
      let socket = try await place.connect(users[0])
      socket.backUp()
      try await socket.say([("start", ["since": ["\(topic)": .integer(head - 1_000)]])])
      try await place.untilCounted("catchUpPages", 1)
      await place.settle()
      #expect(place.counted("catchUpPages") == 1, "a page of 300 kB is more than may wait")
      // What is new meanwhile waits in the store, not in memory.
      for _ in 0..<400 { try await place.say("new", by: users[1], in: room) }
      await place.settle()
      #expect(place.counted("catchUpPages") == 1)
      try await socket.drain()
      try await socket.untilTold(head + 400, on: topic)
      #expect(try socket.seqs(on: topic) == Array(head - 999...head + 400))
      #expect(socket.transport.unwantedWrites == 0)
      #expect(socket.closedWith == nil)
    }
  }

  @Test func `who leaves rooms while catching up is told all that came before, and nothing after`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      var rooms: [ConversationID] = []
      for _ in 0..<4 { rooms.append(try await place.room(of: users)) }
      var since: [Topic: Int64] = [:]
      for room in rooms {
        since[.conversation(room)] = 0
        _ = try await place.fill(room, 10, by: users[1])
      }
      place.store.shut(.read)
      let socket = try await place.listen(users[0], since: since)
      try await place.store.untilWaiting(at: .read)
      for room in rooms {
        try await place.write(.leave(room, users[0]))
        try await place.say("after", by: users[1], in: room)
      }
      await place.settle()
      #expect(try socket.heard().contains { $0.event == "left" } == false)
      place.store.open(.read)
      try await socket.hear("left", 4)
      // The room, one who joined, ten messages, and that they left.
      for room in rooms { #expect(try socket.seqs(on: .conversation(room)) == Array(1...13)) }
      #expect(try await socket.events("message").count == 40)
      #expect(socket.closedWith == nil)
    }
  }

  @Test func `a socket that cannot be told what it missed is asked to come back`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let head = try await place.fill(room, 10, by: users[0])
      place.store.fail(.read)
      let socket = try await place.listen(users[0], since: [.conversation(room): head - 5])
      let closed = try await socket.transport.closing()
      #expect(closed?.code == .overloaded)
      #expect(closed?.reason == "{\"retryAfterMs\":2000}")
    }
  }

  @Test func `a start that fails is refused, and may be tried again`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      _ = try await place.store.addRoom("Hall", owner: users[0])
      let socket = try await place.connect(users[0])
      place.store.fail(.memberships, times: 1)
      #expect(try await socket.start().code == "unavailable")
      place.store.fail(.heads, times: 1)
      #expect(try await socket.start().code == "unavailable")
      #expect(try await socket.start().ok.heads.feed == 0)
    }
  }

  @Test func `a membership that changes during the start is taken into account`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let (left, joined) = (try await place.room(of: users), try await place.room(of: [users[1]]))
      let socket = try await place.connect(users[0])
      place.store.shut(.heads)
      try await socket.say([("start", [:])])
      try await place.store.untilWaiting(at: .heads)
      try await place.write(.leave(left, users[0]))
      try await place.write(.join(joined, users[0], at: .now()))
      place.store.open(.heads)
      let heads = try await socket.answer(to: 1).ok.heads
      #expect(heads["conversation:\(left)"] == .null)
      #expect(heads["conversation:\(joined)"] == 2)
      try await place.say("no", by: users[1], in: left)
      let seq = try await place.say("yes", by: users[1], in: joined)
      try await socket.untilTold(seq, on: .conversation(joined))
      #expect(try await socket.events("message").count == 1)
    }
  }
}
