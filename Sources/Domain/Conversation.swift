/// What sort of conversation it is.
public enum ConversationKind: String, Sendable, Codable, CaseIterable {
  case direct, group
  /// A conversation that anybody may join.
  case room
}

/// What a member may do in a conversation.
public enum MemberRole: String, Sendable, Codable, CaseIterable { case owner, admin, member }

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

/// How far somebody has read a conversation.
public struct ReadMark: Hashable, Sendable {
  /// Up to here, by the topic's numbers.
  public let seq: Int64
  /// The number of the last message up to there.
  public let number: Int64

  public init(seq: Int64, number: Int64) {
    self.seq = seq
    self.number = number
  }
}

/// A conversation as one reader sees it, or as all are told of it.
public struct Conversation: Equatable, Sendable {
  public let id: ConversationID
  public let kind: ConversationKind
  public let title: String?
  public let memberCount: Int64
  /// The first ``Limits/listedMembers`` of them.
  public let members: [Member]
  /// The head of the conversation's topic.
  public let lastSeq: Int64
  /// How many messages there are.
  public let messages: Int64
  /// How far the reader has read; nil where it is told to all.
  public let mark: ReadMark?
  /// What the reader is in it; nil for who is not, and where it is told to all.
  public let role: MemberRole?
  public let lastMessage: Message?

  public init(
    id: ConversationID, kind: ConversationKind, title: String?, memberCount: Int64,
    members: [Member], lastSeq: Int64, messages: Int64, mark: ReadMark?, role: MemberRole?,
    lastMessage: Message?
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.memberCount = memberCount
    self.members = members
    self.lastSeq = lastSeq
    self.messages = messages
    self.mark = mark
    self.role = role
    self.lastMessage = lastMessage
  }

  /// The same without what is each reader's own.
  public var toldToAll: Conversation {
    Conversation(
      id: id, kind: kind, title: title, memberCount: memberCount, members: members,
      lastSeq: lastSeq, messages: messages, mark: nil, role: nil, lastMessage: nil)
  }

  /// Messages that wait for the reader.
  public var unread: Int64 { mark.map { messages - $0.number } ?? 0 }
}

extension Conversation: Encodable {
  private enum Key: String, CodingKey {
    case id, kind, title, memberCount, members, lastSeq, readSeq, messages, readNumber, unread
    case role, lastMessage
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(title, forKey: .title)
    try container.encode(memberCount, forKey: .memberCount)
    try container.encode(members, forKey: .members)
    try container.encode(lastSeq, forKey: .lastSeq)
    try container.encode(messages, forKey: .messages)
    if let mark {
      try container.encode(mark.seq, forKey: .readSeq)
      try container.encode(mark.number, forKey: .readNumber)
      try container.encode(unread, forKey: .unread)
    }
    try container.encodeIfPresent(role, forKey: .role)
    try container.encodeIfPresent(lastMessage, forKey: .lastMessage)
  }
}
