public import HubbubDomain
import HubbubStore

/// Leaving, and what becomes of who does not come back.
extension Accounts {
  /// Hides a person with all they shared and ends their sessions, for who
  /// knows the password.
  ///
  /// A guess counts as one at the login does.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, field `password`; `forbidden`
  ///   for the last admin; `rate_limited`, `busy`; else the store's failure.
  public func leave(
    _ session: Session, password: String, by client: Client
  ) async throws {
    do {
      let (account, _) = try await attempt(session.user.username, password, by: client)
      _ = try await commit(
        .leaveHubbub(session.user.id, provedBy: account.passwordHash, at: now())
      ).result.get()
    } catch let refusal as Refusal where refusal.code == .invalidCredentials {
      throw Refusal.wrongPassword.about("password")
    }
  }

  /// Erases those who left too long ago to come back, a bounded piece at a time,
  /// so that whoever else writes has turns between.
  ///
  /// What a crash or a refusal leaves, the next call goes on with.
  ///
  /// - Parameter discard: removes the files of a picture that no row names.
  /// - Returns: how many people are gone for good.
  /// - Throws: ``Refusal`` `busy`, `unavailable`; `CancellationError`; else the
  ///   store's failure.
  public func eraseLeavers(
    discarding discard: (PictureID, UserID) async -> Void
  ) async throws -> Int {
    let time = now() + (.zero - Limits.returnPeriod)
    var count = 0
    while true {
      let some = try await store.leavers(before: time, limit: Limits.erasedPeople)
      if some.isEmpty { return count }
      for user in some { try await erase(user, leftBefore: time, discard) }
      count += some.count
    }
  }

  private func erase(
    _ user: UserID, leftBefore time: Timestamp, _ discard: (PictureID, UserID) async -> Void
  ) async throws {
    while true {
      try Task.checkCancellation()
      let answer = try await commit(
        .erase(user, leftBefore: time, rows: Limits.erasedRows)
      ).result.get()
      guard case .erasing(let picture) = answer else { return }
      if let picture { await discard(picture, user) }
    }
  }
}
