import GRDB
import HubbubDomain

/// How far a member has read, and in what.
struct Standing {
  let kind: ConversationKind
  let memberCount: Int64
  let messages: Int64
  let readSeq: Int64
  let readNumber: Int64

  /// Messages that wait for this member.
  var unread: Int64 { messages - readNumber }

  /// Whether the others are told how far this member has read.
  ///
  /// - Source: contract §3, `read`.
  var tellsReads: Bool { kind != .room && memberCount <= Self.tellingMembers }

  /// Members of the largest group that is told: above it, every read would
  /// tell everybody, and nobody looks who the fifty were.
  private static let tellingMembers: Int64 = 50
}

extension Database {
  /// A member's standing; nil for who is no member.
  func standing(of user: UserID, in conversation: ConversationID) throws -> Standing? {
    try first(
      """
      SELECT conversation.kind, member_count, topic.messages, read_seq, read_number
      FROM member
      JOIN conversation ON conversation.id = member.conversation
      JOIN topic ON topic.kind = 4 AND topic.id = member.conversation
      WHERE member.conversation = ? AND member.user = ?
      """,
      conversation, user
    ) { row in
      Standing(
        kind: try row.name(0), memberCount: row.int(1), messages: row.int(2), readSeq: row.int(3),
        readNumber: row.int(4))
    }
  }
}
