import FoundationEssentials
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubAccounts

@Suite(.timeLimit(.minutes(10))) struct AccountsTests {
  private let clock = ManualClock()
  private let folder: TemporaryFolder
  private let store: SQLiteStore
  private let pool = PasswordPool()
  private let browser = Client(
    address: ClientAddress("192.0.2.1"), userAgent: "test", keepsToken: false)

  init() throws {
    folder = try TemporaryFolder()
    store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
  }

  private func accounts(guarded: Bool = false, pool: PasswordPool? = nil) -> Accounts {
    let (clock, store) = (clock, store)
    return Accounts(
      store: store, passwords: pool ?? self.pool,
      guards: guarded ? Guards(now: { clock.instant }) : nil, now: { clock.timestamp },
      commit: { change in
        do { return try await store.commit([change])[0] } catch { return .failed }
      })
  }

  private func wish(
    _ username: String, _ password: String = "correct horse", _ displayName: String? = nil
  ) -> SignupWish {
    SignupWish(username: username, password: password, displayName: displayName)
  }

  private func refusal<Value>(
    _ body: () async throws -> Value, at location: SourceLocation = #_sourceLocation
  ) async -> Refusal? {
    await #expect(throws: Refusal.self, sourceLocation: location) { _ = try await body() }
  }

  // MARK: - Signing up

  @Test func `who signs up is logged in, and can log in again`() async throws {
    let accounts = accounts()
    let (session, token) = try await accounts.signUp(
      wish("Ada", "correct horse", " Ada L. "), by: browser)
    #expect(session.user.username == "ada")
    #expect(session.user.displayName == "Ada L.")
    #expect(session.role == .member)
    #expect(try await accounts.authenticate(token) == session)
    let (second, other) = try await accounts.logIn(
      username: "ADA", password: "correct horse", by: browser)
    #expect(second.user == session.user)
    #expect(second.id != session.id)
    #expect(other != token)
    #expect(try await accounts.authenticate(other) == second)
  }

  @Test func `of eight who want the same name at once, one gets it`() async throws {
    let (accounts, browser) = (accounts(), browser)
    let codes = await withTaskGroup(of: Refusal.Code?.self) { group in
      for index in 0..<8 {
        let wish = wish(index % 2 == 0 ? "grace" : "GRACE")
        group.addTask {
          do {
            _ = try await accounts.signUp(wish, by: browser)
            return nil
          } catch { return (error as? Refusal)?.code }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.filter { $0 == nil }.count == 1)
    #expect(codes.filter { $0 == .usernameTaken }.count == 7)
  }

  @Test func `a name that is taken costs no hash`() async throws {
    let accounts = accounts()
    _ = try await accounts.signUp(wish("ada"), by: browser)
    let before = pool.counts.hashed
    let refusal = await refusal { try await accounts.signUp(wish("Ada"), by: browser) }
    #expect(refusal?.code == .usernameTaken)
    #expect(refusal?.field == "username")
    #expect(pool.counts.hashed == before)
  }

  @Test func `what cannot be an account names its field and costs no hash`() async {
    let accounts = accounts()
    for (wish, field) in [
      (wish("a"), "username"), (wish("ada", "12345678"), "password"),
      (wish("ada", "correct horse", ""), "displayName"),
    ] {
      let refusal = await refusal { try await accounts.signUp(wish, by: browser) }
      #expect(refusal?.code == .invalid)
      #expect(refusal?.field == field)
    }
    #expect(pool.counts.hashed == 0)
  }

  @Test func `neither a token nor a password is anywhere in the store's files`() async throws {
    let accounts = accounts()
    let (_, first) = try await accounts.signUp(wish("ada", "staple battery"), by: browser)
    let (_, second) = try await accounts.logIn(
      username: "ada", password: "staple battery", by: browser)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    var bytes = Data()
    for file in files {
      bytes += FileManager.default.contents(atPath: folder.path + "/" + file) ?? Data()
    }
    #expect(bytes.firstRange(of: Data(first.hash)) != nil, "the right files were read")
    for secret in [first.text, second.text, "staple battery"] {
      #expect(bytes.firstRange(of: Data(secret.utf8)) == nil)
    }
  }

  // MARK: - Logging in

  @Test func `an unknown name, a wrong password and a seeded account are refused alike`()
    async throws
  {
    let accounts = accounts()
    _ = try await accounts.signUp(wish("ada"), by: browser)
    try await store.addUser("seeded")
    var refusals: [Refusal] = []
    for (name, password) in [
      ("ada", "wrong horse"), ("nobody", "wrong horse"), ("seeded", "wrong horse"),
      ("seeded", ""), ("no name at all", "x"), ("", ""),
      (String(repeating: "ada", count: 5_000), "wrong horse"),
      ("ada", String(repeating: "correct horse", count: 4_000)),
    ] {
      let before = pool.counts.hashed
      let refusal = await refusal {
        try await accounts.logIn(username: name, password: password, by: browser)
      }
      refusals.append(try #require(refusal))
      #expect(pool.counts.hashed == before + 1, "one hash for \(name.prefix(20))")
    }
    #expect(Set(refusals.map(\.reason)).count == 1)
    #expect(refusals.allSatisfy { $0 == .invalidCredentials })
  }

  @Test func `a password is kept under today's parameters at the next login`() async throws {
    let old = try PasswordHash.make(
      of: "correct horse", cost: PasswordHash.Cost(memoryKiB: 64, passes: 1, lanes: 1))
    let user = User(id: .make(), username: "ada", displayName: "Ada")
    try await store.make(
      .signUp(
        NewUser(user: user, passwordHash: old.text, role: .admin, createdAt: clock.timestamp), nil))
    let accounts = accounts()
    _ = await refusal {
      try await accounts.logIn(username: "ada", password: "wrong horse", by: browser)
    }
    #expect(try await store.account(named: "ada")?.passwordHash == old.text)
    let (session, _) = try await accounts.logIn(
      username: "ada", password: "correct horse", by: browser)
    #expect(session.role == .admin)
    let kept = try #require(try await store.account(named: "ada")?.passwordHash)
    #expect(kept.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    _ = try await accounts.logIn(username: "ada", password: "correct horse", by: browser)
    #expect(try await store.account(named: "ada")?.passwordHash == kept)
  }

  @Test func `two logins at once under old parameters both come in`() async throws {
    let old = try PasswordHash.make(
      of: "correct horse", cost: PasswordHash.Cost(memoryKiB: 64, passes: 1, lanes: 1))
    let user = User(id: .make(), username: "ada", displayName: "Ada")
    try await store.make(
      .signUp(
        NewUser(user: user, passwordHash: old.text, role: .member, createdAt: clock.timestamp), nil)
    )
    let accounts = accounts()
    async let first = accounts.logIn(username: "ada", password: "correct horse", by: browser)
    async let second = accounts.logIn(username: "ada", password: "correct horse", by: browser)
    #expect(try await first.session.id != second.session.id)
    #expect(try await store.sessions(of: user.id, at: clock.timestamp).count == 2)
  }

  @Test(arguments: [(false, Limits.cookieLifetime), (true, Limits.tokenLifetime)])
  func `a session ends when its time is over`(keepsToken: Bool, lifetime: Duration) async throws {
    let accounts = accounts()
    let client = Client(address: nil, userAgent: "test", keepsToken: keepsToken)
    let (session, token) = try await accounts.signUp(wish("ada"), by: client)
    #expect(session.expiresAt == session.createdAt + lifetime)
    clock.pass(lifetime - .milliseconds(1))
    #expect(try await accounts.authenticate(token) == session)
    clock.pass(.milliseconds(1))
    #expect(try await accounts.authenticate(token) == nil)
  }

  @Test func `a logout ends one session and leaves the others`() async throws {
    let accounts = accounts()
    let (first, firstToken) = try await accounts.signUp(wish("ada"), by: browser)
    let (second, secondToken) = try await accounts.logIn(
      username: "ada", password: "correct horse", by: browser)
    try await accounts.logOut(first.id)
    #expect(try await accounts.authenticate(firstToken) == nil)
    #expect(try await accounts.authenticate(secondToken) == second)
    try await accounts.logOut(first.id)
  }

  @Test func `a token that was never given opens nothing`() async throws {
    let accounts = accounts()
    _ = try await accounts.signUp(wish("ada"), by: browser)
    #expect(try await accounts.authenticate(.make()) == nil)
  }

  // MARK: - How often one may try

  @Test func `after five guesses one waits, whether the name is known or not`() async throws {
    let accounts = accounts(guarded: true)
    _ = try await accounts.signUp(wish("ada"), by: browser)
    for name in ["ada", "nobody"] {
      for _ in 0..<Limits.freeLoginAttempts {
        let refusal = await refusal {
          try await accounts.logIn(username: name, password: "wrong horse", by: browser)
        }
        #expect(refusal == .invalidCredentials)
      }
      let before = pool.counts.hashed
      let refusal = await refusal {
        try await accounts.logIn(username: name, password: "correct horse", by: browser)
      }
      #expect(refusal?.code == .rateLimited)
      #expect(refusal?.retryAfter == .seconds(1))
      #expect(pool.counts.hashed == before, "a guess that waits costs no hash")
    }
    clock.pass(.seconds(1))
    _ = try await accounts.logIn(username: "ada", password: "correct horse", by: browser)
  }

  @Test func `the thirty-first login from one address waits, from another it does not`()
    async throws
  {
    let accounts = accounts(guarded: true)
    func login(_ index: Int, from address: String) async -> Refusal? {
      let client = Client(
        address: ClientAddress(address), userAgent: "", keepsToken: false)
      return await refusal {
        try await accounts.logIn(username: "name\(index)", password: "x", by: client)
      }
    }
    for index in 0..<Limits.loginBurst {
      #expect(await login(index, from: "192.0.2.9") == .invalidCredentials)
    }
    let last = await login(Limits.loginBurst, from: "192.0.2.9")
    #expect(last?.code == .rateLimited)
    #expect(last?.retryAfter == Limits.loginRefill)
    #expect(await login(Limits.loginBurst, from: "192.0.2.10") == .invalidCredentials)
  }

  @Test func `the twenty-first account from one address waits`() async throws {
    let accounts = accounts(guarded: true)
    _ = try await accounts.signUp(wish("ada"), by: browser)
    for _ in 1..<Limits.signupBurst {
      let refusal = await refusal { try await accounts.signUp(wish("ada"), by: browser) }
      #expect(refusal?.code == .usernameTaken)
    }
    let last = await refusal { try await accounts.signUp(wish("grace"), by: browser) }
    #expect(last?.code == .rateLimited)
    #expect(last?.retryAfter == Limits.signupRefill)
  }

  @Test func `a login that found no thread is no guess`() async throws {
    let closed = PasswordPool(threads: 0, waiting: 0)
    let accounts = accounts(guarded: true, pool: closed)
    for _ in 0..<3 * Limits.freeLoginAttempts {
      let refusal = await refusal {
        try await accounts.logIn(username: "ada", password: "correct horse", by: browser)
      }
      #expect(refusal?.code == .busy)
    }
  }

  @Test func `a login that the store could not answer is no guess`() async throws {
    let accounts = accounts(guarded: true)
    try await store.close()
    for _ in 0..<3 * Limits.freeLoginAttempts {
      await #expect(throws: (any Error).self) {
        _ = try await accounts.logIn(username: "ada", password: "correct horse", by: browser)
      }
    }
    // Still free: what is refused now is the store's failure, not the throttle's.
    let error = await #expect(throws: (any Error).self) {
      _ = try await accounts.logIn(username: "ada", password: "correct horse", by: browser)
    }
    #expect((error as? Refusal)?.code != .rateLimited)
  }
}
