import Foundation
import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubHub

/// Friends who come and go at a hub whose clock the story moves.
final class PresenceWorld: SocialWorld {
  /// Another one after each restart.
  private var place: HubFixture
  private let cast: Cast
  private let bug: PlantedSocialBug?
  private let morning: Timestamp
  /// Each person's last login.
  private var tokens: [[UInt8]]
  private var logins = 0
  private var listeners: [Listener?] = []
  private var told = Told(listeners: 0)

  let beginning: PresenceModel

  init(
    at place: HubFixture, seed: UInt64, _ random: inout SeededGenerator, _ bug: PlantedSocialBug?
  ) async throws {
    self.place = place
    self.bug = bug
    morning = place.clock.wallTime() + (.zero - place.clock.now())
    let people = random.number(2...4)
    cast = try await Cast.gather(people, at: place, seed: seed)
    tokens = Array(repeating: [], count: people)
    let now = place.clock.wallTime().milliseconds - morning.milliseconds
    beginning = PresenceModel(people: people, at: Int(now))
    for one in cast.users {
      for other in cast.users where other.id != one.id {
        try await place.write(.befriend(one, other.id, at: place.clock.wallTime()))
      }
    }
    for person in cast.users.indices { try await logIn(person) }
  }

  /// Goes on at a hub that began anew.
  func move(to place: HubFixture) { self.place = place }

  // MARK: - Choosing

  private static let waits = [
    300, 999, 1_000, 5_000, 19_999, 20_000, 20_001, 299_000, 300_000, 600_000, 1_199_999,
    1_200_000, 1_500_000,
  ]

  func choose(after model: PresenceModel, _ random: inout SeededGenerator) -> PresenceModel.Step {
    let person = random.number(0...model.people - 1)
    let devices = model.openDevices
    let kind = random.number(0...23)
    if kind < 3 || devices.isEmpty { return .open(person, isLogin: random.once(in: 2)) }
    return switch kind {
    case 3...5: .open(person, isLogin: random.once(in: 2))
    case 6...9: .close(random.pick(devices))
    case 10: .login(model.owner(of: random.pick(devices)))
    case 11...13: .act(random.pick(devices))
    case 14: .ping(random.pick(devices))
    case 15...16: model.isInvisible(person) ? .show(person) : .hide(person)
    case 17: .doze(random.pick(Self.waits))
    case 18: random.once(in: 3) ? .restart : .ping(random.pick(devices))
    default: .wait(random.pick(Self.waits))
    }
  }

  // MARK: - Doing

  func take(_ step: PresenceModel.Step) async throws -> String {
    switch step {
    case .open(let person, let isLogin):
      if isLogin { try await logIn(person) }
      try await open(person)
    case .close(let device): try await close(device)
    case .login(let person): try await logIn(person)
    case .act(let device): try await listeners[device]?.socket.ask("active")
    case .ping(let device): try await listeners[device]?.socket.ask("ping")
    case .hide(let person): try await turn(cast.users[person].id, isInvisible: true)
    case .show(let person): try await turn(cast.users[person].id, isInvisible: false)
    case .wait(let time), .pass(let time): place.clock.advance(by: .milliseconds(time))
    case .doze(let time): place.clock.jump(by: .milliseconds(time))
    case .restart: try await closeAll()  // whoever runs the story ends the hub
    }
    return "ok"
  }

  /// As a login over HTTP.
  private func logIn(_ person: Int) async throws {
    logins += 1
    let now = place.clock.wallTime()
    let id = SessionID.make(at: now)
    tokens[person] = Array(("\(id)" + String(repeating: "-", count: 32)).utf8.prefix(32))
    try await place.write(
      .openSession(
        NewSession(
          id: id, user: cast.users[person].id, tokenHash: tokens[person], userAgent: "story",
          createdAt: now, expiresAt: now + .seconds(1_000_000_000))))
    place.hub.loggedIn(cast.users[person].id, at: now)
  }

  private func open(_ person: Int) async throws {
    await untilWritten()
    let now = place.clock.wallTime()
    guard let session = try await place.store.session(tokenHash: tokens[person], at: now) else {
      throw NoSession()
    }
    let socket = try await place.listen(
      cast.users[person], session: session, loop: listeners.count % 2)
    listeners.append(Listener(socket))
    told.admit()
    if bug == .openingIsActivity { try await socket.ask("active") }
  }

  private func close(_ device: Int) async throws {
    guard let socket = listeners[device]?.socket else { return }
    listeners[device] = nil
    told.forget(device)
    try await socket.disconnect()
    let user = socket.user.id
    if bug == .oneTabIsAll, listeners.contains(where: { $0?.socket.user.id == user }) {
      try await turn(user, isInvisible: true)
    }
  }

  /// All are seen to go before the hub ends: it does not wait for that itself,
  /// and may then write down nothing but what they did last.
  private func closeAll() async throws {
    for device in listeners.indices { try await close(device) }
    try await settle()
  }

  private func turn(_ user: UserID, isInvisible: Bool) async throws {
    var change = ProfileChange()
    change.isInvisible = isInvisible
    try await place.write(.updateProfile(user, change))
  }

  private struct NoSession: Error {}

  /// Returns when what was given to the writer until now is on disk.
  private func untilWritten() async {
    _ = await place.hub.commit(.endSession(.make())).result
  }

  func settle() async throws {
    for user in cast.users { await place.untilDone(by: user) }
    await place.settle()
  }

  func leave() async throws {
    for listener in listeners { try await listener?.socket.disconnect() }
    try await settle()
  }

  // MARK: - Hearing

  func heard() throws -> [Told] {
    for device in listeners.indices {
      guard let owner = listeners[device]?.socket.user.id else { continue }
      for frame in try listeners[device]?.news() ?? [] {
        guard frame.event == "presence", let person = cast.number(frame.data.user) else { continue }
        if frame.data.user == "\(owner)" { continue }
        told.tell(device, on: .person(person), try words(frame.data))
      }
    }
    return [told]
  }

  private func words(_ presence: JSON) throws -> String {
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let since = try format.parse(presence.since.string ?? "").timeIntervalSince1970
    let time = Int((since * 1_000).rounded()) - Int(morning.milliseconds)
    return "\(PresenceModel.Presence(state: presence.state.string ?? "?", since: time))"
  }

  // MARK: - Reading

  func differences(from model: PresenceModel) async throws -> [String] {
    await untilWritten()
    for listener in listeners { try await listener?.socket.catchUp() }
    var differences = try heard().flatMap { model.told.differences(from: $0) }
    for user in cast.users {
      let friends = try await place.store.people(.friends, for: user.id, before: nil, limit: 9)
      for friend in friends.items {
        let shown = place.hub.presence(of: friend.user.id, else: friend.lastSeen)
        guard let person = cast.number("\(friend.user.id)") else { continue }
        let found = PresenceModel.Presence(
          state: shown.state.rawValue,
          since: Int(shown.since.milliseconds - morning.milliseconds))
        if found != model.shown(person) {
          differences.append("read of \(person): expected \(model.shown(person)), found \(found)")
        }
      }
    }
    return differences
  }
}
