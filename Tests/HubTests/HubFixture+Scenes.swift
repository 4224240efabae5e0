import HubbubActors
import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// What many tests of the hub begin with.
extension HubFixture {
  /// A room with its members, the first of whom owns it.
  func room(of members: [User]) async throws -> ConversationID {
    try await store.addRoom("Hall", owner: members[0], members: Array(members.dropFirst()))
  }

  /// Makes two people friends, as both asking does.
  func befriend(_ one: User, _ other: User) async throws {
    try await write(.befriend(one, other.id, at: clock.wallTime()))
    try await write(.befriend(other, one.id, at: clock.wallTime()))
  }

  /// Writes messages to a room at once and tells nobody.
  ///
  /// - Returns: the room's head afterwards.
  func fill(
    _ room: ConversationID, _ count: Int, by author: User, bytes: Int = 2
  ) async throws -> Int64 {
    let text = String(repeating: "x", count: bytes)
    let changes = (0..<count).map { _ in message(text, by: author, in: room) }
    _ = try await store.commit(changes)
    return try await head(of: .conversation(room))
  }

  /// A topic's last number in the store.
  func head(of topic: Topic) async throws -> Int64 {
    try await store.heads([topic])[topic]?.head ?? 0
  }

  /// How often the hub has counted something.
  func counted(_ name: String) -> Int { hub.snapshot()[name] ?? 0 }

  /// Returns once the hub has counted something so often.
  func untilCounted(_ name: String, _ count: Int) async throws {
    while counted(name) < count {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  /// Returns once the actor of `user` has done what it was given until now.
  func untilDone(by user: User) async {
    await withCheckedContinuation { done in
      let long = Timestamp(milliseconds: 0)
      hub.supervisor.users.post(.active(at: long, Asker { _ in done.resume() }), to: user.id)
    }
  }

  /// Accounts that are the same each time, ids and all.
  func addSameUsers(_ count: Int) async throws -> [User] {
    let users = (0..<count).map { index in
      User(
        id: UserID(high: 0x7000, low: UInt64(index + 1)), username: "same\(index)",
        displayName: "Same \(index)")
    }
    for user in users {
      try await write(
        .signUp(
          NewUser(user: user, passwordHash: nil, role: .member, createdAt: clock.wallTime()), nil))
    }
    return users
  }

  /// Writes changes in one transaction, and tells of it.
  ///
  /// - Returns: what each was answered.
  @discardableResult
  func writeTogether(_ changes: [Change]) async throws -> [Outcome] {
    let log = OutcomeLog()
    store.shut(.commit)
    // Keeps the writer busy while the changes gather.
    hub.writer.append(.endSession(.make()), answering: Asker { _ in })
    try await store.untilWaiting(at: .commit)
    for change in changes { hub.writer.append(change, answering: log.asker) }
    store.open(.commit)
    return try await log.outcomes(changes.count)
  }
}

extension Event {
  /// A room's message as the bus brings it: the first behind the joining of two.
  static func message(_ number: Int64, by author: User, in room: ConversationID) -> Event {
    let message = Message(
      id: .make(), conversation: room, seq: 2 + number, number: number, author: author,
      text: "hello", createdAt: .now(), key: "\(number)")
    return Event(topic: .conversation(room), seq: message.seq, body: .message(message))
  }
}

extension FakeSocket {
  /// The numbers told on a topic so far, in the order they came.
  func seqs(on topic: Topic) throws -> [Int64] {
    try heard().filter { $0.topic == "\(topic)" && $0.event != "joined" }
      .compactMap(\.seq.integer)
  }

  /// Returns once a number was told on a topic.
  func untilTold(_ seq: Int64, on topic: Topic) async throws {
    try await hear { $0.topic == "\(topic)" && $0.seq == .integer(seq) && $0.event != "joined" }
  }

  /// How it was ended, if it was.
  var closedWith: CloseCode? { transport.closed?.code }
}

extension JSON {
  /// The code of a refusal.
  var code: String? { self["error"]["code"].string }
}
