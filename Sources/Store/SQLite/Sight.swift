/// Who may see whom and what, said once for all statements.
///
/// Each is a condition in SQL; names in it are columns or parameters of the
/// statement that it becomes part of.
enum Sight {
  /// Neither blocks the other.
  static func apart(_ one: String, _ other: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM block WHERE blocker = \(one) AND blocked = \(other)) \
    AND NOT EXISTS (SELECT 1 FROM block WHERE blocker = \(other) AND blocked = \(one))
    """
  }

  /// A user who may write nothing: switched off, or gone.
  static func silent(_ user: String) -> String {
    "EXISTS (SELECT 1 FROM user WHERE id = \(user) AND (is_disabled = 1 OR deleted_at IS NOT NULL))"
  }

  /// The row of `user` is one that a login opens: it is not switched off, and who
  /// left did so after `time`.
  static func mayLogIn(after time: String) -> String {
    "is_disabled = 0 AND (deleted_at IS NULL OR (erased = 0 AND deleted_at > \(time)))"
  }

  /// The row of `post` is one that this reader may see.
  ///
  /// A friendship ends with a block, so friends are asked for nothing more.
  static func post(by reader: String) -> String {
    """
    (is_deleted = 0 AND (post.author = \(reader) \
    OR (audience = 'public' AND \(apart(reader, "post.author"))) \
    OR (audience = 'friends' AND EXISTS ( \
    SELECT 1 FROM friend WHERE friend.user = \(reader) AND friend.other = post.author))))
    """
  }

  /// The row of `message` is one that this reader may find: in a conversation that they
  /// are in now, not by who blocks them or is blocked, nor by who has left.
  static func foundMessage(by reader: String) -> String {
    """
    (message.is_deleted = 0 AND EXISTS (SELECT 1 FROM member \
    JOIN topic ON topic.kind = 4 AND topic.id = member.conversation AND direct < 2 \
    WHERE member.user = \(reader) AND member.conversation = message.conversation) \
    AND NOT EXISTS (SELECT 1 FROM user WHERE id = message.author AND deleted_at IS NOT NULL) \
    AND \(apart(reader, "message.author")))
    """
  }

  /// How `reader` stands to `other`, as text.
  static func relation(of reader: String, to other: String) -> String {
    """
    CASE
      WHEN \(reader) = \(other) THEN 'self'
      WHEN EXISTS (SELECT 1 FROM block WHERE blocker = \(reader) AND blocked = \(other))
        THEN 'blocked'
      WHEN EXISTS (SELECT 1 FROM friend WHERE friend.user = \(reader) AND other = \(other))
        THEN 'friends'
      WHEN EXISTS (SELECT 1 FROM friend_request WHERE asked = \(other) AND asker = \(reader))
        THEN 'requested'
      WHEN EXISTS (SELECT 1 FROM friend_request WHERE asked = \(reader) AND asker = \(other))
        THEN 'incoming'
      ELSE 'none' END
    """
  }
}
