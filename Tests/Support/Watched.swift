import Synchronization

/// A value behind a lock, and who waits until it is as they want it.
///
/// Waiting ends with the task that waits, so that a test which waits for
/// what never comes fails at its time limit.
public final class Watched<Value: Sendable>: Sendable {
  private struct Waiter {
    let isDone: @Sendable (Value) -> Bool
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var value: Value
    var waiters: [Int: Waiter] = [:]
    var made = 0
  }

  private let state: Mutex<State>

  public init(_ value: Value) { state = Mutex(State(value: value)) }

  public var value: Value { state.withLock { $0.value } }

  /// Changes the value, and lets those go on who waited for that.
  public func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    let (result, done) = state.withLock { state in
      let result = body(&state.value)
      let done = state.waiters.filter { $0.value.isDone(state.value) }
      for number in done.keys { state.waiters[number] = nil }
      return (result, Array(done.values))
    }
    for waiter in done { waiter.continuation.resume() }
    return result
  }

  /// Returns once the value is as wanted.
  ///
  /// - Throws: when the waiting task is cancelled.
  public func until(_ isDone: @escaping @Sendable (Value) -> Bool) async throws {
    let number = state.withLock { state in
      state.made += 1
      return state.made
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        add(Waiter(isDone: isDone, continuation: continuation), number)
      }
    } onCancel: {
      give(up: number)
    }
  }

  private func add(_ waiter: Waiter, _ number: Int) {
    let isDone = state.withLock { state in
      if waiter.isDone(state.value) { return true }
      state.waiters[number] = waiter
      return false
    }
    if isDone { return waiter.continuation.resume() }
    if Task.isCancelled { give(up: number) }
  }

  private func give(up number: Int) {
    let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
    waiter?.continuation.resume(throwing: CancellationError())
  }
}
