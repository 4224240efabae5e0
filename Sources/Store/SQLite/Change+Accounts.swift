import GRDB
import HubbubDomain

extension Database {
  /// Makes an account, and its first login in the same breath.
  func signUp(_ new: NewUser, _ session: NewSession?) throws -> Outcome {
    let made = try run(
      """
      INSERT INTO user (id, username, display_name, folded_name, password_hash, role, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (username) DO NOTHING
      """,
      new.user.id, new.user.username, new.user.displayName, new.user.displayName.lowercased(),
      new.passwordHash, new.role.rawValue, new.createdAt)
    guard made == 1 else {
      return .refused(
        Refusal(.usernameTaken, "This username is taken.", field: "username"))
    }
    guard let session else { return .done(.nothing, []) }
    return try openSession(session)
  }

  /// Keeps a login by password or token: not of who has a second factor in force.
  func openSession(_ new: NewSession) throws -> Outcome {
    guard try !isFactorInForce(of: new.user) else { return .refused(.codeRequired) }
    return try keep(new)
  }

  /// Keeps a login, of an account that is there and not disabled.
  func keep(_ new: NewSession) throws -> Outcome {
    let made = try run(
      """
      INSERT INTO session (id, token_hash, user, user_agent, created_at, expires_at)
      SELECT ?, ?, id, ?, ?, ? FROM user WHERE id = ? AND is_disabled = 0
      """,
      new.id, Blob(new.tokenHash), new.userAgent, new.createdAt, new.expiresAt, new.user)
    // A login is activity.
    if made == 1 { _ = try touch(new.user, activeAt: new.createdAt, awayAt: nil) }
    guard made == 1, let session = try session(new.id) else {
      return .refused(.cannotLogIn)
    }
    try run("DELETE FROM session WHERE user = ? AND expires_at <= ?", new.user, new.createdAt)
    return .done(.session(session), [])
  }

  func endSession(_ id: SessionID) throws -> Outcome {
    let ended = try run("DELETE FROM session WHERE id = ?", id)
    return ended == 1 ? .done(.nothing, []) : .unchanged(.nothing)
  }

  func rehash(_ user: UserID, _ hash: String) throws -> Outcome {
    let changed = try run("UPDATE user SET password_hash = ? WHERE id = ?", hash, user)
    return changed == 1 ? .done(.nothing, []) : .unchanged(.nothing)
  }

  /// Gives an account another role; its logins have it from the next look on.
  func setRole(_ user: UserID, _ role: Role) throws -> Outcome {
    let changed = try run(
      "UPDATE user SET role = ? WHERE id = ? AND role <> ?", role.rawValue, user, role.rawValue)
    if changed == 1 { return .done(.nothing, []) }
    let isThere = try exists("SELECT 1 FROM user WHERE id = ?", user)
    return isThere ? .unchanged(.nothing) : .refused(.noSuchUser)
  }
}
