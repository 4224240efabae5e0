public import HubbubDomain
public import HubbubStore

/// Keeps the outcomes that askers hear, in the order they hear them.
public final class OutcomeLog: Sendable {
  private let heard = Watched<[Outcome]>([])

  public init() {}

  /// One more who asks.
  public var asker: Asker { Asker { [heard] outcome in heard.change { $0.append(outcome) } } }

  /// What was heard so far.
  public var outcomes: [Outcome] { heard.value }

  /// The refusals among them.
  public var refusals: [Refusal.Code] {
    outcomes.compactMap { if case .refused(let refusal) = $0 { refusal.code } else { nil } }
  }

  /// What was heard, once there are at least `count`.
  public func outcomes(_ count: Int) async throws -> [Outcome] {
    try await heard.until { $0.count >= count }
    return outcomes
  }
}
