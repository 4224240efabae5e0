public import HubbubDomain
import HubbubStore

/// The first admin, made by who started the server.
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
}

extension Refusal {
  static let wrongKey = Refusal(
    .forbidden, "This is not the key that was printed when the server started.", field: "key")
}
