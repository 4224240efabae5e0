/// What sort of conversation it is.
public enum ConversationKind: String, Sendable, Codable {
  case direct, group
  /// A conversation that anybody may join.
  case room
}

/// What a member may do in a conversation.
public enum MemberRole: String, Sendable, Codable { case owner, admin, member }

/// One person in a conversation.
public struct Member: Hashable, Sendable, Encodable {
  public let user: User
  public let role: MemberRole

  public init(user: User, role: MemberRole) {
    self.user = user
    self.role = role
  }

  private enum Key: String, CodingKey { case role }

  /// A user with a `role` beside its own fields.
  public func encode(to encoder: any Encoder) throws {
    try user.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(role, forKey: .role)
  }
}

/// What happened to a membership.
public enum MemberChange: String, Sendable { case joined, left, removed, role }

/// A conversation as one reader sees it.
public struct Conversation: Equatable, Sendable, Encodable {
  public let id: ConversationID
  public let kind: ConversationKind
  public let title: String?
  public let memberCount: Int64
  /// The first ``Limits/listedMembers`` of them.
  public let members: [Member]
  /// The head of the conversation's topic.
  public let lastSeq: Int64
  /// Up to where the reader has read.
  public let readSeq: Int64
  /// How many messages there are.
  public let messages: Int64
  /// How many of them the reader has read.
  public let readNumber: Int64
  public let unread: Int64
  public let lastMessage: Message?

  public init(
    id: ConversationID, kind: ConversationKind, title: String?, memberCount: Int64,
    members: [Member], lastSeq: Int64, readSeq: Int64, messages: Int64, readNumber: Int64,
    lastMessage: Message?
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.memberCount = memberCount
    self.members = members
    self.lastSeq = lastSeq
    self.readSeq = readSeq
    self.messages = messages
    self.readNumber = readNumber
    self.unread = messages - readNumber
    self.lastMessage = lastMessage
  }
}
