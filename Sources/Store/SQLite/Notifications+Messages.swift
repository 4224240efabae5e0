import GRDB
import HubbubDomain

/// What the bell tells of messages.
extension Database {
  /// Who answers in a conversation of two has read what their bell tells of it.
  func bells(for message: Message, isDirect: Bool) throws -> [Event] {
    let rung = try ring(for: message, isDirect: isDirect)
    guard isDirect else { return rung }
    return try clearBell(
      of: message.author.id, in: message.conversation, upTo: message.seq) + rung
  }

  /// Rings for a message: whom it is for in a conversation of two, else those that it
  /// names and who are members.
  private func ring(for message: Message, isDirect: Bool) throws -> [Event] {
    guard isDirect else { return try ringMentioned(in: message, at: message.createdAt) }
    let other: UserID? = try first(
      "SELECT user FROM member WHERE conversation = ? AND user <> ?", message.conversation,
      message.author.id
    ) { try $0.id(0) }
    guard let other, try !hasOpenEntry(other, message.conversation) else { return [] }
    try run(
      "DELETE FROM notification WHERE user = ? AND conversation = ? AND kind = 'message'", other,
      message.conversation)
    return try notify(
      other, .message, by: message.author, in: .init(message.conversation, seq: message.seq),
      at: message.createdAt)
  }

  /// Whether the bell tells already that something waits in a conversation of two.
  private func hasOpenEntry(_ user: UserID, _ conversation: ConversationID) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM notification
      WHERE user = ? AND conversation = ? AND kind = 'message' AND is_read = 0
      """,
      user, conversation)
  }

  /// Rings for those members that a message names; in a conversation of two for nobody.
  func ringMentioned(in message: Message, at time: Timestamp) throws -> [Event] {
    try mentioned(in: message).flatMap { user in
      try notify(
        user, .mention, by: message.author, in: .init(message.conversation, seq: message.seq),
        at: time)
    }
  }

  /// Takes a message off the bells of those it named, but names no more.
  ///
  /// - Parameter text: what it says now.
  func unringMentioned(in message: Message, butNotIn text: String) throws -> [Event] {
    let named = Mentions.usernames(in: text)
    return try mentioned(in: message, passing: named).compactMap { user in
      let gone = try run(
        """
        DELETE FROM notification
        WHERE user = ? AND conversation = ? AND message = ? AND kind = 'mention'
        """,
        user, message.conversation, message.seq)
      return gone > 0 ? try bell(of: user) : nil
    }
  }

  /// Lets the bell of who was written to go on to the next message that waits, or
  /// takes the entry off where none does.
  func unringWritten(_ message: Message) throws -> [Event] {
    let rung: UserID? = try first(
      """
      SELECT notification.user FROM member
      JOIN notification ON notification.user = member.user AND kind = 'message'
        AND notification.conversation = ?1
      WHERE member.conversation = ?1 AND member.user <> ?3 AND notification.message = ?2
        AND (SELECT direct FROM topic WHERE kind = 4 AND id = ?1) = 1
      """,
      message.conversation, message.seq, message.author.id
    ) { try $0.id(0) }
    guard let rung else { return [] }
    let goesOn = try run(
      """
      UPDATE notification SET message = next FROM (
        SELECT min(seq) AS next FROM message
        WHERE conversation = ?2 AND seq > ?3 AND author = ?4 AND is_deleted = 0)
      WHERE user = ?1 AND conversation = ?2 AND kind = 'message' AND next IS NOT NULL
        AND is_read = 0
      """,
      rung, message.conversation, message.seq, message.author.id)
    if goesOn == 1 { return [] }
    try run(
      "DELETE FROM notification WHERE user = ? AND conversation = ? AND kind = 'message'", rung,
      message.conversation)
    return [try bell(of: rung)]
  }

  private func mentioned(
    in message: Message, passing passed: [String] = []
  ) throws -> [UserID] {
    let named = Mentions.usernames(in: message.text).filter { !passed.contains($0) }
    return try named.compactMap { name in
      try first(Self.mentionedMember, name, message.conversation) { try $0.id(0) }
    }
  }

  /// `?1` username, `?2` conversation.
  private static let mentionedMember = """
    SELECT user.id FROM user
    JOIN member ON member.user = user.id AND member.conversation = ?2
    JOIN topic ON topic.kind = 4 AND topic.id = ?2 AND direct = 0
    WHERE username = ?1 AND deleted_at IS NULL
    """

  /// Marks what the bell told of a conversation up to a number as read.
  func clearBell(
    of user: UserID, in conversation: ConversationID, upTo seq: Int64
  ) throws -> [Event] {
    let cleared = try run(
      """
      UPDATE notification SET is_read = 1
      WHERE user = ? AND conversation = ? AND is_read = 0 AND coalesce(message, 0) <= ?
      """,
      user, conversation, seq)
    return cleared > 0 ? [try bell(of: user)] : []
  }
}
