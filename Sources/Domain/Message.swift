/// What somebody wrote in a conversation.
public struct Message: Equatable, Sendable {
  public let id: MessageID
  public let conversation: ConversationID
  /// The number of the event that told it, within the conversation's topic.
  public let seq: Int64
  /// Counts the conversation's messages from 1, the same for everybody.
  public let number: Int64
  public let author: User
  /// Empty once it is deleted.
  public let text: String
  /// What was sent with it; nothing once it is deleted.
  public let media: [Media]
  public let createdAt: Timestamp
  /// The author's own name for it, unique per author and conversation.
  public let key: String
  /// The seq of the message that it answers.
  public let replyTo: Int64?
  public let editedAt: Timestamp?
  /// Whether nothing but its number is left.
  public let isDeleted: Bool
  /// In the order first given.
  public let reactions: [Reaction]
  /// What the reader gave it; nil where it is told to all.
  public let mine: [String]?

  public init(
    id: MessageID, conversation: ConversationID, seq: Int64, number: Int64, author: User,
    text: String, media: [Media] = [], createdAt: Timestamp, key: String,
    replyTo: Int64? = nil, editedAt: Timestamp? = nil, isDeleted: Bool = false,
    reactions: [Reaction] = [], mine: [String]? = nil
  ) {
    self.id = id
    self.conversation = conversation
    self.seq = seq
    self.number = number
    self.author = author
    self.text = text
    self.media = media
    self.createdAt = createdAt
    self.key = key
    self.replyTo = replyTo
    self.editedAt = editedAt
    self.isDeleted = isDeleted
    self.reactions = reactions
    self.mine = mine
  }
}

extension Message {
  /// The same as a reader sees it who gave it these.
  public func seen(withMine mine: [String]?) -> Message {
    Message(
      id: id, conversation: conversation, seq: seq, number: number, author: author, text: text,
      media: media, createdAt: createdAt, key: key, replyTo: replyTo, editedAt: editedAt,
      isDeleted: isDeleted, reactions: reactions, mine: mine)
  }
}

extension Message: Encodable {
  private enum Key: String, CodingKey {
    case id, conversation, seq, number, author, text, media, replyTo, reactions, mine, createdAt
    case editedAt, deleted, key
  }

  private struct Emoji: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(conversation, forKey: .conversation)
    try container.encode(seq, forKey: .seq)
    try container.encode(number, forKey: .number)
    try container.encode(author, forKey: .author)
    try container.encode(text, forKey: .text)
    try container.encode(media, forKey: .media)
    try container.encodeIfPresent(replyTo, forKey: .replyTo)
    var counts = container.nestedContainer(keyedBy: Emoji.self, forKey: .reactions)
    for reaction in reactions {
      try counts.encode(reaction.count, forKey: Emoji(stringValue: reaction.emoji))
    }
    try container.encodeIfPresent(mine, forKey: .mine)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encodeIfPresent(editedAt, forKey: .editedAt)
    if isDeleted { try container.encode(true, forKey: .deleted) }
    try container.encode(key, forKey: .key)
  }
}
