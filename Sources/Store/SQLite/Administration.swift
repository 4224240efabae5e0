import GRDB
import HubbubDomain

/// Who is admin, and what admins look after besides reports.
extension Database {
  /// Makes the first admin; refused where there is one.
  func setUp(_ new: NewUser, _ session: NewSession) throws -> Outcome {
    guard try !hasAdmin() else { return .refused(.isSetUp) }
    return try signUp(new, session)
  }

  /// Whether this server has been set up: anybody is admin, be they switched off.
  func hasAdmin() throws -> Bool { try exists("SELECT 1 FROM user WHERE role = 'admin'") }

  /// Whether somebody is admin now, and neither switched off nor gone.
  func isAdmin(_ user: UserID) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM user
      WHERE id = ? AND role = 'admin' AND is_disabled = 0 AND deleted_at IS NULL
      """, user)
  }

  // MARK: - People and what they keep

  /// Accounts, the newest first, from below `before` on: all, or those whose username or
  /// name begins so.
  func listedAccounts(
    named start: String?, before: UserID?, limit: Int
  ) throws -> Page<ListedAccount, UserID> {
    let end = before ?? UserID(high: .max, low: .max)
    let folded = start?.lowercased() ?? ""
    let found = try all(
      start == nil ? Self.allAccounts : Self.namedAccounts, end, Int64(limit) + 1, folded,
      folded + "\u{10FFFF}", read: Self.listedAccount)
    return Page(
      items: Array(found.prefix(limit)),
      next: found.count > limit ? found[limit - 1].user.id : nil)
  }

  /// An account as admins see it.
  func listedAccount(_ id: UserID) throws -> ListedAccount? {
    try first(Self.accountColumns + " WHERE id = ?", id, read: Self.listedAccount)
  }

  private static let accountColumns = """
    SELECT id, username, display_name, picture, role, is_disabled, deleted_at, created_at,
      (SELECT coalesce(sum(bytes), 0) FROM media WHERE owner = user.id)
    FROM user
    """

  /// `?1` before, `?2` how many; the others stand in ``namedAccounts`` only.
  private static let allAccounts =
    accountColumns + " WHERE id < ?1 AND erased = 0 AND ?3 <> ?4 ORDER BY id DESC LIMIT ?2"

  private static let namedAccounts =
    accountColumns + """
       WHERE id < ?1 AND erased = 0
        AND ((username >= ?3 AND username < ?4) OR (folded_name >= ?3 AND folded_name < ?4))
      ORDER BY id DESC LIMIT ?2
      """

  private static func listedAccount(_ row: Columns) throws -> ListedAccount {
    ListedAccount(
      user: try row.user(0), role: try row.name(4), isDisabled: row.bool(5),
      leftAt: row.isNull(6) ? nil : row.time(6), createdAt: row.time(7), mediaBytes: row.int(8))
  }

  /// What is kept.
  ///
  /// - Complexity: O(files); an admin asks now and then, by the smaller indexes.
  func storage(keepers limit: Int) throws -> Storage {
    let pages = try first("PRAGMA page_count") { $0.int(0) } ?? 0
    let pageSize = try first("PRAGMA page_size") { $0.int(0) } ?? 0
    let files = try first("SELECT count(*), coalesce(sum(bytes), 0) FROM media_file") {
      (count: $0.int(0), bytes: $0.int(1))
    }
    let owners: [UserID] = try all(
      "SELECT owner FROM media GROUP BY owner ORDER BY sum(bytes) DESC, owner LIMIT ?",
      Int64(limit)
    ) { try $0.id(0) }
    return Storage(
      databaseBytes: pages * pageSize, mediaFiles: files?.count ?? 0,
      mediaBytes: files?.bytes ?? 0, keepers: try owners.compactMap(listedAccount))
  }

  // MARK: - What admins decide

  /// Who may sign up, as an admin has decided.
  func signup() throws -> SignupMode? {
    try first("SELECT value FROM meta WHERE name = 'signup'") { SignupMode(rawValue: $0.text(0)) }
      ?? nil
  }

  /// Keeps who may sign up.
  func setSignup(_ mode: SignupMode, by admin: UserID) throws -> Outcome {
    guard try isAdmin(admin) else { return .refused(.onlyAdmins) }
    guard try signup() != mode else { return .unchanged(.nothing) }
    try run(
      """
      INSERT INTO meta (name, value) VALUES ('signup', ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, mode.rawValue)
    return .done(.nothing, [])
  }
}
