import GRDB
import HubbubDomain

extension Database {
  /// A conversation the reader is in, or a room as anybody sees it; the hub
  /// sees every conversation so.
  func conversation(_ id: ConversationID, for reader: UserID) throws -> Conversation? {
    let members = try firstMembers(of: id)
    return try first(Self.oneConversation, reader, id) { try $0.conversation(members) }
  }

  /// Those the reader is in, the most recently written first.
  func conversations(of reader: UserID) throws -> [Conversation] {
    let ids = try conversationIDs(of: reader)
    return try ids.compactMap { try conversation($0, for: reader) }
  }

  /// The conversations the user is in.
  func conversationIDs(of user: UserID) throws -> [ConversationID] {
    try all(Self.conversationsOfUser, user) { try $0.id(0) }
  }

  /// Rooms whose title contains `query`, newest first.
  func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) throws -> Page<Conversation, ConversationID> {
    var end = Int64.max
    if let before {
      let found = try first("SELECT number FROM conversation WHERE id = ?", before) { $0.int(0) }
      guard let found else { return Page(items: [], next: nil) }
      end = found
    }
    let ids: [ConversationID] = try all(
      """
      SELECT id FROM conversation
      WHERE kind = 'room' AND number < ?1 AND instr(folded_title, ?2) > 0
      ORDER BY number DESC LIMIT ?3
      """,
      end, query.lowercased(), Int64(limit) + 1
    ) { try $0.id(0) }
    let items = try ids.prefix(limit).compactMap { try conversation($0, for: reader) }
    return Page(items: items, next: ids.count > limit ? ids[limit - 1] : nil)
  }

  /// What a conversation's actor starts from.
  func wakeConversation(_ id: ConversationID) throws -> ConversationState? {
    let found: (kind: ConversationKind, head: Int64)? = try first(
      """
      SELECT conversation.kind, head FROM conversation
      JOIN topic ON topic.kind = 4 AND topic.id = conversation.id WHERE conversation.id = ?
      """,
      id
    ) { (try $0.name(0), $0.int(1)) }
    guard let found else { return nil }
    let members: [UserID] = try all("SELECT user FROM member WHERE conversation = ?", id) {
      try $0.id(0)
    }
    return ConversationState(kind: found.kind, members: Set(members), head: found.head)
  }

  private func firstMembers(of id: ConversationID) throws -> [Member] {
    try all(Self.listedMembers, id, Int64(Limits.listedMembers)) { row in
      Member(user: try row.user(0), role: try row.name(4))
    }
  }

  /// The eldest accounts among the members: `?1` conversation, `?2` how many.
  static let listedMembers = """
    SELECT user.id, username, display_name, picture, member.role
    FROM member JOIN user ON user.id = member.user
    WHERE member.conversation = ?1 ORDER BY member.user LIMIT ?2
    """

  /// The most recently written first; the clock serves only to show, and ties go by age.
  static let conversationsOfUser = """
    SELECT conversation.id
    FROM member JOIN conversation ON conversation.id = member.conversation
    LEFT JOIN message ON message.conversation = conversation.id AND message.seq = (
      SELECT max(seq) FROM message WHERE conversation = conversation.id)
    WHERE member.user = ?
    ORDER BY coalesce(message.created_at, conversation.created_at) DESC, conversation.number DESC
    """

  /// Who looks in from outside has nothing unread and sees no message: `?1` reader, `?2` which.
  static let oneConversation = """
    SELECT user.id, username, display_name, picture, message.id, message.conversation, message.seq,
      message.number, text, message.created_at, key,
      conversation.id, conversation.kind, title, member_count, head, messages,
      coalesce(read_seq, head), coalesce(read_number, messages)
    FROM conversation
    JOIN topic ON topic.kind = 4 AND topic.id = conversation.id
    LEFT JOIN member ON member.conversation = conversation.id AND member.user = ?1
    LEFT JOIN message ON message.conversation = member.conversation AND message.seq = (
      SELECT max(seq) FROM message WHERE conversation = ?2)
    LEFT JOIN user ON user.id = message.author
    WHERE conversation.id = ?2
      AND (conversation.kind = 'room' OR member.user IS NOT NULL OR ?1 = zeroblob(16))
    """
}

extension Columns {
  /// The columns of ``Database/oneConversation``.
  fileprivate func conversation(_ members: [Member]) throws -> Conversation {
    Conversation(
      id: try id(11), kind: try name(12), title: optionalText(13), memberCount: int(14),
      members: members, lastSeq: int(15), readSeq: int(17), messages: int(16), readNumber: int(18),
      lastMessage: isNull(4) ? nil : try message(0))
  }
}
