public import HubbubDomain

/// A short read that many ask for at once, with who takes what it finds.
public enum StoreQuestion: Sendable {
  public typealias Taker<Value> = @Sendable (Result<Value, any Error>) -> Void

  /// ``Store/session(tokenHash:at:)``.
  case session(tokenHash: [UInt8], at: Timestamp, Taker<Session?>)
  /// ``Store/hearing(of:posts:)``.
  case hearing(of: UserID, posts: [PostID], Taker<Hearing>)
  /// ``Store/heads(_:)``.
  case heads([Topic], Taker<[Topic: Extent]>)
}

/// What was found, not yet given to who asked.
public struct StoreAnswer: Sendable {
  /// Which read it was.
  public let read: StoreRead
  /// Gives it to who asked.
  public let give: @Sendable () -> Void

  public init<Value: Sendable>(
    _ read: StoreRead, _ found: Result<Value, any Error>,
    to taker: @escaping StoreQuestion.Taker<Value>
  ) {
    self.read = read
    give = { taker(found) }
  }
}

extension Store {
  /// Asks one after the other, for a store that cannot do better.
  public func ask(
    _ questions: [StoreQuestion], found: @escaping @Sendable ([StoreAnswer]) -> Void
  ) {
    Task { for question in questions { found([await answer(to: question)]) } }
  }

  private func answer(to question: StoreQuestion) async -> StoreAnswer {
    switch question {
    case .session(let hash, let now, let taker):
      StoreAnswer(
        .session, await result { try await session(tokenHash: hash, at: now) }, to: taker)
    case .hearing(let user, let posts, let taker):
      StoreAnswer(.hearing, await result { try await hearing(of: user, posts: posts) }, to: taker)
    case .heads(let topics, let taker):
      StoreAnswer(.heads, await result { try await heads(topics) }, to: taker)
    }
  }

  private func result<Value>(
    _ read: () async throws -> Value
  ) async -> Result<Value, any Error> {
    do { return .success(try await read()) } catch { return .failure(error) }
  }
}
