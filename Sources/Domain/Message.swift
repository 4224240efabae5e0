/// What somebody wrote in a conversation.
public struct Message: Equatable, Sendable {
  public let id: MessageID
  public let conversation: ConversationID
  /// The number of the event that told it, within the conversation's topic.
  public let seq: Int64
  /// Counts the conversation's messages from 1, the same for everybody.
  public let number: Int64
  public let author: User
  public let text: String
  public let createdAt: Timestamp
  /// The author's own name for it, unique per author and conversation.
  public let key: String

  public init(
    id: MessageID, conversation: ConversationID, seq: Int64, number: Int64, author: User,
    text: String, createdAt: Timestamp, key: String
  ) {
    self.id = id
    self.conversation = conversation
    self.seq = seq
    self.number = number
    self.author = author
    self.text = text
    self.createdAt = createdAt
    self.key = key
  }
}

extension Message: Encodable {
  private enum Key: String, CodingKey {
    case id, conversation, seq, number, author, text, media, reactions, createdAt, key
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(conversation, forKey: .conversation)
    try container.encode(seq, forKey: .seq)
    try container.encode(number, forKey: .number)
    try container.encode(author, forKey: .author)
    try container.encode(text, forKey: .text)
    try container.encode([String](), forKey: .media)
    try container.encode([String: Int](), forKey: .reactions)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(key, forKey: .key)
  }
}
