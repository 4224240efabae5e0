import GRDB
import HubbubDomain

/// Inviting, and coming in by an invitation.
extension Database {
  /// Keeps an invitation; those of theirs that expired and let nobody in go.
  func invite(_ new: NewInvite) throws -> Outcome {
    guard let inviter = try user(new.inviter) else { return .refused(.noSuchUser) }
    guard try !isDisabled(new.inviter) else { return .refused(.accountClosed) }
    let open = try first(
      "SELECT count(*) FROM invite WHERE inviter = ? AND used < uses AND expires_at > ?",
      new.inviter, new.createdAt
    ) { $0.int(0) }
    guard (open ?? 0) < Int64(Limits.openInvites) else { return .refused(.tooManyInvites) }
    try run(
      "DELETE FROM invite WHERE inviter = ? AND used = 0 AND expires_at <= ?", new.inviter,
      new.createdAt)
    try run(
      """
      INSERT INTO invite (id, code_hash, inviter, uses, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      new.id, Blob(new.codeHash), new.inviter, Int64(new.uses), new.createdAt, new.expiresAt)
    return .done(
      .invite(
        Invite(
          id: new.id, inviter: inviter, uses: new.uses, joined: [], createdAt: new.createdAt,
          expiresAt: new.expiresAt)), [])
  }

  /// Ends an invitation, one's own or as an admin anybody's; what is known of who came by
  /// it goes too.
  func withdraw(_ id: InviteID, by user: UserID) throws -> Outcome {
    let isOwn = try exists("SELECT 1 FROM invite WHERE id = ? AND inviter = ?", id, user)
    let isThere = try exists("SELECT 1 FROM invite WHERE id = ?", id)
    guard try isOwn || isThere && isAdmin(user) else { return .refused(.unknownInvite) }
    try run("DELETE FROM invite_use WHERE invite = ?", id)
    try run("DELETE FROM invite WHERE id = ?", id)
    return .done(.nothing, [])
  }

  // MARK: - What a new account owes to an invitation

  /// Who invites with a code; nil when it lets nobody in.
  func openInvite(_ codeHash: [UInt8], at now: Timestamp) throws -> (id: InviteID, inviter: User)? {
    try first(
      """
      SELECT user.id, username, display_name, picture, invite.id
      FROM invite JOIN user ON user.id = invite.inviter
      WHERE code_hash = ? AND used < uses AND expires_at > ?
        AND is_disabled = 0 AND deleted_at IS NULL
      """,
      Blob(codeHash), now
    ) { (id: try $0.id(4), inviter: try $0.user(0)) }
  }

  /// Counts who came in, and makes the two friends, where the inviter has room for one more.
  func comeIn(_ new: NewUser, by invite: InviteID, of inviter: User) throws -> [Event] {
    try run("UPDATE invite SET used = used + 1 WHERE id = ?", invite)
    try run(
      "INSERT INTO invite_use (invite, place, user) SELECT id, used, ? FROM invite WHERE id = ?",
      new.user.id, invite)
    let outcome = try becomeFriends(new.user, inviter, at: new.createdAt)
    guard case .done(_, let events) = outcome else { return [] }
    return events
  }

  /// Forgets a person's invitations, and who came by them.
  func forgetInvites(of inviter: UserID) throws {
    try run(
      "DELETE FROM invite_use WHERE invite IN (SELECT id FROM invite WHERE inviter = ?)", inviter)
    try run("DELETE FROM invite WHERE inviter = ?", inviter)
  }

  // MARK: - Reads

  /// Invitations, the newest first, from below `before` on.
  ///
  /// - Parameter inviter: whose; nil for everybody's.
  func invites(of inviter: UserID?, before: InviteID?, limit: Int) throws
    -> Page<Invite, InviteID>
  {
    let condition = inviter == nil ? "?1 IS NULL" : "inviter = ?1"
    let found: [InviteRow] = try all(
      """
      SELECT user.id, username, display_name, picture, invite.id, uses, invite.created_at,
        expires_at
      FROM invite JOIN user ON user.id = invite.inviter
      WHERE \(condition) AND invite.id < ?2 ORDER BY invite.id DESC LIMIT ?3
      """,
      inviter, before ?? InviteID(high: .max, low: .max), Int64(limit + 1)
    ) { row in
      InviteRow(
        id: try row.id(4), inviter: try row.user(0), uses: Int(row.int(5)),
        createdAt: row.time(6), expiresAt: row.time(7))
    }
    return Page(
      items: try found.prefix(limit).map { row in
        Invite(
          id: row.id, inviter: row.inviter, uses: row.uses, joined: try joined(by: row.id),
          createdAt: row.createdAt, expiresAt: row.expiresAt)
      }, next: found.count > limit ? found[limit - 1].id : nil)
  }

  private struct InviteRow {
    let id: InviteID
    let inviter: User
    let uses: Int
    let createdAt: Timestamp
    let expiresAt: Timestamp
  }

  private func joined(by invite: InviteID) throws -> [User] {
    try all(
      """
      SELECT user.id, username, display_name, picture
      FROM invite_use JOIN user ON user.id = invite_use.user
      WHERE invite = ? ORDER BY place
      """, invite
    ) { try $0.user(0) }
  }
}
