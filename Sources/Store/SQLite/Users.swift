import GRDB
import GRDBSQLite
import HubbubDomain

extension Columns {
  /// The columns `id`, `username`, `display_name`, `picture`, the first at `column`.
  func user(_ column: Int32) throws -> User {
    User(
      id: try id(column), username: text(column + 1), displayName: text(column + 2),
      picture: isNull(column + 3) ? nil : try id(column + 3))
  }
}

extension Database {
  func user(_ id: UserID) throws -> User? {
    try first("SELECT id, username, display_name, picture FROM user WHERE id = ?", id) {
      try $0.user(0)
    }
  }

  func account(named username: String) throws -> Account? {
    try first(
      """
      SELECT id, username, display_name, picture, password_hash, role, is_disabled, deleted_at
      FROM user WHERE username = ?
      """,
      username
    ) { row in
      Account(
        user: try row.user(0), passwordHash: row.optionalText(4), role: try row.name(5),
        isDisabled: row.bool(6), leftAt: row.isNull(7) ? nil : row.time(7))
    }
  }

  /// The session of a token that still opens something.
  func session(tokenHash: [UInt8], at now: Timestamp) throws -> Session? {
    var found: Session?
    try each(Self.sessionOfToken) { statement in
      let code = Blob(tokenHash).put(into: statement, at: 1)
      return code == SQLITE_OK ? now.put(into: statement, at: 2) : code
    } read: {
      found = try Self.session($0)
    }
    return found
  }

  private static let sessionOfToken =
    sessions + " WHERE session.token_hash = ? AND session.expires_at > ? AND is_disabled = 0"

  func session(_ id: SessionID) throws -> Session? {
    try first(Self.sessions + " WHERE session.id = ?", id, read: Self.session)
  }

  private static let sessions = """
    SELECT user.id, username, display_name, picture, session.id, role, session.created_at, expires_at,
      active_at, away_at, is_invisible, last_seen_at, language
    FROM session JOIN user ON user.id = session.user
    """

  private static func session(_ row: Columns) throws -> Session {
    Session(
      id: try row.id(4), user: try row.user(0), role: try row.name(5), createdAt: row.time(6),
      expiresAt: row.time(7), lastSeen: row.lastSeen(8), lastSeenAt: row.time(11),
      language: try row.name(12))
  }

  /// The sessions of a user that have not expired, the newest first.
  func sessions(of user: UserID, at now: Timestamp) throws -> [ListedSession] {
    try all(
      """
      SELECT id, created_at, last_seen_at, user_agent FROM session
      WHERE user = ? AND expires_at > ? ORDER BY created_at DESC, id DESC
      """,
      user, now
    ) { row in
      ListedSession(
        id: try row.id(0), createdAt: row.time(1), lastSeenAt: row.time(2), userAgent: row.text(3))
    }
  }
}
