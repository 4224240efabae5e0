public import HubbubDomain
public import HubbubStore

/// Who may come in: signing up, logging in, and knowing who asks.
public final class Accounts: Sendable {
  /// Writes a change and tells of it: the hub's `commit`.
  public typealias Commit = @Sendable (Change) async -> Outcome

  let store: any Store
  let commit: Commit
  let guards: Guards?
  let factors: FactorSecrets?
  let now: @Sendable () -> Timestamp
  /// Makes the first admin; nil where there was one at the start.
  let setupKey: SetupKey?
  private let passwords: PasswordPool

  /// - Parameters:
  ///   - guards: what slows guessers down; nil lets everybody try as often as
  ///     they like, for tests and load.
  ///   - factors: what seals second factors; nil: none can be turned on.
  ///   - setupKey: what makes the first admin; nil: nobody is made one here.
  public init(
    store: any Store, passwords: PasswordPool, guards: Guards?,
    factors: FactorSecrets? = nil, setupKey: SetupKey? = nil,
    now: @escaping @Sendable () -> Timestamp = { .now() }, commit: @escaping Commit
  ) {
    self.store = store
    self.commit = commit
    self.passwords = passwords
    self.guards = guards
    self.factors = factors
    self.now = now
    self.setupKey = setupKey
  }

  /// Makes an account, and its first session.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field, `username_taken`,
  ///   `rate_limited`, `busy`; else the store's failure.
  public func signUp(
    _ wish: SignupWish, by client: Client
  ) async throws -> (session: Session, token: SessionToken) {
    try await make(wish, .member, by: client) { .signUp($0, $1) }
  }

  /// Makes an account as `change` has it.
  func make(
    _ wish: SignupWish, _ role: Role, by client: Client,
    _ change: (NewUser, NewSession) -> Change
  ) async throws -> (session: Session, token: SessionToken) {
    let username = try AccountRules.username(wish.username)
    try AccountRules.newPassword(wish.password, of: username)
    let displayName = try AccountRules.displayName(wish.displayName, else: username)
    let invite = try wish.invite.map(InviteCode.read)
    if let address = client.address { try guards?.signups.admit(address) }
    // Asked before hashing, which is dear. The row judges: another may take it meanwhile.
    if try await store.account(named: username) != nil { throw Refusal.usernameTaken }
    let hash = try await passwords.hash(wish.password)
    let time = now()
    let user = User(id: .make(at: time), username: username, displayName: displayName)
    let (session, token) = newSession(for: user, role, client, at: time)
    let account = NewUser(
      user: user, passwordHash: hash, role: role, createdAt: time, inviteHash: invite?.hash)
    let answer = try await commit(change(account, session.row(token, client))).result.get()
    return (answer.session ?? session, token)
  }

  /// Opens a session for who knows the password, and has the code where a
  /// second factor is in force.
  ///
  /// An unknown name, an account that only a token opens and a wrong password
  /// are refused alike, in text and in time, whatever the code.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, `forbidden` for an account
  ///   that was closed, `code_required`, `invalid_code`, `rate_limited`, `busy`;
  ///   else the store's failure.
  public func logIn(
    username: String, password: String, code: String? = nil, by client: Client
  ) async throws -> (session: Session, token: SessionToken) {
    if let address = client.address { try guards?.logins.admit(address) }
    let username = username.lowercased()
    let (account, verdict) = try await guess(password, of: username, by: client)
    do {
      let opened = try await open(account, verdict, password, code, by: client)
      throttle(username)?.succeeded(username, from: client.address)
      return opened
    } catch {
      // Whoever lacks the code may be guessing it; whatever else went wrong was no guess.
      if !error.isOfCode { throttle(username)?.withdraw(username, from: client.address) }
      throw error
    }
  }

  /// Ends a session; its token opens nothing any more.
  ///
  /// - Throws: ``Refusal`` `unavailable`.
  public func logOut(_ session: SessionID) async throws(Refusal) {
    _ = try await commit(.endSession(session)).result.get()
  }

  /// Replaces the password of who asks; their other sessions end.
  ///
  /// The old one is held to the same throttle as a login, so that a session
  /// left open somewhere is of no use for guessing it.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `new`; `invalid_credentials`, field
  ///   `current`; `rate_limited`, `busy`; else the store's failure.
  public func changePassword(
    of session: Session, from current: String, to new: String, by client: Client
  ) async throws {
    let username = session.user.username
    do { try AccountRules.newPassword(new, of: username) } catch { throw error.about("new") }
    guard new != current else { throw Refusal.samePassword }
    let account = try await proved(current, of: username, by: client)
    let change = NewPassword(
      of: session.user.id, hash: try await passwords.hash(new), insteadOf: account.passwordHash,
      asker: session.id)
    _ = try await commit(.changePassword(change)).result.get()
  }

  /// The account of who is logged in and knows its password.
  private func proved(
    _ password: String, of username: String, by client: Client
  ) async throws -> Account {
    do {
      return try await attempt(username, password, by: client).0
    } catch let refusal as Refusal where refusal.code == .invalidCredentials {
      throw Refusal.wrongPassword
    }
  }

  /// The sessions of a user, the newest first.
  ///
  /// - Throws: the store's failure.
  public func sessions(of user: UserID) async throws -> [ListedSession] {
    try await store.sessions(of: user, at: now())
  }

