import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let accounts = [
    StoreCheck("a username is taken once", takesNameOnce),
    StoreCheck("an account and its first login are one", signsUpWhole),
    StoreCheck("a login opens until it expires or ends", endsLogins),
    StoreCheck("a new hash replaces the old", rehashes),
    StoreCheck("a rehash that comes late does not bring the old password back", rehashesLate),
    StoreCheck("of two new passwords at once, one wins", changesPasswordOnce),
    StoreCheck("a new password ends every other session", endsOtherSessions),
    StoreCheck("a login begun with the old password is not opened", opensNoLateLogin),
    StoreCheck("a disabled account writes nothing until it is enabled", disables),
    StoreCheck("the use of a session is written once in a while", notesUse),
    StoreCheck("a new role is that of each login", changesRoles),
    StoreCheck("another language is that of each login, and told", changesLanguages),
    StoreCheck("a new picture replaces the old", changesPictures),
  ]

  private static let noon = StoreCompany.noon

  private static func login(
    of user: UserID, _ byte: UInt8, at time: Timestamp = noon, lasting: Int64 = 60
  ) -> NewSession {
    NewSession(
      id: .make(), user: user, tokenHash: [UInt8](repeating: byte, count: 32), userAgent: "check",
      createdAt: time, expiresAt: time + .seconds(lasting))
  }

  private static func newUser(_ name: String, hash: String? = nil) -> NewUser {
    NewUser(
      user: User(id: .make(), username: name, displayName: name), passwordHash: hash, role: .admin,
      createdAt: noon)
  }

  private static func takesNameOnce(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = newUser("ada", hash: "hash")
    let outcomes = try await store.commit([
      .signUp(ada, nil), .signUp(newUser("ada"), nil), .signUp(ada, nil),
    ])
    findings.expect(outcomes[0], is: .done(.nothing, []), "the first")
    findings.expect(outcomes[1], refusedAs: .usernameTaken, "the second")
    findings.expect(outcomes[2], refusedAs: .usernameTaken, "the first again")
    let account = Account(user: ada.user, passwordHash: "hash", role: .admin, isDisabled: false)
    findings.expect(try await store.account(named: "ada"), is: account, "the account")
    findings.expect(try await store.account(named: "eve"), is: nil, "an account that is not")
  }

  private static func signsUpWhole(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = newUser("ada")
    let first = login(of: ada.user.id, 1)
    let session = Session(
      id: first.id, user: ada.user, role: .admin, createdAt: noon, expiresAt: first.expiresAt,
      lastSeen: LastSeen(
        activeAt: noon, awayAt: Timestamp(milliseconds: 0), isInvisible: false))
    findings.expect(
      try await store.commit(.signUp(ada, first)), is: .done(.session(session), []), "the outcome")
    findings.expect(
      try await store.session(tokenHash: first.tokenHash, at: noon), is: session, "the session")
    let bob = newUser("bob")
    let same = try await store.commit(.signUp(bob, login(of: bob.user.id, 1)))
    findings.expect(same, is: .failed, "a login with a token that is another's")
    findings.expect(try await store.account(named: "bob"), is: nil, "its account")
    let nobody = try await store.commit(.openSession(login(of: .make(), 2)))
    findings.expect(nobody, refusedAs: .unauthorized, "a login of nobody")
  }

  private static func endsLogins(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = try await store.addUser("ada").id
    let (short, long) = (login(of: ada, 1), login(of: ada, 2, lasting: 600))
    for login in [short, long] { try await store.make(.openSession(login)) }
    func opens(_ login: NewSession, after seconds: Int64) async throws -> Bool {
      try await store.session(tokenHash: login.tokenHash, at: noon + .seconds(seconds)) != nil
    }
    findings.expect(try await opens(short, after: 59), is: true, "before its end")
    findings.expect(try await opens(short, after: 60), is: false, "at its end")
    findings.expect(try await opens(long, after: 60), is: true, "another of theirs")
    // A later login sweeps those that have expired, and leaves the others.
    try await store.make(.openSession(login(of: ada, 3, at: noon + .seconds(60))))
    findings.expect(try await opens(short, after: 0), is: false, "after the sweep")
    findings.expect(try await opens(long, after: 0), is: true, "another after the sweep")
    let ends = try await store.commit([.endSession(long.id), .endSession(long.id)])
    findings.expect(ends, is: [.done(.nothing, []), .unchanged(.nothing)], "ending it twice")
    findings.expect(try await opens(long, after: 0), is: false, "after ending")
    let unknown = try await store.session(tokenHash: [], at: noon)
    findings.expect(unknown, is: nil, "a token that is none")
  }

  private static func rehashes(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = newUser("ada", hash: "old")
    let outcomes = try await store.commit([
      .signUp(ada, nil), .rehash(ada.user.id, to: "new", insteadOf: "old"),
      .rehash(.make(), to: "other", insteadOf: "old"),
    ])
    findings.expect(outcomes[1], is: .done(.nothing, []), "a new hash")
    findings.expect(outcomes[2], is: .unchanged(.nothing), "a hash for nobody")
    let hash = try await store.account(named: "ada")?.passwordHash
    findings.expect(hash, is: "new", "the hash")
  }

  private static func changesRoles(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = newUser("ada", hash: "hash")
    let login = login(of: ada.user.id, 1)
    let outcomes = try await store.commit([
      .signUp(ada, login), .setRole(ada.user.id, .member), .setRole(ada.user.id, .member),
      .setRole(.make(), .admin),
    ])
    findings.expect(outcomes[1], is: .done(.nothing, []), "another role")
    findings.expect(outcomes[2], is: .unchanged(.nothing), "the same role")
    findings.expect(outcomes[3], refusedAs: .notFound, "a role for nobody")
    let account = Account(user: ada.user, passwordHash: "hash", role: .member, isDisabled: false)
    findings.expect(try await store.account(named: "ada"), is: account, "the account")
    let role = try await store.session(tokenHash: login.tokenHash, at: noon)?.role
    findings.expect(role, is: .member, "the role of a login that was there before")
  }

  private static func changesLanguages(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let ada = newUser("ada")
    let login = login(of: ada.user.id, 1)
    var change = ProfileChange()
    change.language = .german
    let outcomes = try await store.commit([
      .signUp(ada, login), .updateProfile(ada.user.id, change),
      .updateProfile(ada.user.id, change),
    ])
    let settings = OwnProfile.Settings(language: .german)
    let told = Event(topic: .user(ada.user.id), seq: nil, body: .settings(settings))
    findings.expect(outcomes[1].events, is: [told], "one's own devices are told")
    findings.expect(outcomes[2].events, is: [], "the same language")
    let session = try await store.session(tokenHash: login.tokenHash, at: noon)
    findings.expect(session?.language, is: .german, "the language of a login")
  }

  private static func changesPictures(
    _ store: any Store, _ findings: inout Findings
  ) async throws {
    let ada = newUser("ada")
    let login = login(of: ada.user.id, 1)
    let (first, second) = (PictureID.make(), PictureID.make())
    func with(_ picture: PictureID?) -> User {
      User(id: ada.user.id, username: "ada", displayName: "ada", picture: picture)
    }
    func told(_ user: User) -> [Event] {
      [Topic.person(user.id), .feed].map { Event(topic: $0, seq: nil, body: .profile(user)) }
    }
    let outcomes = try await store.commit([
      .signUp(ada, login), .setPicture(ada.user.id, first), .setPicture(ada.user.id, second),
      .setPicture(ada.user.id, second), .setPicture(.make(), first),
    ])
    findings.expect(
      outcomes[1], is: .done(.picture(with(first), replaced: nil), told(with(first))),
      "the first picture")
    findings.expect(
      outcomes[2], is: .done(.picture(with(second), replaced: first), told(with(second))),
      "the second")
    findings.expect(
      outcomes[3], is: .unchanged(.picture(with(second), replaced: nil)), "the second again")
    findings.expect(outcomes[4], refusedAs: .notFound, "a picture of nobody")
    findings.expect(
      try await store.picture(of: ada.user.id, for: ada.user.id), is: second, "the picture")
    let shown = try await store.session(tokenHash: login.tokenHash, at: noon)?.user
    findings.expect(shown, is: with(second), "the user of a login")
    let removed = try await store.commit([
      .setPicture(ada.user.id, nil), .setPicture(ada.user.id, nil),
    ])
    findings.expect(
      removed,
      is: [
        .done(.picture(with(nil), replaced: second), told(with(nil))),
        .unchanged(.picture(with(nil), replaced: nil)),
      ], "removing it twice")
    findings.expect(
      try await store.picture(of: ada.user.id, for: ada.user.id), is: nil, "no picture")
    findings.expect(
      try await store.picture(of: .make(), for: ada.user.id), is: nil, "the picture of nobody")
  }
}
