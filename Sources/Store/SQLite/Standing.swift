import GRDB
import HubbubDomain

/// How far a member has read, and in what.
struct Standing {
  let kind: ConversationKind
  let memberCount: Int64
  let messages: Int64
  let mark: ReadMark
  /// Whether this member lets others know.
  let isOpen: Bool

  /// Messages that wait for this member.
  var unread: Int64 { messages - mark.number }

  /// Whether the others are told how far this member has read.
  ///
  /// - Source: contract §3, `read`.
  var tellsReads: Bool {
    isOpen && kind != .room && memberCount <= Limits.tellingMembers
  }
}

extension Database {
  /// A member's standing; nil for who is no member, and between two who are apart.
  func standing(of user: UserID, in conversation: ConversationID) throws -> Standing? {
    try first(
      """
      SELECT conversation.kind, member_count, topic.messages, read_seq, read_number,
        tells_reads
      FROM member
      JOIN conversation ON conversation.id = member.conversation
      JOIN topic ON topic.kind = 4 AND topic.id = member.conversation
      JOIN user ON user.id = member.user
      WHERE member.conversation = ? AND member.user = ? AND topic.direct < 2
      """,
      conversation, user
    ) { row in
      Standing(
        kind: try row.name(0), memberCount: row.int(1), messages: row.int(2),
        mark: ReadMark(seq: row.int(3), number: row.int(4)), isOpen: row.bool(5))
    }
  }
}
