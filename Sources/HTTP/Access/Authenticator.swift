import HubbubAccounts
public import HubbubDomain
public import HubbubStore

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
    guard let token = token(bearer, cookie) else { return nil }
    return try await accounts.authenticate(token)
  }

  /// The same, as a question to be asked with others; nil where there can be none.
  public func question(
    about credentials: Credentials, _ taker: @escaping StoreQuestion.Taker<Session?>
  ) -> StoreQuestion? {
    token(credentials.bearer, credentials.cookie).map { accounts.question(about: $0, taker) }
  }

  private func token(_ bearer: String?, _ cookie: String?) -> SessionToken? {
    (bearer ?? cookie).flatMap { SessionToken($0) }
  }

  /// The session of what a request shows.
  ///
  /// - Throws: the store's failure.
  public func session(of credentials: Credentials) async throws -> Session? {
    try await session(bearer: credentials.bearer, cookie: credentials.cookie)
  }
}
