public import HubbubDomain
import HubbubStore

extension Accounts {
  /// Makes an invitation.
  ///
  /// - Throws: ``Refusal`` `forbidden` with too many open; else the store's failure.
  /// - Bounds: ``Limits/openInvites``.
  public func invite(
    by inviter: UserID, uses: Int, lasting life: Duration
  ) async throws -> (invite: Invite, code: InviteCode) {
    let (code, time) = (InviteCode.make(), now())
    let new = NewInvite(
      id: .make(at: time), inviter: inviter, codeHash: code.hash, uses: uses, createdAt: time,
      expiresAt: time + life)
    guard case .invite(let invite) = try await commit(.invite(new)).result.get() else {
      preconditionFailure("an invitation that is made is answered with it")
    }
    return (invite, code)
  }

  /// Who invites with a code.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `invite`: it lets nobody in any more.
  public func inviter(with code: String) async throws -> User {
    guard let code = InviteCode(code),
      let inviter = try await store.inviter(codeHash: code.hash, at: now())
    else { throw Refusal.noSuchInvite }
    return inviter
  }
}
