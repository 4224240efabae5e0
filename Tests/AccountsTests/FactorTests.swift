import FoundationEssentials
import HubbubDomain
import HubbubStore
import HubbubTesting
import Logging
import Testing

@testable import HubbubAccounts

/// The second factor, from setting up to logging in with it.
@Suite(.timeLimit(.minutes(10))) struct FactorTests {
  private let clock = ManualClock()
  private let folder: TemporaryFolder
  private let store: SQLiteStore
  private let log = LogLines()
  private let browser = Client(
    address: ClientAddress("192.0.2.1"), userAgent: "test", keepsToken: false)
  private var key: String { folder.path + "/hubbub.key" }

  init() throws {
    folder = try TemporaryFolder()
    store = try SQLiteStore.open(folder: folder.path, logger: .silent(holding: folder))
  }

  private func accounts(guarded: Bool = false) -> Accounts {
    let (clock, store) = (clock, store)
    return Accounts(
      store: store, passwords: PasswordPool(),
      guards: guarded ? Guards(now: { clock.instant }) : nil,
      factors: FactorSecrets(keyFile: key, logger: log.logger), now: { clock.timestamp },
      commit: { change in
        do { return try await store.commit([change])[0] } catch { return .failed }
      })
  }

  /// Somebody with a factor in force.
  private struct Owner {
    let user: User
    let codes: TimeCodes
    let recoveryCodes: [String]
  }

  private func signUp(_ accounts: Accounts, _ name: String = "ada") async throws -> User {
    let wish = SignupWish(username: name, password: "correct horse", displayName: nil)
    return try await accounts.signUp(wish, by: browser).session.user
  }

  private func codes(of user: User) async throws -> TimeCodes {
    let sealed = try #require(try await store.factor(of: user.id)).sealedSecret
    let secrets = FactorSecrets(keyFile: key, logger: log.logger)
    return TimeCodes(secret: try secrets.open(sealed, for: user.id))
  }

  private func owner(_ accounts: Accounts, _ name: String = "ada") async throws -> Owner {
    let user = try await signUp(accounts, name)
    _ = try await accounts.setUpFactor(of: user, issuer: "Hubbub")
    let codes = try await codes(of: user)
    let recovery = try await accounts.confirmFactor(of: user, code: now(codes))
    // The code that confirmed it opens nothing any more.
    clock.pass(.seconds(30))
    return Owner(user: user, codes: codes, recoveryCodes: recovery)
  }

  /// The code that is shown now, or some steps off.
  private func now(_ codes: TimeCodes, off: Int64 = 0) -> String {
    codes.code(of: TimeCodes.step(at: clock.timestamp) + off)
  }

  /// Six digits that are no code now.
  private func wrong(_ codes: TimeCodes) -> String {
    let right = (Int64(-1)...1).map { now(codes, off: $0) }
    return ["000000", "111111", "222222", "333333"].first { !right.contains($0) } ?? ""
  }

  private func logIn(
    _ accounts: Accounts, _ code: String?, password: String = "correct horse",
    as name: String = "ada", by client: Client? = nil
  ) async throws {
    _ = try await accounts.logIn(
      username: name, password: password, code: code, by: client ?? browser)
  }

  private func refused(
    _ code: Refusal.Code, at location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
  ) async {
    let refusal = await #expect(throws: Refusal.self, sourceLocation: location) { try await body() }
    #expect(refusal?.code == code, sourceLocation: location)
  }

  // MARK: - Turning on and off

  @Test func `a factor that is only set up changes nothing`() async throws {
    let accounts = accounts()
    let user = try await signUp(accounts)
    let first = try await accounts.setUpFactor(of: user, issuer: "hub.example")
    let second = try await accounts.setUpFactor(of: user, issuer: "hub.example")
    #expect(first.secret != second.secret)
    #expect(second.secret.count == 32)
    #expect(try await !accounts.hasFactor(user.id))
    try await logIn(accounts, nil)
    try await logIn(accounts, "whatever")
  }

  @Test func `the secret that was told is the one whose codes count`() async throws {
    let accounts = accounts()
    let user = try await signUp(accounts)
    let setup = try await accounts.setUpFactor(of: user, issuer: "Hubbub")
    #expect(Base32.text(of: try await codes(of: user).secret) == setup.secret)
  }

  @Test func `a wrong code confirms nothing`() async throws {
    let accounts = accounts()
    let user = try await signUp(accounts)
    await refused(.notFound) { _ = try await accounts.confirmFactor(of: user, code: "123456") }
    _ = try await accounts.setUpFactor(of: user, issuer: "Hubbub")
    let old = try await codes(of: user)
    _ = try await accounts.setUpFactor(of: user, issuer: "Hubbub")
    let codes = try await codes(of: user)
    for code in [wrong(codes), now(codes, off: 2), now(old), "", "12345", MadePassword.make()] {
      await refused(.invalidCode) { _ = try await accounts.confirmFactor(of: user, code: code) }
    }
    #expect(try await !accounts.hasFactor(user.id))
    #expect(try await accounts.confirmFactor(of: user, code: now(codes)).count == 10)
  }

  @Test func `one in force is neither set up anew nor confirmed again`() async throws {
    let accounts = accounts()
    let ada = try await owner(accounts)
    await refused(.factorOn) { _ = try await accounts.setUpFactor(of: ada.user, issuer: "Hubbub") }
    await refused(.factorOn) {
      _ = try await accounts.confirmFactor(of: ada.user, code: now(ada.codes))
    }
    try await logIn(accounts, now(ada.codes))
  }

  @Test func `who knows the password turns it off, and on again with other codes`() async throws {
    let accounts = accounts()
    let ada = try await owner(accounts)
    await refused(.invalidCredentials) {
      try await accounts.removeFactor(of: ada.user, password: "wrong horse", by: browser)
    }
    await refused(.codeRequired) { try await logIn(accounts, nil) }
    try await accounts.removeFactor(of: ada.user, password: "correct horse", by: browser)
    try await accounts.removeFactor(of: ada.user, password: "correct horse", by: browser)
    try await logIn(accounts, nil)
    _ = try await accounts.setUpFactor(of: ada.user, issuer: "Hubbub")
    let codes = try await codes(of: ada.user)
    _ = try await accounts.confirmFactor(of: ada.user, code: now(codes))
    clock.pass(.seconds(30))
    await refused(.invalidCode) { try await logIn(accounts, now(ada.codes)) }
    await refused(.invalidCode) { try await logIn(accounts, ada.recoveryCodes[0]) }
    try await logIn(accounts, now(codes))
  }

  @Test func `wrong passwords at turning off count as those at login do`() async throws {
    let accounts = accounts(guarded: true)
    let ada = try await owner(accounts)
    for _ in 0..<Limits.freeLoginAttempts {
      await refused(.invalidCredentials) {
        try await accounts.removeFactor(of: ada.user, password: "wrong horse", by: browser)
      }
    }
    await refused(.rateLimited) {
      try await accounts.removeFactor(of: ada.user, password: "correct horse", by: browser)
    }
    await refused(.rateLimited) { try await logIn(accounts, now(ada.codes)) }
  }

  // MARK: - Logging in

  @Test func `a login wants the code, whichever way it is typed`() async throws {
    let accounts = accounts()
    let ada = try await owner(accounts)
    for nothing in [nil, "", " "] {
      await refused(.codeRequired) { try await logIn(accounts, nothing) }
    }
    for code in [wrong(ada.codes), "12345", String(repeating: "1", count: 10_000)] {
      await refused(.invalidCode) { try await logIn(accounts, code) }
    }
    let code = now(ada.codes)
    try await logIn(accounts, " \(code.prefix(3)) \(code.suffix(3))")
  }

  @Test func `without the password nothing tells whether there is a factor`() async throws {
    let accounts = accounts()
    let ada = try await owner(accounts)
    _ = try await signUp(accounts, "bob")
    for name in ["ada", "bob", "nobody"] {
      for code in [nil, now(ada.codes), "000000", ada.recoveryCodes[0]] {
        await refused(.invalidCredentials) {
          try await logIn(accounts, code, password: "wrong horse", as: name)
        }
      }
    }
    try await logIn(accounts, ada.recoveryCodes[0])
  }

  @Test func `a code opens once, and none before it opens afterwards`() async throws {
    let accounts = accounts()
    let ada = try await owner(accounts)
    let earlier = now(ada.codes)
    clock.pass(.seconds(30))
    let code = now(ada.codes)
    try await logIn(accounts, code)
    for used in [code, earlier] {
      await refused(.invalidCode) { try await logIn(accounts, used) }
    }
    try await logIn(accounts, now(ada.codes, off: 1))
  }

  @Test func `a clock that is a step off opens, one that is two steps off does not`()
    async throws
  {
    let accounts = accounts()
    let ada = try await owner(accounts)
    clock.pass(.seconds(300))
    for off in [Int64(-2), 2] {
      await refused(.invalidCode) { try await logIn(accounts, now(ada.codes, off: off)) }
    }
    try await logIn(accounts, now(ada.codes, off: -1))
    try await logIn(accounts, now(ada.codes, off: 1))
  }

  @Test func `the code that confirmed a factor does not open`() async throws {
    let accounts = accounts()
    let user = try await signUp(accounts)
    _ = try await accounts.setUpFactor(of: user, issuer: "Hubbub")
    let code = now(try await codes(of: user))
    _ = try await accounts.confirmFactor(of: user, code: code)
    await refused(.invalidCode) { try await logIn(accounts, code) }
  }

  @Test(arguments: [false, true])
  func `of eight who log in at once with the same code, one gets in`(
    isRecovery: Bool
  ) async throws {
    let accounts = accounts()
    let ada = try await owner(accounts)
    let code = isRecovery ? ada.recoveryCodes[3] : now(ada.codes)
    let browser = browser
    let codes = await withTaskGroup(of: Refusal.Code?.self) { group in
      for _ in 0..<8 {
        group.addTask {
          do {
            _ = try await accounts.logIn(
              username: "ada", password: "correct horse", code: code, by: browser)
            return nil
          } catch { return (error as? Refusal)?.code ?? .unavailable }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes.filter { $0 == nil }.count == 1)
    #expect(codes.filter { $0 == .invalidCode }.count == 7)
  }

  @Test func `each recovery code opens once, however it is written`() async throws {
    let accounts = accounts()
    let ada = try await owner(accounts)
    let bob = try await owner(accounts, "bob")
    #expect(Set(ada.recoveryCodes + bob.recoveryCodes).count == 20)
    await refused(.invalidCode) { try await logIn(accounts, bob.recoveryCodes[0]) }
    for code in ada.recoveryCodes {
      try await logIn(accounts, code.uppercased().filter { $0 != "-" })
      await refused(.invalidCode) { try await logIn(accounts, code) }
    }
  }

  // MARK: - How often one may try

  @Test func `wrong codes count, and the right password does not begin the count anew`()
    async throws
  {
    let accounts = accounts(guarded: true)
    let ada = try await owner(accounts)
    for guess in 0..<Limits.freeLoginAttempts {
      let code = guess == 0 ? nil : wrong(ada.codes)
      await refused(guess == 0 ? .codeRequired : .invalidCode) { try await logIn(accounts, code) }
    }
    await refused(.rateLimited) { try await logIn(accounts, now(ada.codes)) }
    clock.pass(.seconds(1))
    await refused(.invalidCode) { try await logIn(accounts, wrong(ada.codes)) }
    clock.pass(.seconds(1))
    await refused(.rateLimited) { try await logIn(accounts, now(ada.codes)) }
    clock.pass(.seconds(1))
    try await logIn(accounts, now(ada.codes))
    await refused(.invalidCode) { try await logIn(accounts, wrong(ada.codes)) }
  }

  // MARK: - The key

  @Test func `the secret is nowhere in the store's files, nor are the recovery codes`()
    async throws
  {
    let accounts = accounts()
    let ada = try await owner(accounts)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    var bytes = Data()
    for file in files {
      bytes += FileManager.default.contents(atPath: folder.path + "/" + file) ?? Data()
    }
    let sealed = try #require(try await store.factor(of: ada.user.id)).sealedSecret
    #expect(bytes.firstRange(of: Data(sealed)) != nil, "the right files were read")
    #expect(bytes.firstRange(of: Data(ada.codes.secret)) == nil)
    #expect(bytes.firstRange(of: Data(Base32.text(of: ada.codes.secret).utf8)) == nil)
    for code in ada.recoveryCodes {
      #expect(bytes.firstRange(of: Data(code.utf8)) == nil)
      #expect(bytes.firstRange(of: Data(code.filter { $0 != "-" }.utf8)) == nil)
    }
  }

  @Test func `without the key nobody comes in by code, and the log says what is missing`()
    async throws
  {
    let accounts = accounts(guarded: true)
    let ada = try await owner(accounts)
    let bob = try await signUp(accounts, "bob")
    let kept = try #require(FileManager.default.contents(atPath: key))
    try FileManager.default.removeItem(atPath: key)
    await refused(.codeRequired) { try await logIn(accounts, nil) }
    for _ in 0..<2 * Limits.freeLoginAttempts {
      await refused(.unavailable) { try await logIn(accounts, now(ada.codes)) }
    }
    #expect(log.lines.last?.contains("\(key) is missing") == true)
    // A new key would be in the way when the old one is found.
    await refused(.unavailable) { _ = try await accounts.setUpFactor(of: bob, issuer: "Hubbub") }
    #expect(!FileManager.default.fileExists(atPath: key))
    try await logIn(accounts, nil, as: "bob")
    try await logIn(accounts, ada.recoveryCodes[0])
    try kept.write(to: URL(filePath: key))
    try await logIn(accounts, now(ada.codes))
  }

  @Test func `another key opens nothing, nor does a row that was moved to somebody else`()
    async throws
  {
    let accounts = accounts()
    let ada = try await owner(accounts)
    let mallory = try await signUp(accounts, "mallory")
    let sealed = try #require(try await store.factor(of: ada.user.id)).sealedSecret
    try await store.make(.setUpFactor(mallory.id, sealedSecret: sealed))
    await refused(.unavailable) {
      _ = try await accounts.confirmFactor(of: mallory, code: now(ada.codes))
    }
    try Data(repeating: 7, count: 32).write(to: URL(filePath: key))
    await refused(.unavailable) { try await logIn(accounts, now(ada.codes)) }
    #expect(log.lines.last?.contains("\(key) is not the key") == true)
    #expect(log.lines.last?.contains("\(ada.user.id)") == true)
    try await logIn(accounts, ada.recoveryCodes[9])
  }

  @Test func `a server that was given no place for a key turns none on`() async throws {
    let accounts = Accounts(
      store: store, passwords: PasswordPool(), guards: nil, commit: { _ in .failed })
    let user = try await store.addUser("ada")
    await refused(.unavailable) { _ = try await accounts.setUpFactor(of: user, issuer: "Hubbub") }
  }
}
