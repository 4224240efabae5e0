import GRDB
import HubbubDomain

extension Database {
  /// A conversation the reader is in, or a room as anybody sees it; the hub
  /// sees every conversation as all are told of it.
  func conversation(_ id: ConversationID, for reader: UserID) throws -> Conversation? {
    let members = try firstMembers(of: id)
    let seen = try first(Self.oneConversation, reader, id) { try $0.conversation(members) }
    return reader == .hub ? seen?.toldToAll : seen
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
    let members: [UserID] = try all(
      Self.presentMembers, id, Int64(Limits.typingMembers) + 1
    ) { try $0.id(0) }
    let isCrowd = members.count > Limits.typingMembers
    return ConversationState(
      kind: found.kind, members: isCrowd ? nil : Set(members), head: found.head)
  }

  /// The members that may do something, at most `?2`: none of two who are apart.
  private static let presentMembers = """
    SELECT user FROM member WHERE conversation = ?1
      AND (SELECT direct FROM topic WHERE kind = 4 AND id = ?1) < 2
    LIMIT ?2
    """

  /// The members, the eldest accounts first, behind `after`.
  ///
  /// - Throws: ``Refusal`` `not_found` for who may not look in.
  func members(
    of id: ConversationID, after: UserID?, limit: Int, for reader: UserID
  ) throws -> Page<Member, UserID> {
    guard try conversation(id, for: reader) != nil else { throw Refusal.noSuchConversation }
    let found = try all(
      Self.members, id, after ?? UserID(high: 0, low: 0), Int64(limit) + 1, read: Self.member)
    return Page(
      items: Array(found.prefix(limit)),
      next: found.count > limit ? found[limit - 1].user.id : nil)
  }

  /// How far each member has read who lets others know, where that is told at all.
  func reads(of id: ConversationID, for reader: UserID) throws -> [UserID: Int64] {
    guard let standing = try standing(of: reader, in: id), standing.kind != .room,
      standing.memberCount <= Limits.tellingMembers
    else { return [:] }
    let reads: [(UserID, Int64)] = try all(
      """
      SELECT member.user, read_seq FROM member JOIN user ON user.id = member.user
      WHERE member.conversation = ? AND tells_reads = 1
      """, id
    ) { (try $0.id(0), $0.int(1)) }
    return Dictionary(uniqueKeysWithValues: reads)
  }

  private static func member(_ row: Columns) throws -> Member {
    Member(user: try row.user(0), role: try row.name(4))
  }

  private func firstMembers(of id: ConversationID) throws -> [Member] {
    try all(
      Self.members, id, UserID(high: 0, low: 0), Int64(Limits.listedMembers), read: Self.member)
  }

  /// The eldest accounts among the members: `?1` conversation, `?2` behind whom, `?3` how many.
  static let members = """
    SELECT user.id, username, display_name, picture, member.role
    FROM member JOIN user ON user.id = member.user
    WHERE member.conversation = ?1 AND member.user > ?2 ORDER BY member.user LIMIT ?3
    """

  /// The most recently written first; the clock serves only to show, and ties go by age.
  static let conversationsOfUser = """
    SELECT conversation.id
    FROM member JOIN conversation ON conversation.id = member.conversation
    JOIN topic ON topic.kind = 4 AND topic.id = conversation.id AND direct < 2
    LEFT JOIN message ON message.conversation = conversation.id AND message.seq = (
      SELECT max(seq) FROM message WHERE conversation = conversation.id)
    WHERE member.user = ?
    ORDER BY coalesce(message.created_at, conversation.created_at) DESC, conversation.number DESC
    """

  /// Who looks in from outside has nothing unread and sees no message: `?1` reader, `?2` which.
  static let oneConversation = """
    SELECT user.id, username, display_name, picture, message.id, message.conversation, message.seq,
      message.number, text, message.created_at, key, reply_to, edited_at, is_deleted, reactions,
      message.media, conversation.id, conversation.kind, title, member_count, head, messages,
      coalesce(read_seq, head), coalesce(read_number, messages), member.role
    FROM conversation
    JOIN topic ON topic.kind = 4 AND topic.id = conversation.id
    LEFT JOIN member ON member.conversation = conversation.id AND member.user = ?1
    LEFT JOIN message ON message.conversation = member.conversation AND message.seq = (
      SELECT max(seq) FROM message WHERE conversation = ?2)
    LEFT JOIN user ON user.id = message.author
    WHERE conversation.id = ?2
      AND (conversation.kind = 'room' OR (member.user IS NOT NULL AND direct < 2)
        OR ?1 = zeroblob(16))
    """
}

extension Columns {
  /// The columns of ``Database/oneConversation``.
  fileprivate func conversation(_ members: [Member]) throws -> Conversation {
    Conversation(
      id: try id(16), kind: try name(17), title: optionalText(18), memberCount: int(19),
      members: members, lastSeq: int(20), messages: int(21),
      mark: ReadMark(seq: int(22), number: int(23)), role: isNull(24) ? nil : try name(24),
      lastMessage: isNull(4) ? nil : try message(0))
  }
}