  /// What is to be written when a session is used; nil where that was done a
  /// little while ago.
  public func use(of session: Session) -> Change? {
    let time = now()
    guard session.lastSeenAt + Limits.sessionUseNoted <= time else { return nil }
    return .noteUse(session.id, at: time)
  }

  /// What hashing has cost since the start.
  public var passwordCounts: PasswordPool.Counts { passwords.counts }

  /// Whose token this is; nil for none, an expired or an ended one.
  ///
  /// - Throws: the store's failure.
  public func authenticate(_ token: SessionToken) async throws -> Session? {
    try await store.session(tokenHash: token.hash, at: now())
  }

  /// The same, as a question to be asked with others.
  public func question(
    about token: SessionToken, _ taker: @escaping StoreQuestion.Taker<Session?>
  ) -> StoreQuestion {
    .session(tokenHash: token.hash, at: now(), taker)
  }

  // MARK: - Private

  /// Who counts the attempts; nobody for what cannot be a name: it has nothing
  /// to guess, and might be long to remember.
  private func throttle(_ username: String) -> LoginThrottle? {
    AccountRules.isUsername(username) ? guards?.throttle : nil
  }

  /// Tries a password once, and remembers how that went.
  func attempt(
    _ username: String, _ password: String, by client: Client
  ) async throws -> (Account, PasswordPool.Verdict) {
    let right = try await guess(password, of: username, by: client)
    throttle(username)?.succeeded(username, from: client.address)
    return right
  }

  /// Tries a password once; the attempt counts until it is said to have succeeded.
  private func guess(
    _ password: String, of username: String, by client: Client
  ) async throws -> (Account, PasswordPool.Verdict) {
    let throttle = throttle(username)
    try throttle?.begin(username, from: client.address)
    let tried: (account: Account?, verdict: PasswordPool.Verdict)
    do {
      tried = try await verify(password, of: username)
    } catch {
      // The password was not looked at, so it was no guess.
      throttle?.withdraw(username, from: client.address)
      throw error
    }
    guard let account = tried.account, tried.verdict != .wrong else {
      throw Refusal.invalidCredentials
    }
    return (account, tried.verdict)
  }

  /// Looks an account up and tries a password; costs the same where there is none.
  private func verify(
    _ password: String, of username: String
  ) async throws -> (Account?, PasswordPool.Verdict) {
    let isName = AccountRules.isUsername(username)
    let found = isName ? try await store.account(named: username) : nil
    // Who left for good is nobody, in time and in words.
    let account = found.flatMap { $0.isLost(at: now()) ? nil : $0 }
    // None can be longer, and hashing takes time with length.
    let password = password.first(Limits.passwordCharacters.upperBound + 1)
    return (account, try await passwords.verify(password, against: account?.passwordHash))
  }

  /// Opens a session for who knew the password.
  private func open(
    _ account: Account, _ verdict: PasswordPool.Verdict, _ password: String, _ code: String?,
    by client: Client
  ) async throws -> (session: Session, token: SessionToken) {
    if let opened = try await openOnce(account, verdict, password, code, by: client) {
      return opened
    }
    // It has another hash by now: newer parameters, or another password.
    let (changed, again) = try await verify(password, of: account.user.username)
    guard let changed, again != .wrong,
      let opened = try await openOnce(changed, again, password, code, by: client)
    else { throw Refusal.invalidCredentials }
    return opened
  }

  /// Keeps a session; nil when the account has another hash by now.
  ///
  /// The row judges the code, and whether there had to be one.
  private func openOnce(
    _ account: Account, _ verdict: PasswordPool.Verdict, _ password: String, _ code: String?,
    by client: Client
  ) async throws -> (session: Session, token: SessionToken)? {
    guard !account.isDisabled else { throw Refusal.accountClosed }
    let (session, token) = newSession(for: account.user, account.role, client, at: now())
    let row = session.row(token, client, provedBy: account.passwordHash)
    let proof = try await proof(of: code, for: row.user)
    let change = proof.map { Change.openProvenSession(row, $0) } ?? .openSession(row)
    let outcome = await commit(change)
    if case .refused(let refusal) = outcome, refusal.code == .unauthorized { return nil }
    let answer = try outcome.result.get()
    if verdict == .rightButOld { await rehash(password, of: account) }
    return (answer.session ?? session, token)
  }

  /// Keeps the password under today's parameters.
  ///
  /// The old hash opens the account as well, so what fails here is tried
  /// again at the next login.
  private func rehash(_ password: String, of account: Account) async {
    guard let old = account.passwordHash, case .success(let hash) = await hashed(password) else {
      return
    }
    _ = await commit(.rehash(account.user.id, to: hash, insteadOf: old))
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

extension Answer {
  /// The session as it was written.
  fileprivate var session: Session? {
    if case .session(let session) = self { session } else { nil }
  }
}

extension Error {
  /// Whether it says that a code is missing or wrong.
  fileprivate var isOfCode: Bool {
    let code = (self as? Refusal)?.code
    return code == .codeRequired || code == .invalidCode
  }
}

extension Session {
  /// The row of a session that is to be kept.
  fileprivate func row(
    _ token: SessionToken, _ client: Client, provedBy hash: String? = nil
  ) -> NewSession {
    NewSession(
      id: id, user: user.id, tokenHash: token.hash,
      userAgent: client.userAgent.first(Limits.userAgentCharacters),
      createdAt: createdAt, expiresAt: expiresAt, provedBy: hash)
  }
}

extension String {
  /// The first `count` characters, as limits count them.
  fileprivate func first(_ count: Int) -> String {
    String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
  }
}
