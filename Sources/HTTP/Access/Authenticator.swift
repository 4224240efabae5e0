import HubbubAccounts
public import HubbubDomain

/// Finds out who asks, over HTTP and before a socket alike.
public struct Authenticator: Sendable {
  private let accounts: Accounts

  init(accounts: Accounts) { self.accounts = accounts }

  /// The session of a bearer token, or else of a cookie's.
  ///
  /// A bearer token that opens nothing is not made good by a cookie.
  ///
  /// - Throws: the store's failure: nobody knows then who asks.
  public func session(bearer: String?, cookie: String?) async throws -> Session? {
    guard let token = (bearer ?? cookie).flatMap({ SessionToken($0) }) else { return nil }
    return try await accounts.authenticate(token)
  }

  /// The session of what a request shows.
  ///
  /// - Throws: the store's failure.
  public func session(of credentials: Credentials) async throws -> Session? {
    try await session(bearer: credentials.bearer, cookie: credentials.cookie)
  }
}
