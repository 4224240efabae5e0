import GRDB
import HubbubDomain

extension Database {
  /// Somebody who is there for that reader: not gone, and not blocking them; to
  /// themselves everybody is.
  func visible(_ id: UserID, to reader: UserID) throws -> User? {
    try first(
      """
      SELECT id, username, display_name, picture FROM user
      WHERE id = ?1 AND (deleted_at IS NULL OR id = ?2)
        AND NOT EXISTS (SELECT 1 FROM block WHERE blocker = ?1 AND blocked = ?2)
      """,
      id, reader
    ) { try $0.user(0) }
  }

  /// How `user` stands to another.
  func relation(of user: UserID, to other: UserID) throws -> Relation {
    try first("SELECT \(Self.relation)", user, other) { try $0.name(0) } ?? .none
  }

  private static let relation = Sight.relation(of: "?1", to: "?2")

  /// Whether neither blocks the other.
  func isApart(_ one: UserID, _ other: UserID) throws -> Bool {
    try exists("SELECT 1 WHERE \(Self.apart)", one, other)
  }

  private static let apart = Sight.apart("?1", "?2")

  /// A person's page; nil for who is unknown, gone, or blocks the reader.
  func profile(named username: String, for reader: UserID) throws -> Profile? {
    try first(
      """
      SELECT \(Self.acquaintance), bio, user.created_at FROM user
      WHERE username = ?2 AND deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM block WHERE blocker = user.id AND blocked = ?1)
      """,
      reader, username
    ) { row in
      Profile(person: try row.acquaintance(), bio: row.text(8), createdAt: row.time(9))
    }
  }

  /// What a person has set for themselves.
  func ownProfile(of id: UserID) throws -> OwnProfile? {
    try first(
      """
      SELECT id, username, display_name, picture, role, bio, created_at, is_invisible,
        messages_from, theme, language, motion,
        EXISTS (SELECT 1 FROM factor WHERE factor.user = user.id AND confirmed_at IS NOT NULL),
        tells_reads, silenced
      FROM user WHERE id = ?
      """,
      id
    ) { row in
      OwnProfile(
        user: try row.user(0), role: try row.name(4), bio: row.text(5), createdAt: row.time(6),
        isInvisible: row.int(7) == 1, hasFactor: row.bool(12),
        settings: OwnProfile.Settings(
          messagesFrom: try row.name(8), theme: try row.name(9), language: try row.name(10),
          motion: try row.name(11), tellsReads: row.bool(13),
          silenced: Self.kinds(row.text(14))))
    }
  }

  private static func kinds(_ stored: String) -> Set<NotificationKind> {
    Set(stored.split(separator: " ").compactMap { NotificationKind(rawValue: String($0)) })
  }

  /// One of a reader's lists of people.
  func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) throws -> Page<Acquaintance, UserID> {
    let some = Int64(limit) + 1
    let found: [Acquaintance]
    switch list {
    case .named(let start):
      let folded = start.lowercased()
      found = try all(
        Self.named, reader, folded, folded + "\u{10FFFF}", some, read: Self.acquaintance)
    case .friends: found = try all(Self.friends, reader, some, read: Self.acquaintance)
    case .incoming: found = try all(Self.incoming, reader, some, read: Self.acquaintance)
    case .outgoing: found = try all(Self.outgoing, reader, some, read: Self.acquaintance)
    case .blocked: found = try all(Self.blocked, reader, some, read: Self.acquaintance)
    case .likers(let post):
      guard try self.post(post, for: reader) != nil else { return Page(items: [], next: nil) }
      found = try all(
        Self.likers, reader, post, before ?? UserID(high: .max, low: .max), some,
        read: Self.acquaintance)
    }
    return Page(
      items: Array(found.prefix(limit)),
      next: found.count > limit ? found[limit - 1].user.id : nil)
  }
}

// MARK: - The lists: `?1` is the reader

extension Database {
  /// The columns of somebody in a list, as `?1` sees them.
  private static let acquaintance = """
    user.id, username, display_name, picture, \(Sight.relation(of: "?1", to: "user.id")),
    active_at, away_at, is_invisible
    """

  private static func acquaintance(_ row: Columns) throws -> Acquaintance { try row.acquaintance() }

  /// The person with a number in the order they came, as a reader has them, and their bio.
  func person(number: Int64, for reader: UserID) throws -> (Acquaintance, bio: String)? {
    try first(Self.numberedPerson, reader, number) { (try $0.acquaintance(), bio: $0.text(8)) }
  }

  private static let numberedPerson = """
    SELECT \(acquaintance), bio FROM person JOIN user ON user.id = person.user
    WHERE person.number = ?2
    """

  /// By the start of a name: from `?2` to below `?3`, at most `?4`.
  static let named = """
    SELECT \(acquaintance) FROM user
    WHERE ((username >= ?2 AND username < ?3) OR (folded_name >= ?2 AND folded_name < ?3))
      AND deleted_at IS NULL AND \(Sight.apart("?1", "user.id"))
    ORDER BY username LIMIT ?4
    """

  static let friends = """
    SELECT \(acquaintance) FROM friend AS mine JOIN user ON user.id = mine.other
    WHERE mine.user = ?1 AND deleted_at IS NULL ORDER BY username LIMIT ?2
    """

  static let incoming = """
    SELECT \(acquaintance) FROM friend_request AS mine JOIN user ON user.id = mine.asker
    WHERE mine.asked = ?1 AND deleted_at IS NULL
    ORDER BY mine.created_at DESC, username LIMIT ?2
    """

  static let outgoing = """
    SELECT \(acquaintance) FROM friend_request AS mine JOIN user ON user.id = mine.asked
    WHERE mine.asker = ?1 AND deleted_at IS NULL
    ORDER BY mine.created_at DESC, username LIMIT ?2
    """

  static let blocked = """
    SELECT \(acquaintance) FROM block AS mine JOIN user ON user.id = mine.blocked
    WHERE mine.blocker = ?1 AND deleted_at IS NULL ORDER BY username LIMIT ?2
    """

  /// Who likes the post `?2`, the newest accounts first, from below `?3` on.
  static let likers = """
    SELECT \(acquaintance) FROM post_like JOIN user ON user.id = post_like.user
    WHERE post_like.post = ?2 AND post_like.user < ?3 AND deleted_at IS NULL
      AND \(Sight.apart("?1", "user.id"))
    ORDER BY post_like.user DESC LIMIT ?4
    """
}

extension Columns {
  /// Somebody in a list: the first eight columns.
  fileprivate func acquaintance() throws -> Acquaintance {
    Acquaintance(user: try user(0), relation: try name(4), lastSeen: lastSeen(5).presence)
  }

  /// The columns `active_at`, `away_at`, `is_invisible`, the first at `column`.
  func lastSeen(_ column: Int32) -> LastSeen {
    LastSeen(
      activeAt: time(column), awayAt: time(column + 1), isInvisible: int(column + 2) == 1,
      hidesActivity: bool(column + 2))
  }
}
