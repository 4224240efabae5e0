/// What somebody is told on their bell.
public enum NotificationKind: String, Sendable, Encodable, CaseIterable {
  case like, comment, mention
  /// Somebody wrote in a conversation of two: one open entry for each of these.
  case message
  case friendRequest = "friend_request"
  case friendAccepted = "friend_accepted"
  /// Somebody added them to a group or a room.
  case groupAdded = "group_added"
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
  public let place: Place?
  public let createdAt: Timestamp
  public let isRead: Bool

  /// Where in a conversation it was.
  public struct Place: Hashable, Sendable {
    public let conversation: ConversationID
    /// The message's number; nil where it is about no message.
    public let seq: Int64?

    public init(_ conversation: ConversationID, seq: Int64?) {
      self.conversation = conversation
      self.seq = seq
    }
  }

  public init(
    seq: Int64, kind: NotificationKind, actor: User, post: PostID? = nil, place: Place? = nil,
    createdAt: Timestamp, isRead: Bool
  ) {
    self.seq = seq
    self.kind = kind
    self.actor = actor
    self.post = post
    self.place = place
    self.createdAt = createdAt
    self.isRead = isRead
  }
}

extension Notification: Encodable {
  private enum Key: String, CodingKey {
    case id, kind, actor, post, conversation, seq, createdAt, read
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(String(seq), forKey: .id)
    try container.encode(kind, forKey: .kind)
    try container.encode(actor, forKey: .actor)
    try container.encodeIfPresent(post, forKey: .post)
    try container.encodeIfPresent(place?.conversation, forKey: .conversation)
    try container.encodeIfPresent(place?.seq, forKey: .seq)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(isRead, forKey: .read)
  }
}
