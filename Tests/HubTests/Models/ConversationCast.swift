import HubbubDomain
import HubbubTesting

@testable import HubbubHub

/// The people of a story about conversations, the eldest account first.
struct ConversationCast: Sendable {
  /// Somebody, or something of theirs, in a conversation.
  struct Seat: Hashable {
    let who: Int
    let conversation: Int
  }

  let users: [User]
  private let prefix: String

  static func gather(_ count: Int, at place: HubFixture, seed: UInt64) async throws -> Self {
    let prefix = "c\(seed)_"
    var users: [User] = []
    for index in 0..<count {
      place.clock.advance(by: .milliseconds(1))
      let now = place.clock.wallTime()
      let user = User(id: .make(at: now), username: prefix + "\(index)", displayName: "\(index)")
      let new = NewUser(user: user, passwordHash: nil, role: .member, createdAt: now)
      _ = try await place.write(.signUp(new, nil))
      users.append(user)
    }
    return Self(users: users, prefix: prefix)
  }

  func number(_ id: UserID) -> Int { users.firstIndex { $0.id == id } ?? -1 }

  func number(_ id: JSON) -> Int { users.firstIndex { "\($0.id)" == id.string } ?? -1 }

  /// A text with people's usernames for their numbers.
  func written(_ text: String) -> String { text.replacing("@", with: "@" + prefix) }

  /// A text in a model's words.
  func read(_ text: String) -> String { text.replacing("@" + prefix, with: "@") }
}

extension ConversationCast {
  typealias ShownMessage = ConversationModel.ShownMessage

  /// A message as the wire has it.
  func shown(_ message: JSON) -> ShownMessage {
    ShownMessage(
      number: Int(message.number.integer ?? -1), seq: Int(message.seq.integer ?? -1),
      author: number(message.author.id), text: read(message.text.string ?? "?"),
      replyTo: message.replyTo.integer.map { Int($0) },
      isEdited: message.editedAt.string != nil, isDeleted: message.deleted.boolean ?? false,
      reactions: message.reactions.members.compactMapValues(\.integer).mapValues { Int($0) })
  }

  /// A message as the store has it.
  func shown(_ message: Message) -> ShownMessage {
    let reactions = message.reactions.map { ($0.emoji, Int($0.count)) }
    return ShownMessage(
      number: Int(message.number), seq: Int(message.seq), author: number(message.author.id),
      text: read(message.text), replyTo: message.replyTo.map { Int($0) },
      isEdited: message.editedAt != nil, isDeleted: message.isDeleted,
      reactions: Dictionary(uniqueKeysWithValues: reactions))
  }
}
