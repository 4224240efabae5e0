import GRDB
import HubbubDomain

extension Database {
  /// Makes an account, and its first login in the same breath.
  func signUp(_ new: NewUser, _ session: NewSession?) throws -> Outcome {
    let name = new.user.username
    let isTaken = try exists("SELECT 1 FROM user WHERE username = ?", name)
    guard try !isTaken && !isRetired(name) else { return .refused(.takenUsername) }
    let invited = try new.inviteHash.map { try openInvite($0, at: new.createdAt) }
    if case .some(.none) = invited { return .refused(.noSuchInvite) }
    try keep(new)
    let events = try invited.flatMap { $0 }.map { try comeIn(new, by: $0.id, of: $0.inviter) } ?? []
    guard let session else { return .done(.nothing, events) }
    // They come whole or not at all.
    guard case .done(let answer, _) = try openSession(session) else { throw Self.firstLoginRefused }
    return .done(answer, events)
  }

  /// A login that came with its account and does not fit it: a fault of ours.
  private static let firstLoginRefused = DatabaseError(
    resultCode: .SQLITE_CONSTRAINT, message: "the first login does not fit its account")

  private func keep(_ new: NewUser) throws {
    try run(
      """
      INSERT INTO user (id, username, display_name, folded_name, password_hash, role, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      new.user.id, new.user.username, new.user.displayName, new.user.displayName.lowercased(),
      new.passwordHash, new.role.rawValue, new.createdAt)
    try searchKnows(new.user.id)
  }

  /// Keeps a login by password or token: not of who has a second factor in force.
  func openSession(_ new: NewSession) throws -> Outcome {
    guard try !isFactorInForce(of: new.user) else { return .refused(.codeRequired) }
    return try keep(new)
  }

  /// Keeps a login, of an account that is there, not disabled, and has the
  /// password that proved it; who had left is back with it.
  func keep(_ new: NewSession) throws -> Outcome {
    let made = try run(
      """
      INSERT INTO session
        (id, token_hash, user, user_agent, created_at, expires_at, last_seen_at)
      SELECT ?1, ?2, id, ?3, ?4, ?5, ?4 FROM user
      WHERE id = ?6 AND \(Sight.mayLogIn(after: "?8"))
        AND (?7 IS NULL OR password_hash = ?7)
      """,
      new.id, Blob(new.tokenHash), new.userAgent, new.createdAt, new.expiresAt, new.user,
      new.provedBy, new.lostBefore)
    if made == 1 {
      // A login is activity.
      _ = try touch(new.user, activeAt: new.createdAt, awayAt: nil, isSeen: true)
      try comeBack(new.user)
    }
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

  /// Keeps the same password under a newer hash, unless it is another by now.
  func rehash(_ user: UserID, to hash: String, insteadOf old: String) throws -> Outcome {
    let changed = try run(
      "UPDATE user SET password_hash = ? WHERE id = ? AND password_hash = ?", hash, user, old)
    return changed == 1 ? .done(.nothing, []) : .unchanged(.nothing)
  }

  /// Replaces a password and ends the sessions it opened, but for the asker's.
  func changePassword(_ new: NewPassword) throws -> Outcome {
    let changed = try run(
      """
      UPDATE user SET password_hash = ?2
      WHERE id = ?1 AND (?3 IS NULL OR password_hash = ?3)
        AND (?4 IS NULL
          OR is_disabled = 0 AND EXISTS (SELECT 1 FROM session WHERE id = ?4 AND user = ?1))
      """,
      new.user, new.hash, new.oldHash, new.asker)
    guard changed == 1 else { return .refused(try whyNotChanged(new)) }
    let ended: [SessionID] = try all(
      "DELETE FROM session WHERE user = ?1 AND id IS NOT ?2 RETURNING id", new.user, new.asker
    ) { try $0.id(0) }
    return .done(.ended(ended.sorted()), [])
  }

  private func whyNotChanged(_ new: NewPassword) throws -> Refusal {
    let isThere = try exists("SELECT 1 FROM user WHERE id = ?", new.user)
    return isThere ? .passwordChangedMeanwhile : .noSuchUser
  }

  /// Writes down that a session is used, unless that was done a little while ago.
  func noteUse(_ session: SessionID, at time: Timestamp) throws -> Outcome {
    let noted = try run(
      "UPDATE session SET last_seen_at = ?2 WHERE id = ?1 AND last_seen_at <= ?3", session, time,
      time + (.zero - Limits.sessionUseNoted))
    return noted == 1 ? .done(.nothing, []) : .unchanged(.nothing)
  }

  /// Gives an account another role; its logins have it from the next look on.
  func setRole(_ user: UserID, _ role: Role) throws -> Outcome {
    let changed = try run(
      "UPDATE user SET role = ? WHERE id = ? AND role <> ?", role.rawValue, user, role.rawValue)
    if changed == 1 { return .done(.nothing, []) }
    let isThere = try exists("SELECT 1 FROM user WHERE id = ?", user)
    return isThere ? .unchanged(.nothing) : .refused(.noSuchUser)
  }

  /// Switches an account off or on; its sessions stay, and open nothing meanwhile.
  func setDisabled(_ user: UserID, _ isDisabled: Bool) throws -> Outcome {
    let changed = try run(
      "UPDATE user SET is_disabled = ?2 WHERE id = ?1 AND is_disabled <> ?2", user,
      Int64(isDisabled ? 1 : 0))
    if changed == 1 { return .done(.nothing, []) }
    let isThere = try exists("SELECT 1 FROM user WHERE id = ?", user)
    return isThere ? .unchanged(.nothing) : .refused(.noSuchUser)
  }

  /// Switches another's account off or on and gives it a role, for an admin, who stays one:
  /// so there always is one.
  func changeAccount(_ change: AccountChange) throws -> Outcome {
    guard try isAdmin(change.admin) else { return .refused(.onlyAdmins) }
    guard try user(change.user) != nil else { return .refused(.noSuchUser) }
    guard change.user != change.admin else { return .refused(.notOnOneself) }
    let changed = try run(
      """
      UPDATE user SET is_disabled = coalesce(?2, is_disabled), role = coalesce(?3, role)
      WHERE id = ?1 AND (is_disabled <> coalesce(?2, is_disabled) OR role <> coalesce(?3, role))
      """,
      change.user, change.isDisabled.map { Int64($0 ? 1 : 0) }, change.role?.rawValue)
    return changed == 1 ? .done(.nothing, []) : .unchanged(.nothing)
  }

  /// Whether an account is switched off, or its owner has left; asked where a
  /// statement wrote nothing.
  func isDisabled(_ user: UserID) throws -> Bool {
    try exists("SELECT 1 WHERE \(Sight.silent("?1"))", user)
  }
}
