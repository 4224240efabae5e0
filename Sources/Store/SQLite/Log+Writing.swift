import GRDB
import HubbubDomain

extension Database {
  /// Numbers an event and keeps what it refers to.
  ///
  /// - Returns: its seq, one more than the topic's last.
  func append(_ reference: Reference, to topic: Topic) throws -> Int64 {
    let key = TopicKey(topic)
    let seq = try first(
      """
      INSERT INTO topic (kind, id, head) VALUES (?, ?, 1)
      ON CONFLICT (kind, id) DO UPDATE SET head = head + 1 RETURNING head
      """,
      key.kind, key.id
    ) { $0.int(0) }
    guard let seq else { throw DatabaseError(message: "a topic gave no number") }
    switch reference {
    case .member(let user, let role, let change):
      try keep(key, seq, "member", user, change.rawValue, role.rawValue)
    case .conversation(let id): try keep(key, seq, "conversation", id)
    case .messageEdited(let id, let message):
      try keep(key, seq, "message_edited", id, message: message)
    case .messageDeleted(let id, let message):
      try keep(key, seq, "message_deleted", id, message: message)
    case .post(let id): try keep(key, seq, "post", id)
    case .postEdited(let id): try keep(key, seq, "post_edited", id)
    case .postDeleted(let id): try keep(key, seq, "post_deleted", id)
    case .comment(let id): try keep(key, seq, "comment", id)
    case .commentDeleted(let id): try keep(key, seq, "comment_deleted", id)
    case .friend(let id): try keep(key, seq, "friend", id)
    case .parted(let id): try keep(key, seq, "parted", id)
    case .notification(let id): try keep(key, seq, "notification", id)
    }
    return seq
  }

  private func keep<Kind>(
    _ topic: TopicKey, _ seq: Int64, _ what: String, _ subject: Identifier<Kind>,
    _ change: String? = nil, _ role: String? = nil, message: Int64? = nil
  ) throws {
    try run(
      """
      INSERT INTO event (kind, topic, seq, what, subject, change, role, message)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      topic.kind, topic.id, seq, what, subject, change, role, message)
  }
}
