public import HubbubDomain
public import HubbubStore
import Synchronization

/// Keeps the outcomes that askers hear, in the order they hear them.
public final class OutcomeLog: Sendable {
  private struct Waiter {
    let count: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var outcomes: [Outcome] = []
    var waiters: [Waiter] = []
  }

  private let state = Mutex(State())

  public init() {}

  /// One more who asks.
  public var asker: Asker { { [self] in add($0) } }

  /// What was heard so far.
  public var outcomes: [Outcome] { state.withLock { $0.outcomes } }

  /// The refusals among them.
  public var refusals: [Refusal.Code] {
    outcomes.compactMap { if case .refused(let refusal) = $0 { refusal.code } else { nil } }
  }

  /// What was heard, once there are at least `count`.
  public func outcomes(_ count: Int) async -> [Outcome] {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        guard state.outcomes.count < count else { return true }
        state.waiters.append(Waiter(count: count, continuation: continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
    return outcomes
  }

  private func add(_ outcome: Outcome) {
    let done = state.withLock { state -> [Waiter] in
      state.outcomes.append(outcome)
      let (count, waiters) = (state.outcomes.count, state.waiters)
      state.waiters = waiters.filter { $0.count > count }
      return waiters.filter { $0.count <= count }
    }
    for waiter in done { waiter.continuation.resume() }
  }
}
