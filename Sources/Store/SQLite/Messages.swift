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
    let page =
      switch range {
      case .latest: try earlier(than: .max, in: conversation, limit)
      case .before(let seq): try earlier(than: seq, in: conversation, limit)
      case .after(let seq): try later(than: seq, in: conversation, limit)
      case .around(let seq): try around(seq, in: conversation, limit)
      }
    return MessagePage(
      items: try page.items.map { try seen($0, by: reader) }, hasMore: page.hasMore,
      hasMoreBefore: page.hasMoreBefore, hasMoreAfter: page.hasMoreAfter)
  }

  private func earlier(
    than seq: Int64, in conversation: ConversationID, _ limit: Int
  ) throws -> MessagePage {
    let found = try all(
      Self.descending, conversation, seq, Int64(limit) + 1, read: Self.message)
    return MessagePage(items: found.prefix(limit).reversed(), hasMore: found.count > limit)
  }

  private func later(
    than seq: Int64, in conversation: ConversationID, _ limit: Int
  ) throws -> MessagePage {
    let found = try all(
      Self.ascending, conversation, seq, Int64.max, Int64(limit) + 1, read: Self.message)
    return MessagePage(items: Array(found.prefix(limit)), hasMore: found.count > limit)
  }

  /// Half up to a number and with it, the rest after it.
  private func around(
    _ seq: Int64, in conversation: ConversationID, _ limit: Int
  ) throws -> MessagePage {
    let before = try earlier(
      than: seq == .max ? seq : seq + 1, in: conversation, max(1, limit / 2))
    let rest = limit - before.items.count
    let after = try later(than: seq, in: conversation, rest)
    return MessagePage(
      items: before.items + after.items, hasMore: before.hasMore || after.hasMore,
      hasMoreBefore: before.hasMore, hasMoreAfter: after.hasMore)
  }

  /// The messages of one stretch of a conversation's log.
  func messages(
    of conversation: ConversationID, after: Int64, upTo last: Int64, for reader: UserID
  ) throws -> [Message] {
    try all(Self.ascending, conversation, after, last, last - after, read: Self.message)
      .map { try seen($0, by: reader) }
  }

  /// One message; nil for a number that none has, whoever thought of it.
  func message(_ place: MessagePlace, for reader: UserID) throws -> Message? {
    guard place.seq > 0 else { return nil }
    return try messages(
      of: place.conversation, after: place.seq - 1, upTo: place.seq, for: reader
    ).first
  }

  /// With what the reader gave it, where anybody gave it anything.
  private func seen(_ message: Message, by reader: UserID) throws -> Message {
    guard reader != .hub, !message.reactions.isEmpty else { return message }
    let place = MessagePlace(message.conversation, message.seq)
    return message.seen(withMine: try reactions(of: reader, to: place))
  }

  /// The message at a place in the order written, whoever may read it.
  func message(at position: Int64) throws -> Message? {
    try first(Self.atPosition, position, read: Self.message)
  }

  private static let atPosition = columns + " WHERE position = ?"

  /// `?1` conversation, `?2` after, `?3` up to, `?4` how many.
  static let ascending =
    columns + " WHERE conversation = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4"
  /// `?1` conversation, `?2` before, `?3` how many.
  static let descending =
    columns + " WHERE conversation = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"

  private static let columns = """
    SELECT user.id, username, display_name, picture, message.id, conversation, seq, number, text,
      message.created_at, key, reply_to, edited_at, is_deleted, reactions, message.media
    FROM message JOIN user ON user.id = message.author
    """

  private static func message(_ row: Columns) throws -> Message { try row.message(0) }
}

extension Columns {
  /// A message's sixteen columns, its author's four first, from `column` on.
  func message(_ column: Int32) throws -> Message {
    Message(
      id: try id(column + 4), conversation: try id(column + 5), seq: int(column + 6),
      number: int(column + 7), author: try user(column), text: text(column + 8),
      media: try .init(column: optionalText(column + 15)),
      createdAt: time(column + 9), key: text(column + 10),
      replyTo: isNull(column + 11) ? nil : int(column + 11),
      editedAt: isNull(column + 12) ? nil : time(column + 12), isDeleted: bool(column + 13),
      reactions: [Reaction](stored: text(column + 14)))
  }
}
