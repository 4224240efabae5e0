/// What somebody is told on their bell.
public enum NotificationKind: String, Sendable, Encodable, CaseIterable {
  case like, comment, mention
  case friendRequest = "friend_request"
  case friendAccepted = "friend_accepted"
}

/// One entry of a person's bell.
///
/// Its name is its number: that of its event within the person's own topic.
public struct Notification: Equatable, Sendable {
  public let seq: Int64
  public let kind: NotificationKind
  /// Who did it.
  public let actor: User
  public let post: PostID?
  public let createdAt: Timestamp
  public let isRead: Bool

  public init(
    seq: Int64, kind: NotificationKind, actor: User, post: PostID?, createdAt: Timestamp,
    isRead: Bool
  ) {
    self.seq = seq
    self.kind = kind
    self.actor = actor
    self.post = post
    self.createdAt = createdAt
    self.isRead = isRead
  }
}

extension Notification: Encodable {
  private enum Key: String, CodingKey { case id, kind, actor, post, createdAt, read }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(String(seq), forKey: .id)
    try container.encode(kind, forKey: .kind)
    try container.encode(actor, forKey: .actor)
    try container.encodeIfPresent(post, forKey: .post)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(isRead, forKey: .read)
  }
}
