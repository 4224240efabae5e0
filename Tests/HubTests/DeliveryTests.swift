import HubbubDomain
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHub

/// A bus that a test makes doubt itself.
private final class MoodyBus: Bus {
  private let inner = LocalBus()
  private let sinks = Watched<[@Sendable (BusHealth) -> Void]>([])

  func publish(_ event: Event) { inner.publish(event) }

  func subscribe(_ topic: Topic, _ listener: any BusListener) -> any BusSubscription {
    inner.subscribe(topic, listener)
  }

  func flush() {}

  func onHealth(_ sink: @escaping @Sendable (BusHealth) -> Void) {
    sinks.change { $0.append(sink) }
  }

  func feel(_ health: BusHealth) { for sink in sinks.value { sink(health) } }
}

@Suite(.timeLimit(.minutes(10))) struct DeliveryTests {
  @Test func `what was committed together is one write for each socket`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      var sockets: [FakeSocket] = []
      for index in 0..<6 {
        sockets.append(try await place.listen(users[1], loop: index % 2))
      }
      await place.settle()
      let before = sockets.map(\.transport.written.count)
      let delivered = place.counted("deliveries")
      try await place.writeTogether(
        (0..<100).map { place.message("\($0)", by: users[0], in: room) })
      for socket in sockets { try await socket.untilTold(102, on: .conversation(room)) }
      await place.settle()
      #expect(zip(sockets, before).map { $0.transport.written.count - $1 } == [1, 1, 1, 1, 1, 1])
      #expect(place.counted("deliveries") - delivered == 600)
    }
  }

  @Test func `from whom an event is hidden is told that there was one`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let (ada, bob) = (try await place.listen(users[0]), try await place.listen(users[1]))
      let post = try await place.store.addPost("not for Bob", by: users[0])
      place.bus.publish(
        Event(topic: .feed, seq: 1, body: .post(post), hiddenFrom: [users[1].id]))
      #expect(try await ada.hear("post").map(\.seq) == [1])
      #expect(try await bob.hear("skip") == [["event": "skip", "topic": "feed", "seq": 1]])
      #expect(try await bob.events("post") == [])
      let next = try await place.store.addPost("for all", by: users[0])
      place.bus.publish(Event(topic: .feed, seq: 2, body: .post(next)))
      for socket in [ada, bob] {
        try await socket.untilTold(2, on: .feed)
        #expect(try socket.seqs(on: .feed) == [1, 2])
      }
      #expect(place.counted("skips") == 1)
    }
  }

  @Test func `what the bus lost is told when its health is in doubt`() async throws {
    let bus = MoodyBus()
    try await withHub(bus: bus) { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      // Told to nobody.
      let head = try await place.fill(room, 5, by: users[1])
      bus.feel(.sound)
      #expect(try await socket.events("message") == [])
      place.store.fail(.heads, times: 1)
      bus.feel(.suspect)
      try await place.clock.untilDue(after: Limits.repairRetry)
      place.clock.advance(by: Limits.repairRetry)
      try await socket.untilTold(head, on: .conversation(room))
      #expect(try socket.seqs(on: .conversation(room)) == Array(head - 4...head))
    }
  }

  @Test func `a public post is told to everybody, one's own only to oneself`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let (ada, bob) = (try await place.listen(users[0]), try await place.listen(users[1], loop: 1))
      for (text, audience) in [("mine", Audience.me), ("all", .public)] {
        try await place.write(
          .post(
            NewPost(
              id: .make(), author: users[0], key: text, text: text, audience: audience,
              createdAt: .now())))
      }
      #expect(try await bob.hear("post").map(\.data.post.text) == ["all"])
      #expect(try await ada.hear("post", 2).map(\.data.post.text) == ["mine", "all"])
    }
  }

  // MARK: - Slow consumers

  @Test func `a socket that takes nothing is closed at 1 MiB, and nobody else is`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(3)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      let (slow, fast) = (try await place.listen(users[1]), try await place.listen(users[2]))
      let sameUser = try await place.listen(users[1], loop: 1)
      slow.backUp()
      let text = String(repeating: "x", count: 4_000)
      var (bytes, said) = (0, 0)
      while true {
        let seq = try await place.say(text, by: users[0], in: room)
        said += 1
        try await fast.untilTold(seq, on: topic)
        await place.settle()
        // Both were told the same frame, in a write of its own.
        bytes += try #require(fast.transport.written.last).readableBytes
        guard bytes <= Limits.outboxHardBytes else { break }
        #expect(slow.closedWith == nil, "after \(bytes) bytes")
        if slow.closedWith != nil { break }
      }
      #expect(slow.closedWith == .slowConsumer, "after \(bytes) bytes")
      try await sameUser.untilTold(Int64(said) + 3, on: topic)
      for socket in [fast, sameUser] {
        #expect(socket.closedWith == nil)
        #expect(try socket.seqs(on: topic).count == said)
      }
      #expect(place.counted("slowConsumers") == 1)
    }
  }

  @Test func `several MiB in one turn end no socket whose peer takes them`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      let readers = [try await place.listen(users[0]), try await place.listen(users[1])]
      let before = readers[0].transport.written.count
      // A control character is six bytes as JSON.
      let text = String(repeating: "\u{1}", count: 4_000)
      for shard in place.hub.shards { shard.hold() }
      for _ in 0..<3 {
        try await place.writeTogether(
          (0..<43).map { _ in place.message(text, by: users[0], in: room) })
      }
      for shard in place.hub.shards { shard.release() }
      let head = try await place.head(of: topic)
      for reader in readers {
        try await reader.untilTold(head, on: topic)
        #expect(reader.closedWith == nil)
        #expect(try reader.seqs(on: topic).count == 129)
      }
      let written = readers[0].transport.written.dropFirst(before).map(\.readableBytes)
      #expect(written.reduce(0, +) > 3 * Limits.outboxHardBytes)
      #expect(written.allSatisfy { $0 <= Limits.writeBytes })
      #expect(place.counted("slowConsumers") == 0)
    }
  }

  @Test func `who typed is not told to a socket that is slow`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let (slow, fast) = (try await place.listen(users[1]), try await place.listen(users[1]))
      slow.backUp()
      let text = String(repeating: "x", count: 4_000)
      let messages = (0..<80).map { _ in place.message(text, by: users[0], in: room) }
      try await place.writeTogether(messages)
      let typist = try await place.listen(users[0])
      try await typist.ask("typing", ["conversation": "\(room)"])
      try await fast.hear("typing")
      await place.settle()
      try await slow.drain()
      #expect(try await slow.events("typing") == [])
      #expect(try await slow.events("message").count == 80)
      #expect(place.counted("dropped") == 1)
    }
  }
}
