import GRDB
import HubbubDomain

extension Database {
  /// Rings somebody's bell, unless they did it themselves, want no such rings,
  /// either blocks the other, or it rang for the same before.
  ///
  /// - Returns: what there is to tell: one event, or none.
  func notify(
    _ user: UserID, _ kind: NotificationKind, by actor: User, about post: PostID? = nil,
    in place: Notification.Place? = nil, at time: Timestamp
  ) throws -> [Event] {
    guard user != actor.id, try wantsRings(user, kind), try isApart(user, actor.id) else {
      return []
    }
    let seq = try extent(of: .user(user)).head + 1
    let made = try run(
      """
      INSERT INTO notification (user, seq, kind, actor, post, conversation, message, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """,
      user, seq, kind.rawValue, actor.id, post, place?.conversation, place?.seq, time)
    guard made == 1 else { return [] }
    let isFull = try forgetOldest(of: user)
    _ = try append(.notification(actor.id), to: .user(user))
    let entry = Notification(
      seq: seq, kind: kind, actor: actor, post: post, place: place, createdAt: time, isRead: false)
    let told = Event(topic: .user(user), seq: seq, body: .notification(entry))
    return isFull ? [told, try bell(of: user)] : [told]
  }

  private func wantsRings(_ user: UserID, _ kind: NotificationKind) throws -> Bool {
    try !exists(
      "SELECT 1 FROM user WHERE id = ?1 AND instr(' ' || silenced || ' ', ' ' || ?2 || ' ') > 0",
      user, kind.rawValue)
  }

  /// Keeps a bell at its bound; says whether something had to go.
  private func forgetOldest(of user: UserID) throws -> Bool {
    try run(
      """
      DELETE FROM notification WHERE user = ?1 AND seq <= (
        SELECT seq FROM notification WHERE user = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)
      """,
      user, Int64(Limits.bellRows)) > 0
  }

  /// Rings for those that a text names and who may see the post it belongs to.
  ///
  /// - Parameter passed: those who are told by something else.
  func notifyMentioned(
    in text: String, by actor: User, about post: PostID, passing passed: Set<UserID> = [],
    at time: Timestamp
  ) throws -> [Event] {
    try Mentions.usernames(in: text).flatMap { name -> [Event] in
      guard let id: UserID = try userID(named: name), !passed.contains(id),
        try self.post(post, for: id) != nil
      else { return [] }
      return try notify(id, .mention, by: actor, about: post, at: time)
    }
  }

  /// Rings for a message: whom it is for in a conversation of two, else those that it
  /// names and who are members.
  func ring(for message: Message, isDirect: Bool) throws -> [Event] {
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

  func userID(named username: String) throws -> UserID? {
    try first("SELECT id FROM user WHERE username = ? AND deleted_at IS NULL", username) {
      try $0.id(0)
    }
  }

  /// Marks what was told up to a number as read, on all devices.
  func readNotifications(of user: UserID, upTo seq: Int64) throws -> Outcome {
    let marked = try run(
      "UPDATE notification SET is_read = 1 WHERE user = ? AND seq <= ? AND is_read = 0", user, seq)
    let unread = try unreadNotifications(of: user)
    guard marked > 0 else { return .unchanged(.notifications(unread: unread)) }
    return .done(.notifications(unread: unread), [try bell(of: user)])
  }

  /// Tells a person's devices how much waits on their bell.
  func bell(of user: UserID) throws -> Event {
    Event(
      topic: .user(user), seq: nil,
      body: .notifications(unread: try unreadNotifications(of: user)))
  }

  /// Those on whose bell something about a post waits.
  func waiting(for post: PostID) throws -> [UserID] {
    try all(
      "SELECT DISTINCT user FROM notification WHERE post = ? AND is_read = 0 ORDER BY user", post
    ) { try $0.id(0) }
  }

  func unreadNotifications(of user: UserID) throws -> Int64 {
    try first(Self.unreadNotifications, user) { $0.int(0) } ?? 0
  }

  /// The newest first, from below `seq` on.
  func notifications(
    of user: UserID, before seq: Int64?, limit: Int
  ) throws -> Page<Notification, Int64> {
    let entries = try all(
      Self.notifications + " AND notification.seq < ?2 ORDER BY notification.seq DESC LIMIT ?3",
      user, seq ?? .max, Int64(limit) + 1, read: Self.notification)
    return Page(
      items: Array(entries.prefix(limit)),
      next: entries.count > limit ? entries[limit - 1].seq : nil)
  }

  /// One entry; nil once what it was about is gone.
  func notification(of user: UserID, _ seq: Int64) throws -> Notification? {
    try first(
      Self.notifications + " AND notification.seq = ?2", user, seq, read: Self.notification)
  }

  /// Of what the person may still see, by who is still here: `?1` whose.
  private static let shown = """
    notification.user = ?1
    AND NOT EXISTS (
      SELECT 1 FROM user AS doer WHERE doer.id = actor AND doer.deleted_at IS NOT NULL)
    AND (notification.post IS NULL OR EXISTS (
      SELECT 1 FROM post WHERE post.id = notification.post AND \(Sight.post(by: "?1"))))
    AND (notification.conversation IS NULL OR EXISTS (
      SELECT 1 FROM member JOIN topic ON topic.kind = 4 AND topic.id = member.conversation
      WHERE member.user = ?1 AND member.conversation = notification.conversation AND direct < 2))
    """

  static let unreadNotifications =
    """
    SELECT count(*) FROM notification INDEXED BY notification_unread
    WHERE is_read = 0 AND \(shown)
    """

  static let notifications = """
    SELECT user.id, username, display_name, picture, seq, kind, post, notification.created_at,
      is_read, conversation, message
    FROM notification JOIN user ON user.id = actor WHERE \(shown)
    """

  private static func notification(_ row: Columns) throws -> Notification {
    Notification(
      seq: row.int(4), kind: try row.name(5), actor: try row.user(0),
      post: row.isNull(6) ? nil : try row.id(6),
      place: row.isNull(9) ? nil : .init(try row.id(9), seq: row.isNull(10) ? nil : row.int(10)),
      createdAt: row.time(7), isRead: row.bool(8))
  }
}
