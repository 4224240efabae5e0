import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

/// Sockets that come and go at random while a room is written to.
@Suite(.timeLimit(.minutes(10))) struct ResumeTests {
  @Test(arguments: 1...6)
  func `sockets that start anywhere while messages are written get each number once, in order`(
    _ seed: UInt64
  ) async throws {
    try await withHub { place in
      var random = SeededGenerator(seed: seed)
      let users = try await place.store.addUsers(4)
      let room = try await place.room(of: users)
      let head = try await place.fill(room, 150, by: users[0])
      let cominges = (0..<10).map { _ in
        Coming(
          since: random.once(in: 5) ? nil : Int64(random.number(0...Int(head))),
          loop: random.number(0...1), isSlow: random.once(in: 3))
      }
      try await withThrowingTaskGroup { group in
        for user in users.dropFirst() {
          group.addTask { try await write(60, by: user, in: room, of: place) }
        }
        for coming in cominges {
          group.addTask {
            try await coming.hear(.conversation(room), upTo: head + 180, of: place, as: users[0])
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test(arguments: 1...4)
  func `a client that is cut off again and again has each number once`(
    _ seed: UInt64
  ) async throws {
    try await withHub { place in
      var random = SeededGenerator(seed: seed)
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let topic = Topic.conversation(room)
      var known = try await place.head(of: topic)
      let last = known + 200
      async let written: Void = write(200, by: users[1], in: room, of: place)
      while known < last {
        let socket = try await place.connect(users[0], loop: random.number(0...1))
        let started = try await socket.start(since: [topic: known])
        // However much is written, nobody left: a start that says busy would wait here for ever.
        try #require(started.ok.heads != .null, "\(started)")
        try await socket.untilTold(
          min(last, known + Int64(random.number(1...40))), on: topic)
        try await socket.disconnect()
        let seqs = try socket.seqs(on: topic)
        #expect(seqs == Array(known + 1...known + Int64(seqs.count)))
        known = seqs.last ?? known
      }
      try await written
    }
  }

  private func write(
    _ count: Int, by user: User, in room: ConversationID, of place: HubFixture
  ) async throws {
    for number in 0..<count { try await place.say("\(number)", by: user, in: room) }
  }
}

/// How one socket comes.
private struct Coming: Sendable {
  let since: Int64?
  let loop: Int
  /// Whether it takes nothing for a while.
  let isSlow: Bool

  /// Starts, and expects each number up to `last` once and in order.
  func hear(
    _ topic: Topic, upTo last: Int64, of place: HubFixture, as user: User
  ) async throws {
    let socket = try await place.connect(user, loop: loop)
    let start = try await socket.start(since: since.map { [topic: $0] } ?? [:]).ok
    #expect(start.reset == [])
    if isSlow {
      socket.backUp()
      for _ in 0..<10 { await place.settle() }
      try await socket.drain()
    }
    let began = try #require(since ?? start.heads["\(topic)"].integer)
    if began < last { try await socket.untilTold(last, on: topic) }
    #expect(try socket.seqs(on: topic) == Array(began..<last).map { $0 + 1 })
  }
}
