public import HubbubDomain
public import HubbubStore

/// Who may come in: signing up, logging in, and knowing who asks.
public final class Accounts: Sendable {
  /// Writes a change and tells of it: the hub's `commit`.
  public typealias Commit = @Sendable (Change) async -> Outcome

  private let store: any Store
  private let commit: Commit
  private let passwords: PasswordPool
  private let guards: LoginGuards?
  private let now: @Sendable () -> Timestamp

  /// - Parameter guards: what slows guessers down; nil lets everybody try
  ///   as often as they like, for tests and load.
  public init(
    store: any Store, passwords: PasswordPool, guards: LoginGuards?,
    now: @escaping @Sendable () -> Timestamp = { .now() }, commit: @escaping Commit
  ) {
    self.store = store
    self.commit = commit
    self.passwords = passwords
    self.guards = guards
    self.now = now
  }

  /// Makes an account, and its first session.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field, `username_taken`,
  ///   `rate_limited`, `busy`; else the store's failure.
  public func signUp(
    _ wish: SignupWish, by client: Client
  ) async throws -> (session: Session, token: SessionToken) {
    let username = try AccountRules.username(wish.username)
    try AccountRules.newPassword(wish.password, of: username)
    let displayName = try AccountRules.displayName(wish.displayName, else: username)
    if let address = client.address { try guards?.signups.admit(address) }
    // Asked before hashing, which is dear. The row judges: another may take it meanwhile.
    if try await store.account(named: username) != nil { throw Refusal.usernameTaken }
    let hash = try await passwords.hash(wish.password)
    let time = now()
    let user = User(id: .make(at: time), username: username, displayName: displayName)
    let (session, token) = newSession(for: user, .member, client, at: time)
    let account = NewUser(user: user, passwordHash: hash, role: .member, createdAt: time)
    _ = try await commit(.signUp(account, session.row(token, client))).result.get()
    return (session, token)
  }

  /// Opens a session for who knows the password.
  ///
  /// An unknown name, an account that only a token opens and a wrong password
  /// are refused alike, in text and in time.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, `forbidden` for an account
  ///   that was closed, `rate_limited`, `busy`; else the store's failure.
  public func logIn(
    username: String, password: String, by client: Client
  ) async throws -> (session: Session, token: SessionToken) {
    if let address = client.address { try guards?.logins.admit(address) }
    let username = String(username.lowercased().prefix(Limits.usernameCharacters.upperBound + 1))
    try guards?.throttle.begin(username, from: client.address)
    let account = try await known(username)
    let verdict = try await verify(password, of: account, username, client)
    guard let account, verdict != .wrong else { throw Refusal.invalidCredentials }
    guards?.throttle.succeeded(username, from: client.address)
    guard !account.isDisabled else { throw Refusal.accountClosed }
    if verdict == .rightButOld { await rehash(password, of: account.user.id) }
    let (session, token) = newSession(for: account.user, account.role, client, at: now())
    _ = try await commit(.openSession(session.row(token, client))).result.get()
    return (session, token)
  }

  /// Ends a session; its token opens nothing any more.
  ///
  /// - Throws: ``Refusal`` `unavailable`.
  public func logOut(_ session: SessionID) async throws(Refusal) {
    _ = try await commit(.endSession(session)).result.get()
  }

  /// Whose token this is; nil for none, an expired or an ended one.
  ///
  /// - Throws: the store's failure.
  public func authenticate(_ token: SessionToken) async throws -> Session? {
    try await store.session(tokenHash: token.hash, at: now())
  }

  // MARK: - Private

  /// The account of a name; nil without asking for what cannot be a name.
  private func known(_ username: String) async throws -> Account? {
    guard AccountRules.isUsername(username) else { return nil }
    return try await store.account(named: username)
  }

  /// Tries the password; an attempt that found no thread does not count as a guess.
  private func verify(
    _ password: String, of account: Account?, _ username: String, _ client: Client
  ) async throws(Refusal) -> PasswordPool.Verdict {
    // None can be longer, and hashing takes time with length.
    let password = String(password.prefix(Limits.passwordCharacters.upperBound + 1))
    do {
      return try await passwords.verify(password, against: account?.passwordHash)
    } catch {
      guards?.throttle.withdraw(username, from: client.address)
      throw error
    }
  }

  /// Keeps the password under today's parameters.
  ///
  /// The old hash opens the account as well, so what fails here is tried
  /// again at the next login.
  private func rehash(_ password: String, of user: UserID) async {
    guard case .success(let hash) = await hashed(password) else { return }
    _ = await commit(.rehash(user, passwordHash: hash))
  }

  private func hashed(_ password: String) async -> Result<String, Refusal> {
    do { return .success(try await passwords.hash(password)) } catch { return .failure(error) }
  }

  private func newSession(
    for user: User, _ role: Role, _ client: Client, at time: Timestamp
  ) -> (Session, SessionToken) {
    let session = Session(
      id: .make(at: time), user: user, role: role, createdAt: time,
      expiresAt: time + client.lifetime)
    return (session, .make())
  }
}

extension Session {
  /// The row of a session that is to be kept.
  fileprivate func row(_ token: SessionToken, _ client: Client) -> NewSession {
    NewSession(
      id: id, user: user.id, tokenHash: token.hash,
      userAgent: String(client.userAgent.prefix(Limits.userAgentCharacters)),
      createdAt: createdAt, expiresAt: expiresAt)
  }
}
