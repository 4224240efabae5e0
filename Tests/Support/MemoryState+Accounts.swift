import HubbubDomain

extension MemoryState {
  mutating func signUp(_ new: NewUser, _ login: Login?) throws -> Outcome {
    let isTaken = accounts.values.contains { $0.user.username == new.user.username }
    guard !isTaken, !retiredNames.contains(new.user.username) else {
      return .refused(Refusal(.usernameTaken, "This username is taken.", field: "username"))
    }
    let invite = new.inviteHash.map { openInvite($0, at: new.createdAt) }
    if case .some(.none) = invite { return .refused(.noSuchInvite) }
    guard accounts[new.user.id] == nil else { throw Fault() }
    if let login {
      try requireUnused(login)
      guard login.provedBy == nil || login.provedBy == new.passwordHash else { throw Fault() }
    }
    accounts[new.user.id] = Account(
      user: new.user, passwordHash: new.passwordHash, role: new.role, isDisabled: false)
    people[new.user.id] = Person(createdAt: new.createdAt)
    came.append(new.user.id)
    let events = invite.flatMap { $0 }.map { comeIn(new, by: $0) } ?? []
    guard let login else { return .done(.nothing, events) }
    guard case .done(let answer, _) = try keep(login) else { throw Fault() }
    return .done(answer, events)
  }

  mutating func open(_ login: Login) throws -> Outcome {
    if factors[login.user]?.isInForce == true { return .refused(.codeRequired) }
    return try keep(login)
  }

  mutating func keep(_ login: Login) throws -> Outcome {
    guard let account = accounts[login.user], mayLogIn(login.user, at: login.createdAt),
      login.provedBy == nil || login.provedBy == account.passwordHash
    else {
      return .refused(.cannotLogIn)
    }
    try requireUnused(login)
    sessions[login.id] = login
    _ = touch(login.user, login.createdAt, nil, isSeen: true)
    usedAt[login.id] = login.createdAt
    comeBack(login.user)
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

  mutating func rehash(
    _ user: UserID, to hash: String, insteadOf oldHash: String
  ) -> Outcome {
    guard let old = accounts[user], old.passwordHash == oldHash else {
      return .unchanged(.nothing)
    }
    accounts[user] = old.with(hash)
    return .done(.nothing, [])
  }

  mutating func changePassword(_ new: NewPassword) -> Outcome {
    guard let old = accounts[new.user] else { return .refused(.noSuchUser) }
    let isProved = new.oldHash == nil || new.oldHash == old.passwordHash
    let isAsked = new.asker.map { sessions[$0]?.user == new.user && !old.isDisabled } ?? true
    guard isProved, isAsked else { return .refused(.passwordChangedMeanwhile) }
    accounts[new.user] = old.with(new.hash)
    let ended = sessions.values.filter { $0.user == new.user && $0.id != new.asker }.map(\.id)
    for id in ended { _ = end(id) }
    return .done(.ended(ended.sorted()), [])
  }

  mutating func setDisabled(_ user: UserID, _ isDisabled: Bool) -> Outcome {
    guard let old = accounts[user] else { return .refused(.noSuchUser) }
    guard old.isDisabled != isDisabled else { return .unchanged(.nothing) }
    accounts[user] = Account(
      user: old.user, passwordHash: old.passwordHash, role: old.role, isDisabled: isDisabled,
      leftAt: old.leftAt)
    return .done(.nothing, [])
  }

  mutating func changeAccount(_ change: AccountChange) -> Outcome {
    guard isAdmin(change.admin) else { return .refused(.onlyAdmins) }
    guard let old = accounts[change.user] else { return .refused(.noSuchUser) }
    guard change.user != change.admin else { return .refused(.notOnOneself) }
    let new = Account(
      user: old.user, passwordHash: old.passwordHash, role: change.role ?? old.role,
      isDisabled: change.isDisabled ?? old.isDisabled, leftAt: old.leftAt)
    accounts[change.user] = new
    return new == old ? .unchanged(.nothing) : .done(.nothing, [])
  }

  func isDisabled(_ user: UserID) -> Bool { accounts[user]?.isDisabled ?? false || isGone(user) }

  mutating func noteUse(_ id: SessionID, at time: Timestamp) -> Outcome {
    guard sessions[id] != nil, let last = usedAt[id], last + Limits.sessionUseNoted <= time else {
      return .unchanged(.nothing)
    }
    usedAt[id] = time
    return .done(.nothing, [])
  }

  mutating func end(_ id: SessionID) -> Outcome {
    usedAt[id] = nil
    return sessions.removeValue(forKey: id) == nil ? .unchanged(.nothing) : .done(.nothing, [])
  }

  mutating func setRole(_ user: UserID, _ role: Role) -> Outcome {
    guard let old = accounts[user] else { return .refused(.noSuchUser) }
    guard old.role != role else { return .unchanged(.nothing) }
    accounts[user] = Account(
      user: old.user, passwordHash: old.passwordHash, role: role, isDisabled: old.isDisabled,
      leftAt: old.leftAt)
    return .done(.nothing, [])
  }

  /// A login with whom it belongs to; nil when they are disabled.
  func session(of login: Login) -> Session? {
    guard let account = accounts[login.user], !account.isDisabled else { return nil }
    return Session(
      id: login.id, user: account.user, role: account.role, createdAt: login.createdAt,
      expiresAt: login.expiresAt, lastSeen: lastSeen(of: login.user) ?? .never,
      lastSeenAt: usedAt[login.id], language: people[login.user]?.settings.language ?? .system)
  }

  /// Those of a user that have not expired, the newest first.
  func sessions(of user: UserID, at now: Timestamp) -> [ListedSession] {
    sessions.values.filter { $0.user == user && $0.expiresAt > now }
      .sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
      .map { login in
        ListedSession(
          id: login.id, createdAt: login.createdAt,
          lastSeenAt: usedAt[login.id] ?? login.createdAt, userAgent: login.userAgent)
      }
  }

  func user(_ id: UserID) -> User? { accounts[id]?.user }
}

extension Account {
  /// The same with another hash.
  fileprivate func with(_ passwordHash: String) -> Account {
    Account(
      user: user, passwordHash: passwordHash, role: role, isDisabled: isDisabled, leftAt: leftAt)
  }
}
