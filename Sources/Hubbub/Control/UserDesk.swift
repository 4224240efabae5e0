import HubbubAccounts
import HubbubDomain
import HubbubStore

/// Carries operators' orders out: in the running server, or on a store that no
/// server uses.
struct UserDesk: Sendable {
  let store: any Store
  let passwords = PasswordPool()
  /// Writes a change, and tells of it where there is somebody to tell.
  let commit: Accounts.Commit

  /// Does what is ordered; what keeps it from being done is in the receipt.
  func carryOut(_ order: UserOrder) async -> UserReceipt {
    do {
      return try await attempt(order)
    } catch {
      let failure = Failure(error)
      return .refused(code: failure.code, sentence: failure.sentence, status: failure.status)
    }
  }

  private func attempt(_ order: UserOrder) async throws -> UserReceipt {
    switch order {
    case .add(let name, let password, let role):
      let username = try AccountRules.username(name)
      return try await add(username, password, role)
    case .changePassword(let name, let password):
      let user = try await user(name)
      try AccountRules.newPassword(password, of: user.username)
      let hash = try await passwords.hash(password)
      return try await write(
        .changePassword(NewPassword(of: user.id, hash: hash, insteadOf: nil, asker: nil)), user)
    case .disable(let name):
      let user = try await user(name)
      return try await write(.disable(user.id), user)
    case .enable(let name):
      let user = try await user(name)
      return try await write(.enable(user.id), user)
    case .removeFactor(let name):
      let user = try await user(name)
      return try await write(.removeFactor(user.id), user)
    case .setRole(let name, let role):
      let user = try await user(name)
      return try await write(.setRole(user.id, role), user)
    }
  }

  private func add(
    _ username: String, _ password: String, _ role: Role
  ) async throws -> UserReceipt {
    try AccountRules.newPassword(password, of: username)
    let time = Timestamp.now()
    let user = User(id: .make(at: time), username: username, displayName: username)
    let hash = try await passwords.hash(password)
    return try await write(
      .signUp(NewUser(user: user, passwordHash: hash, role: role, createdAt: time), nil), user)
  }

  private func user(_ name: String) async throws -> User {
    let username = try AccountRules.username(name)
    guard let account = try await store.account(named: username) else { throw Refusal.noSuchUser }
    return account.user
  }

  private func write(_ change: Change, _ user: User) async throws -> UserReceipt {
    let outcome = await commit(change)
    _ = try outcome.result.get()
    return .done(id: user.id.description, isNew: outcome != .unchanged(.nothing))
  }
}

extension UserDesk {
  /// The desk of a store that no server uses: nobody is there to be told.
  init(offline store: SQLiteStore) {
    self.init(store: store) { change in
      do { return try await store.commit([change]).first ?? .failed } catch { return .failed }
    }
  }
}
