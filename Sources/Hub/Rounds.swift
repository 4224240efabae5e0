import HubbubDomain
import Synchronization

/// Actors that have something to do, and the few tasks that go from one to the next.
///
/// A task of its own for each would cost several times what most have to do:
/// a loop that reads sixty commands to sixty rooms begins one round, not sixty.
///
/// - Bounds: one visit waits for each actor that is awake, since only an idle
///   mailbox asks for one; ``Limits/rounds`` at once.
/// - Isolation: a lock around the list, never held while anybody is visited.
/// - Source: design §5 (a task per command costs 6–9 µs, a hop 15–100 ns).
final class Rounds: Sendable {
  typealias Visit = @Sendable () async -> Void

  fileprivate struct State {
    var visits: [Visit] = []
    /// The first of them that nobody has begun.
    var next = 0
    /// Tasks that are going round.
    var count = 0
  }

  private let state = Mutex(State())

  /// Has actors visited soon.
  func add(_ visits: [Visit]) {
    let begins = state.withLock { state in
      state.visits += visits
      guard state.count < Limits.rounds else { return false }
      state.count += 1
      return true
    }
    if begins { Task { await go() } }
  }

  /// How many are going now.
  var count: Int { state.withLock { $0.count } }
  /// How many wait to be visited.
  var waiting: Int { state.withLock { $0.visits.count - $0.next } }

  private func go() async {
    while let visit = state.withLock({ $0.takeNext() }) { await visit() }
  }
}

extension Rounds.State {
  /// The next visit; nil, and one round is over, when nobody waits.
  fileprivate mutating func takeNext() -> Rounds.Visit? {
    guard next < visits.count else {
      count -= 1
      visits.removeAll(keepingCapacity: true)
      next = 0
      return nil
    }
    let visit = visits[next]
    next += 1
    if next == Self.manyDone { forgetDone() }
    return visit
  }

  private mutating func forgetDone() {
    visits.removeFirst(next)
    next = 0
  }

  /// Visits that are done and still listed: dropping them one by one would
  /// move the others each time.
  private static let manyDone = 256
}
