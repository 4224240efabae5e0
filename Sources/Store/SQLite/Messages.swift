import GRDB
import HubbubDomain

extension Database {
  /// Messages ascending by seq, and whether there are more in the asked direction.
  ///
  /// - Throws: ``Refusal`` `not_found` for who is not a member.
  func messages(
    of conversation: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) throws -> MessagePage {
    guard try mayHear(.conversation(conversation), reader) else {
      throw Refusal.noSuchConversation
    }
    let some = Int64(limit) + 1
    let found: [Message]
    switch range {
    case .after(let seq):
      found = try all(Self.ascending, conversation, seq, Int64.max, some, read: Self.message)
      return MessagePage(items: Array(found.prefix(limit)), hasMore: found.count > limit)
    case .before(let seq):
      found = try all(Self.descending, conversation, seq, some, read: Self.message)
    case .latest:
      found = try all(Self.descending, conversation, Int64.max, some, read: Self.message)
    }
    return MessagePage(items: found.prefix(limit).reversed(), hasMore: found.count > limit)
  }

  /// The messages of one stretch of a conversation's log.
  func messages(
    of conversation: ConversationID, after: Int64, upTo last: Int64
  ) throws -> [Message] {
    try all(Self.ascending, conversation, after, last, last - after, read: Self.message)
  }

  /// `?1` conversation, `?2` after, `?3` up to, `?4` how many.
  static let ascending =
    columns + " WHERE conversation = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4"
  /// `?1` conversation, `?2` before, `?3` how many.
  static let descending =
    columns + " WHERE conversation = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"

  private static let columns = """
    SELECT user.id, username, display_name, picture, message.id, conversation, seq, number, text,
      message.created_at, key
    FROM message JOIN user ON user.id = message.author
    """

  private static func message(_ row: Columns) throws -> Message { try row.message(0) }
}

extension Columns {
  /// A message's columns, its author's four first, from `column` on.
  func message(_ column: Int32) throws -> Message {
    Message(
      id: try id(column + 4), conversation: try id(column + 5), seq: int(column + 6),
      number: int(column + 7), author: try user(column), text: text(column + 8),
      createdAt: time(column + 9), key: text(column + 10))
  }
}
