import HubbubDomain

extension MemoryState {
  mutating func signUp(_ new: NewUser, _ login: Login?) throws -> Outcome {
    guard !accounts.values.contains(where: { $0.user.username == new.user.username }) else {
      return .refused(Refusal(.usernameTaken, "This username is taken.", field: "username"))
    }
    guard accounts[new.user.id] == nil else { throw Fault() }
    if let login { try requireUnused(login) }
    accounts[new.user.id] = Account(
      user: new.user, passwordHash: new.passwordHash, role: new.role, isDisabled: false)
    people[new.user.id] = Person(createdAt: new.createdAt)
    guard let login else { return .done(.nothing, []) }
    return try keep(login)
  }

  mutating func open(_ login: Login) throws -> Outcome {
    if factors[login.user]?.isInForce == true { return .refused(.codeRequired) }
    return try keep(login)
  }

  mutating func keep(_ login: Login) throws -> Outcome {
    guard let account = accounts[login.user], !account.isDisabled else {
      return .refused(.cannotLogIn)
    }
    try requireUnused(login)
    sessions[login.id] = login
    _ = touch(login.user, login.createdAt, nil)
    guard let session = session(of: login) else { throw Fault() }
    sessions = sessions.filter { _, other in
      other.user != login.user || other.expiresAt > login.createdAt
    }
    return .done(.session(session), [])
  }

  func requireUnused(_ login: Login) throws {
    let isUsed = sessions.values.contains { $0.id == login.id || $0.tokenHash == login.tokenHash }
    if isUsed { throw Fault() }
  }

  mutating func rehash(_ user: UserID, _ hash: String) -> Outcome {
    guard let old = accounts[user] else { return .unchanged(.nothing) }
    accounts[user] = Account(
      user: old.user, passwordHash: hash, role: old.role, isDisabled: old.isDisabled)
    return .done(.nothing, [])
  }

  mutating func setRole(_ user: UserID, _ role: Role) -> Outcome {
    guard let old = accounts[user] else { return .refused(.noSuchUser) }
    guard old.role != role else { return .unchanged(.nothing) }
    accounts[user] = Account(
      user: old.user, passwordHash: old.passwordHash, role: role, isDisabled: old.isDisabled)
    return .done(.nothing, [])
  }

  /// A login with whom it belongs to; nil when they are disabled.
  func session(of login: Login) -> Session? {
    guard let account = accounts[login.user], !account.isDisabled else { return nil }
    return Session(
      id: login.id, user: account.user, role: account.role, createdAt: login.createdAt,
      expiresAt: login.expiresAt, lastSeen: lastSeen(of: login.user) ?? .never)
  }

  func user(_ id: UserID) -> User? { accounts[id]?.user }
}
