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
