import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// People who befriend and block each other at a hub, over one or two devices each.
final class FriendshipWorld: SocialWorld {
  private let place: HubFixture
  private let cast: Cast
  private let bug: PlantedSocialBug?
  /// Each person's sockets, by device and person.
  private var listeners: [[Listener]] = []
  private var told: [Told] = []

  let beginning: FriendshipModel

  init(
    at place: HubFixture, seed: UInt64, _ random: inout SeededGenerator, _ bug: PlantedSocialBug?
  ) async throws {
    self.place = place
    self.bug = bug
    let people = random.number(2...4)
    cast = try await Cast.gather(people, at: place, seed: seed)
    beginning = FriendshipModel(people: people)
    for device in 0..<(random.once(in: 4) ? 2 : 1) {
      told.append(Told(listeners: people))
      var sockets: [Listener] = []
      for user in cast.users {
        sockets.append(Listener(try await place.listen(user, loop: (device + sockets.count) % 2)))
      }
      listeners.append(sockets)
    }
  }

  // MARK: - Doing

  func choose(
    after model: FriendshipModel, _ random: inout SeededGenerator
  ) -> FriendshipModel.Step {
    Self.choose(among: model.people, &random)
  }

  static func choose(among people: Int, _ random: inout SeededGenerator) -> FriendshipModel.Step {
    let one = random.number(0...people - 1)
    let other = (one + random.number(1...people - 1)) % people
    return switch random.number(0...11) {
    case 0...4: .ask(one, other)
    case 5: .askEachOther(one, other)
    case 6...7: .end(one, other)
    case 8...9: .block(one, other)
    default: .unblock(one, other)
    }
  }

  func take(_ step: FriendshipModel.Step) async throws -> String {
    try await Self.take(step, of: cast.users, at: place, bug)
  }

  /// Does a step as the requests of HTTP do it.
  static func take(
    _ step: FriendshipModel.Step, of users: [User], at place: HubFixture, _ bug: PlantedSocialBug?
  ) async throws -> String {
    let now = place.clock.wallTime()
    switch step {
    case .ask(let one, let other):
      let answer = try await ask(users[one], users[other], at: place)
      if bug == .askBefriends, answer == "requested" {
        _ = try await ask(users[other], users[one], at: place)
      }
      return answer
    case .askEachOther(let one, let other):
      async let first = ask(users[one], users[other], at: place)
      async let second = ask(users[other], users[one], at: place)
      let mine = try await first
      let theirs = try await second
      return "\(mine), \(theirs)"
    case .end(let one, let other):
      return try await place.answer(to: .unfriend(users[one], users[other].id))
    case .block(let one, let other):
      let block = Change.block(users[one], users[other].id, at: now)
      let end = Change.unfriend(users[one], users[other].id)
      return try await place.answer(to: bug == .blockOnlyEnds ? end : block)
    case .unblock(let one, let other):
      return try await place.answer(to: .unblock(users[one], users[other].id))
    }
  }

  private static func ask(
    _ one: User, _ other: User, at place: HubFixture
  ) async throws -> String {
    try await place.answer(to: .befriend(one, other.id, at: place.clock.wallTime())) { answer in
      if case .relation(let relation) = answer { relation.rawValue } else { "\(answer)" }
    }
  }

  func settle() async throws { await place.settle() }

  func leave() async throws {
    for listener in listeners.joined() { try await listener.socket.disconnect() }
  }

  // MARK: - Hearing

  func heard() throws -> [Told] {
    for device in listeners.indices {
      for person in listeners[device].indices {
        for frame in try listeners[device][person].news() {
          guard let (topic, what) = cast.friendship(in: frame) else { continue }
          if bug == .partingUntold, what == "left" { continue }
          told[device].tell(person, on: topic, what)
        }
      }
    }
    return told
  }

  // MARK: - Reading

  func differences(from model: FriendshipModel) async throws -> [String] {
    for listener in listeners.joined() { try await listener.socket.catchUp() }
    var differences = try heard().flatMap { model.told.differences(from: $0) }
    for (one, user) in cast.users.enumerated() {
      for (other, seen) in cast.users.enumerated() {
        let profile = try await place.store.profile(named: seen.username, for: user.id)
        let (found, expected) = (
          profile?.person.relation.rawValue, model.relation(of: one, to: other)
        )
        if found != expected {
          differences.append(
            "\(other) to \(one): expected \(expected ?? "-"), found \(found ?? "-")")
        }
      }
      differences += try await listDifferences(of: one, from: model)
    }
    return differences
  }

  private func listDifferences(
    of one: Int, from model: FriendshipModel
  ) async throws -> [String] {
    let lists: [(PeopleList, String)] = [
      (.friends, "friends"), (.incoming, "incoming"), (.outgoing, "requested"),
      (.blocked, "blocked"),
    ]
    var differences: [String] = []
    for (list, relation) in lists {
      let page = try await place.store.people(list, for: cast.users[one].id, before: nil, limit: 9)
      let found = Set(page.items.compactMap { cast.number("\($0.user.id)") })
      let expected = model.those(relation, to: one)
      if found != expected {
        differences.append("\(relation) of \(one): expected \(expected), found \(found)")
      }
    }
    return differences
  }
}

extension Cast {
  /// What a frame tells of friendships, and where.
  func friendship(in frame: JSON) -> (ModelTopic, String)? {
    guard let topic = topic(frame.topic) else { return nil }
    switch (frame.event.string, topic) {
    case ("joined", .person), ("left", .person): return (topic, frame.event.string ?? "")
    case ("friend", _):
      guard let other = number(frame.data.user.id) else { return nil }
      return (topic, "friend \(other) \(frame.data.relation.string ?? "?")")
    default: return nil
    }
  }
}
