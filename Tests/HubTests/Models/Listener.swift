import HubbubDomain
import HubbubTesting

@testable import HubbubHub

/// A socket whose frames are put into a model's words as they come.
struct Listener {
  let socket: FakeSocket
  private var read = 0

  init(_ socket: FakeSocket) { self.socket = socket }

  /// What came since it was asked last.
  mutating func news() throws -> ArraySlice<JSON> {
    let frames = try socket.heard()
    defer { read = frames.count }
    return frames[read...]
  }
}

/// The people of a story, by what is on the wire.
struct Cast {
  let users: [User]
  private let numbers: [String: Int]

  init(_ users: [User]) {
    self.users = users
    numbers = Dictionary(
      uniqueKeysWithValues: users.enumerated().map { ("\($1.id)", $0) })
  }

  /// Whose id that is; nil for somebody from another story.
  func number(_ id: JSON) -> Int? { id.string.flatMap { numbers[$0] } }

  /// Fresh people.
  static func gather(_ count: Int, at place: HubFixture, seed: UInt64) async throws -> Cast {
    let now = place.clock.wallTime()
    return Cast(try await place.store.addUsers(count, named: "s\(seed)_", at: now))
  }

  /// A topic of one of them, in a model's words.
  func topic(_ topic: JSON) -> ModelTopic? {
    guard let parts = topic.string?.split(separator: ":"), let kind = parts.first else {
      return nil
    }
    if kind == "feed" { return .feed }
    guard parts.count == 2, let number = number(.string(String(parts[1]))) else { return nil }
    return kind == "user" ? .user(number) : kind == "person" ? .person(number) : nil
  }
}

extension HubFixture {
  /// Does what a request does, and says how it went.
  func answer(to change: Change, _ word: (Answer) -> String = { _ in "ok" }) async throws -> String
  {
    do {
      return word(try await write(change))
    } catch let refusal as Refusal {
      return refusal.code.rawValue
    }
  }
}
