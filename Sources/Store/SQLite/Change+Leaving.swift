import GRDB
import HubbubDomain

extension Database {
  /// Hides somebody and what they shared, and ends their sessions.
  ///
  /// Friendships, likes and all else stay, for a login that brings them back.
  func leaveHubbub(
    _ user: UserID, provedBy hash: String?, at time: Timestamp
  ) throws -> Outcome {
    let left = try run(
      """
      UPDATE user SET deleted_at = ?2
      WHERE id = ?1 AND deleted_at IS NULL AND is_disabled = 0
        AND (?3 IS NULL OR password_hash = ?3)
        AND (role <> 'admin' OR EXISTS (
          SELECT 1 FROM user AS other WHERE other.role = 'admin' AND other.id <> ?1
            AND other.is_disabled = 0 AND other.deleted_at IS NULL))
      """,
      user, time, hash)
    guard left == 1 else { return .refused(try whyNotLeft(user, provedBy: hash)) }
    try run("UPDATE post SET is_deleted = 2 WHERE author = ? AND is_deleted = 0", user)
    let ended: [SessionID] = try all("DELETE FROM session WHERE user = ? RETURNING id", user) {
      try $0.id(0)
    }
    return .done(.ended(ended.sorted()), [])
  }

  private func whyNotLeft(_ user: UserID, provedBy hash: String?) throws -> Refusal {
    guard try exists("SELECT 1 FROM user WHERE id = ?", user) else { return .noSuchUser }
    if try isDisabled(user) { return .accountClosed }
    let isProved = try exists(
      "SELECT 1 FROM user WHERE id = ?1 AND (?2 IS NULL OR password_hash = ?2)", user, hash)
    return isProved ? .lastAdmin : .passwordChangedMeanwhile
  }

  /// Shows somebody again who had left, with what they shared.
  func comeBack(_ user: UserID) throws {
    let isBack = try run(
      "UPDATE user SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL", user)
    guard isBack == 1 else { return }
    try run("UPDATE post SET is_deleted = 0 WHERE author = ? AND is_deleted = 2", user)
  }

  /// Whether a username was that of somebody who was erased.
  func isRetired(_ username: String) throws -> Bool {
    try exists("SELECT 1 FROM retired_username WHERE username = ?", username)
  }

  /// Whether somebody has left, for good or not.
  func isGone(_ user: UserID) throws -> Bool {
    try exists("SELECT 1 FROM user WHERE id = ? AND deleted_at IS NOT NULL", user)
  }

  /// A user, unless they left and may come back: who is erased is nobody.
  func unhidden(_ id: UserID) throws -> User? {
    try first(
      """
      SELECT id, username, display_name, picture FROM user
      WHERE id = ? AND (deleted_at IS NULL OR erased > 0)
      """,
      id
    ) { try $0.user(0) }
  }

  /// Who left at or before a time and is not erased yet.
  func leavers(before time: Timestamp, limit: Int) throws -> [UserID] {
    try all(
      """
      SELECT id FROM user WHERE deleted_at IS NOT NULL AND erased < 2 AND deleted_at <= ?
      ORDER BY deleted_at, id LIMIT ?
      """,
      time, Int64(limit)
    ) { try $0.id(0) }
  }
}

extension Refusal {
  /// By somebody who is here, or was.
  static let takenUsername = Refusal(
    .usernameTaken, "This username is taken.", field: "username")
}

extension NewSession {
  /// Who left at this time or before does not come back by it.
  var lostBefore: Timestamp { createdAt + (.zero - Limits.returnPeriod) }
}
