import HubbubDomain
import Synchronization

/// Actors that have something to do, and the few tasks that go from one to the next.
///
/// A task of its own for each would cost several times what most have to do:
/// a loop that reads sixty commands to sixty rooms begins one round, not sixty.
///
/// - Bounds: one visit waits for each actor that is awake, since only an idle
///   mailbox asks for one; as many at once as it was made with.
/// - Isolation: a lock around the list, never held while anybody is visited.
/// - Source: design §5 (a task per command costs 6–9 µs, a hop 15–100 ns).
final class Rounds: Sendable {
  typealias Visit = @Sendable () async -> Void

  fileprivate struct State {
    /// Those that nobody has begun.
    var visits = Line<Visit>()
    /// Tasks that are going round.
    var count = 0
  }

  private let atMost: Int
  private let state = Mutex(State())

  /// Makes rounds of which so many go at once.
  init(atMost: Int = Limits.rounds) { self.atMost = atMost }

  /// Has actors visited soon.
  func add(_ visits: [Visit]) {
    let begins = state.withLock { state in
      state.visits.append(contentsOf: visits)
      guard state.count < atMost else { return false }
      state.count += 1
      return true
    }
    if begins { Task { await go() } }
  }

  /// Visits after which a round lets others go: some tenths of a millisecond.
  private static let stretch = 32

  /// How many are going now.
  var count: Int { state.withLock { $0.count } }
  /// How many wait to be visited.
  var waiting: Int { state.withLock { $0.visits.count } }

  private func go() async {
    var visited = 0
    while let visit = state.withLock({ $0.takeNext() }) {
      await visit()
      visited += 1
      // Other rounds may have to go on the same core.
      if visited.isMultiple(of: Self.stretch) { await Task.yield() }
    }
  }
}

extension Rounds.State {
  /// The next visit; nil, and one round is over, when nobody waits.
  fileprivate mutating func takeNext() -> Rounds.Visit? {
    let visit = visits.popFirst()
    if visit == nil { count -= 1 }
    return visit
  }
}
