import HubbubDomain
import HubbubStore

extension StoreConformance {
  private static let noon = StoreCompany.noon

  /// An account with the hash `old` and three logins.
  private struct Owner {
    let user = User(id: .make(), username: "ada", displayName: "Ada")
    let logins: [NewSession]

    init() {
      let user = user.id
      logins = (1...3).map { Self.login(of: user, $0) }
    }

    static func login(of user: UserID, _ byte: UInt8, provedBy hash: String = "old") -> NewSession {
      NewSession(
        id: .make(), user: user, tokenHash: [UInt8](repeating: byte, count: 32),
        userAgent: "device \(byte)", createdAt: noon + .seconds(Int64(byte)),
        expiresAt: noon + .seconds(3_600), provedBy: hash)
    }

    func signUp(in store: any Store) async throws {
      let new = NewUser(user: user, passwordHash: "old", role: .member, createdAt: noon)
      try await store.make(.signUp(new, nil))
      for login in logins { try await store.make(.openSession(login)) }
    }

    func password(
      _ hash: String, insteadOf old: String? = "old", asker: SessionID? = nil
    ) -> Change {
      .changePassword(NewPassword(of: user.id, hash: hash, insteadOf: old, asker: asker))
    }
  }

  static func rehashesLate(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = Owner()
    try await ada.signUp(in: store)
    let outcomes = try await store.commit([
      ada.password("new"), .rehash(ada.user.id, to: "old, newer", insteadOf: "old"),
    ])
    findings.expect(outcomes[1], is: .unchanged(.nothing), "the late rehash")
    let hash = try await store.account(named: "ada")?.passwordHash
    findings.expect(hash, is: "new", "the hash")
  }

  static func changesPasswordOnce(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = Owner()
    try await ada.signUp(in: store)
    let ids = ada.logins.map(\.id)
    let outcomes = try await store.commit([
      ada.password("first", asker: ids[0]), ada.password("second", asker: ids[0]),
      ada.password("third", insteadOf: "first", asker: ids[1]),
      ada.password("fourth", insteadOf: "first", asker: .make()),
    ])
    findings.expect(outcomes[0], is: .done(.ended(ids[1...].sorted()), []), "the first")
    findings.expect(outcomes[1], refusedAs: .invalidCredentials, "the second")
    findings.expect(outcomes[2], refusedAs: .invalidCredentials, "one by a session that ended")
    findings.expect(outcomes[3], refusedAs: .invalidCredentials, "one by no session")
    let hash = try await store.account(named: "ada")?.passwordHash
    findings.expect(hash, is: "first", "the hash")
  }

  static func endsOtherSessions(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = Owner()
    try await ada.signUp(in: store)
    let eve = try await store.addUser("eve")
    let other = Owner.login(of: eve.id, 9)
    try await store.make(.openSession(other.proved(by: nil)))
    try await store.make(ada.password("new", asker: ada.logins[1].id))
    func left(_ user: User) async throws -> [SessionID] {
      try await store.sessions(of: user.id, at: noon).map(\.id)
    }
    findings.expect(try await left(ada.user), is: [ada.logins[1].id], "the asker's sessions")
    findings.expect(try await left(eve), is: [other.id], "somebody else's")
    let all = try await store.commit(ada.password("newer", insteadOf: nil))
    findings.expect(all, is: .done(.ended([ada.logins[1].id]), []), "an operator's change")
    findings.expect(try await left(ada.user), is: [], "what is left after it")
    let nobody = try await store.commit(
      .changePassword(NewPassword(of: .make(), hash: "x", insteadOf: nil, asker: nil)))
    findings.expect(nobody, refusedAs: .notFound, "a password for nobody")
  }

  static func opensNoLateLogin(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = Owner()
    try await ada.signUp(in: store)
    let outcomes = try await store.commit([
      ada.password("new"), .openSession(Owner.login(of: ada.user.id, 8)),
      .openSession(Owner.login(of: ada.user.id, 9, provedBy: "new")),
    ])
    findings.expect(outcomes[1], refusedAs: .unauthorized, "a login by the old password")
    let count = try await store.sessions(of: ada.user.id, at: noon).count
    findings.expect(count, is: 1, "the number of sessions")
  }

  static func notesUse(_ store: any Store, _ findings: inout Findings) async throws {
    let ada = Owner()
    try await ada.signUp(in: store)
    let login = ada.logins[0]
    func note(after wait: Duration) async throws -> Bool {
      let change = Change.noteUse(login.id, at: login.createdAt + wait)
      return try await store.commit(change) == .done(.nothing, [])
    }
    let pause = Limits.sessionUseNoted
    findings.expect(try await note(after: pause - .milliseconds(1)), is: false, "too early")
    findings.expect(try await note(after: pause), is: true, "when it is time")
    findings.expect(try await note(after: pause + pause - .milliseconds(1)), is: false, "again")
    let seen = login.createdAt + pause
    let read = try await store.session(tokenHash: login.tokenHash, at: noon)?.lastSeenAt
    findings.expect(read, is: seen, "what is read with the session")
    let listed = ada.logins.reversed().map { other in
      ListedSession(
        id: other.id, createdAt: other.createdAt,
        lastSeenAt: other.id == login.id ? seen : other.createdAt, userAgent: other.userAgent)
    }
    let list = try await store.sessions(of: ada.user.id, at: noon)
    findings.expect(list, is: listed, "the list")
    let later = try await store.sessions(of: ada.user.id, at: login.expiresAt)
    findings.expect(later, is: [], "the list when all have expired")
    let nobody = try await store.commit(.noteUse(.make(), at: noon))
    findings.expect(nobody, is: .unchanged(.nothing), "a session that is not there")
  }
}

extension NewSession {
  /// The same, opened by another hash.
  fileprivate func proved(by hash: String?) -> NewSession {
    NewSession(
      id: id, user: user, tokenHash: tokenHash, userAgent: userAgent, createdAt: createdAt,
      expiresAt: expiresAt, provedBy: hash)
  }
}
