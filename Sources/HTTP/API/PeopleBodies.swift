import HubbubDomain
import HubbubHub

/// Somebody in a list: a user with a `relation` beside their own members.
struct AcquaintanceBody: Encodable {
  let person: Acquaintance

  private enum Key: String, CodingKey { case relation }

  func encode(to encoder: any Encoder) throws {
    try person.user.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(person.relation, forKey: .relation)
  }
}

/// A friend, and whether they are there: `{user, presence:{state, since}}`.
struct FriendBody: Encodable {
  let user: User
  let presence: Presence

  init(_ person: Acquaintance, on hub: Hub) {
    user = person.user
    presence = hub.presence(of: person.user.id, else: person.lastSeen)
  }
}

/// Who waits for an answer, in both directions.
struct RequestsBody: Encodable {
  let incoming: [User]
  let outgoing: [User]

  init(incoming: [Acquaintance], outgoing: [Acquaintance]) {
    self.incoming = incoming.map(\.user)
    self.outgoing = outgoing.map(\.user)
  }
}

struct RelationBody: Encodable {
  let relation: Relation
}

/// A person's page: `{user, relation, presence?}`.
struct ProfileBody: Encodable {
  private let profile: Profile
  private let presence: Presence?

  /// - Parameter hub: knows whether they are there; friends and oneself are told.
  init(_ profile: Profile, on hub: Hub) {
    self.profile = profile
    let person = profile.person
    switch person.relation {
    case .friends, .oneself:
      presence = hub.presence(of: person.user.id, else: person.lastSeen)
    case .none, .requested, .incoming, .blocked: presence = nil
    }
  }

  private enum Key: String, CodingKey { case user, relation, presence, bio, createdAt }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(profile.person.relation, forKey: .relation)
    try body.encodeIfPresent(presence, forKey: .presence)
    let inner = body.superEncoder(forKey: .user)
    try profile.person.user.encode(to: inner)
    var user = inner.container(keyedBy: Key.self)
    try user.encode(profile.bio, forKey: .bio)
    try user.encode(profile.createdAt, forKey: .createdAt)
  }
}

/// Who asks: a user, what they may do here, and what they have set.
struct MeBody: Encodable {
  let profile: OwnProfile

  private enum Key: String, CodingKey {
    case role, bio, createdAt, invisible, messagesFrom, theme, language, motion, factor
    case tellsReads, notify
  }

  func encode(to encoder: any Encoder) throws {
    try profile.user.encode(to: encoder)
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(profile.role.rawValue, forKey: .role)
    try body.encode(profile.bio, forKey: .bio)
    try body.encode(profile.createdAt, forKey: .createdAt)
    try body.encode(profile.isInvisible, forKey: .invisible)
    try body.encode(profile.settings.messagesFrom, forKey: .messagesFrom)
    try body.encode(profile.settings.theme, forKey: .theme)
    try body.encode(profile.settings.language, forKey: .language)
    try body.encode(profile.settings.motion, forKey: .motion)
    try body.encode(profile.hasFactor, forKey: .factor)
    try body.encode(profile.settings.tellsReads, forKey: .tellsReads)
    let rings = NotificationKind.allCases.map {
      ($0.rawValue, !profile.settings.silenced.contains($0))
    }
    try body.encode(Dictionary(uniqueKeysWithValues: rings), forKey: .notify)
  }
}
