public import HubbubDomain
import HubbubStore

extension Accounts {
  /// Makes the first admin, for who has the key that was printed at the start.
  ///
  /// - Throws: ``Refusal`` `forbidden`, field `key`; `not_found` where there is an
  ///   admin; else what ``signUp(_:by:)`` throws.
  public func setUp(
    _ wish: SignupWish, key: String, by client: Client
  ) async throws -> (session: Session, token: SessionToken) {
    guard let setupKey, setupKey.isGood else { throw Refusal.isSetUp }
    guard setupKey.fits(key) else { throw Refusal.wrongKey }
    guard try await !store.hasAdmin() else { throw Refusal.isSetUp }
    let made = try await make(wish, .admin, by: client) { .setUp($0, $1) }
    setupKey.use()
    return made
  }

  /// Whether the first admin is still to be made.
  public func waitsForSetup() async throws -> Bool {
    guard let setupKey, setupKey.isGood else { return false }
    return try await !store.hasAdmin()
  }

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

extension Refusal {
  static let wrongKey = Refusal(
    .forbidden, "This is not the key that was printed when the server started.", field: "key")
}
