import Synchronization

/// The order in which one socket's commands are written, whichever actors
/// decide them and however soon.
///
/// A command takes a place when it is asked. What is decided early waits here
/// until all before it is decided too; nobody waits for it.
///
/// - Bounds: as many wait as the socket may have in flight.
/// - Isolation: a lock, never held while anything else runs.
/// - Source: contract §3, "Commands of one socket".
public final class CommandOrder: Sendable {
  /// One command's place, which is settled once, or passed.
  public struct Place: Sendable {
    fileprivate let order: CommandOrder
    fileprivate let number: Int

    /// Runs `deed` once everything before has been settled.
    ///
    /// - Parameter deed: runs here, or on the thread that settles the last of
    ///   those before; never together with another of this order.
    public func settle(_ deed: @escaping @Sendable () -> Void) { order.settle(number, deed) }

    /// Settles it with nothing to do.
    public func pass() { order.settle(number, nil) }
  }

  fileprivate struct State {
    /// How many places were taken.
    var taken = 0
    /// The first that is not settled, or whose turn has not come.
    var next = 0
    /// What was settled before its turn.
    var early: [Int: (@Sendable () -> Void)?] = [:]
    /// Whether somebody is at work on those whose turn it is.
    var isAtWork = false
  }

  private let state = Mutex(State())

  public init() {}

  /// Takes the place behind all others.
  public func take() -> Place {
    state.withLock { state in
      defer { state.taken += 1 }
      return Place(order: self, number: state.taken)
    }
  }

  private func settle(_ number: Int, _ deed: (@Sendable () -> Void)?) {
    let isMine = state.withLock { state in
      guard number >= state.next, state.early[number] == nil else { return false }
      state.early[number] = .some(deed)
      guard number == state.next, !state.isAtWork else { return false }
      state.isAtWork = true
      return true
    }
    guard isMine else { return }
    while let deed = state.withLock({ $0.nextDeed() }) { deed() }
  }
}

extension CommandOrder.State {
  /// What is to be done next; nil, and nobody is at work, when that is not known yet.
  fileprivate mutating func nextDeed() -> (@Sendable () -> Void)? {
    while let settled = early.removeValue(forKey: next) {
      next += 1
      if let settled { return settled }
    }
    isAtWork = false
    return nil
  }
}
