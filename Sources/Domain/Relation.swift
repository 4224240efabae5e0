/// How one person stands to another.
public enum Relation: String, Sendable, Encodable, CaseIterable {
  case oneself = "self"
  case none
  /// They were asked and have not answered.
  case requested
  /// They have asked and wait for an answer.
  case incoming
  case friends
  /// They are blocked by the one who looks; who is blocked sees nobody there.
  case blocked
}

/// A person as another sees them in a list.
public struct Acquaintance: Equatable, Sendable {
  public let user: User
  public let relation: Relation
  /// As the row has it, which knows of nobody that they are here now: for
  /// friends' eyes only.
  public let lastSeen: Presence

  public init(user: User, relation: Relation, lastSeen: Presence) {
    self.user = user
    self.relation = relation
    self.lastSeen = lastSeen
  }
}
