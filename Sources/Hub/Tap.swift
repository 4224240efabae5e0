import HubbubDomain
import HubbubStore
import Synchronization

/// One topic as this hub hears it: each number once, in order, without a hole,
/// whatever the bus does to it.
///
/// The next number is handed on, a lower one dropped, and where one is
/// missing the store is read.
///
/// - Bounds: ``Limits/earlyEvents`` that came too early are kept; later ones
///   are read from the store.
/// - Isolation: a lock; events are handed on outside it, one after another.
/// - Source: design §1, "Same road for here and elsewhere".
final class Tap: Sendable {
  /// Takes each event, with the loops that listened when it was numbered in.
  typealias Hand = @Sendable (Event, LoopSet) -> Void

  /// Is told once that a topic has begun, or why not.
  typealias Waiter = @Sendable (Result<Void, any Error>) -> Void

  fileprivate struct State {
    /// Nil until the topic's head is known.
    var next: Int64?
    /// The highest number heard of.
    var known: Int64 = 0
    var lastTurn: Int64 = 0
    var early: [Int64: Event] = [:]
    var loops = LoopSet()
    var ready: [(Event, LoopSet)] = []
    var isHanding = false
    var isRepairing = false
    var isClosed = false
    var waiters: [Waiter] = []
    var subscription: (any BusSubscription)?
  }

  /// What all taps of a hub work with, kept once: a person has two.
  final class Means: Sendable {
    let store: any Store
    let clock: any HubClock
    let counts: HubCounts
    let hand: Hand

    init(store: any Store, clock: any HubClock, counts: HubCounts, hand: @escaping Hand) {
      (self.store, self.clock, self.counts, self.hand) = (store, clock, counts, hand)
    }
  }

  let topic: Topic
  private let means: Means
  private let state = Mutex(State())

  init(_ topic: Topic, with means: Means) {
    self.topic = topic
    self.means = means
  }

  // MARK: - Joining

  /// - Parameter listener: who brings this topic's events here.
  func subscribe(on bus: any Bus, for listener: any BusListener) throws {
    let subscription = try bus.subscribe(topic, listener)
    let isLate = state.withLock { state in
      state.subscription = subscription
      return state.isClosed
    }
    if isLate { subscription.cancel() }
  }

  /// Takes the topic's head, read after the subscription was in force: from
  /// here on every number is handed on.
  func begin(head: Int64) {
    let waiters = state.withLock { state in
      (state.next, state.lastTurn) = (head + 1, head)
      state.early = state.early.filter { $0.key > head }
      state.advance()
      return state.waiters.takeAll()
    }
    for waiter in waiters { waiter(.success(())) }
    handOn()
    repairIfNeeded()
  }

  /// Gives up before it began.
  func fail(_ error: any Error) {
    // At once: whoever asks to wait later finds it closed.
    let (waiters, subscription) = state.withLock { state in
      state.isClosed = true
      return (state.waiters.takeAll(), state.subscription.take())
    }
    subscription?.cancel()
    for waiter in waiters { waiter(.failure(error)) }
  }

  /// Whether the topic has begun, and was not given up.
  var isOpen: Bool { state.withLock { $0.next != nil && !$0.isClosed } }

  /// Returns once the topic has begun.
  func joined() async throws {
    try await withCheckedThrowingContinuation { done in
      onceJoined { done.resume(with: $0) }
    }
  }

  /// Tells `waiter` once the topic has begun: at once where it has.
  func onceJoined(_ waiter: @escaping Waiter) {
    let ending: Result<Void, any Error>? = state.withLock { state in
      if state.isClosed { return .failure(TapClosed()) }
      if state.next != nil { return .success(()) }
      state.waiters.append(waiter)
      return nil
    }
    if let ending { waiter(ending) }
  }

  func close() {
    let subscription = state.withLock { state in
      state.isClosed = true
      return state.subscription.take()
    }
    subscription?.cancel()
  }

  // MARK: - Listening

  /// The last number handed on.
  var position: Int64 { state.withLock { ($0.next ?? 1) - 1 } }

  /// Adds a loop: it is handed every number above the one returned.
  func listen(_ loop: Int) -> Int64 {
    state.withLock { state in
      state.loops.insert(loop)
      return (state.next ?? 1) - 1
    }
  }

  /// The number of the last event that changed who hears this topic, or, on a
  /// user's own, what they hear; or may have: what came before the tap began
  /// nobody looked at.
  var lastTurn: Int64 { state.withLock { $0.lastTurn } }

  func unlisten(_ loop: Int) {
    state.withLock { $0.loops.remove(loop) }
  }

  // MARK: - Events

  /// Takes an event as the bus brings it.
  func receive(_ event: Event) {
    state.withLock { $0.take(event) }
    handOn()
    repairIfNeeded()
  }

  /// Learns how far the topic is: what the bus lost is read.
  func learn(head: Int64) {
    state.withLock { $0.known = max($0.known, head) }
    repairIfNeeded()
  }

  /// Hands on what is ready.
  ///
  /// Whoever comes while another hands on leaves it to them, so that the
  /// order stays.
  private func handOn() {
    while true {
      let ready = state.withLock { state -> [(Event, LoopSet)] in
        guard !state.ready.isEmpty, !state.isHanding else { return [] }
        state.isHanding = true
        return state.ready.takeAll()
      }
      guard !ready.isEmpty else { return }
      for (event, loops) in ready { means.hand(event, loops) }
      state.withLock { $0.isHanding = false }
    }
  }

  // MARK: - Holes

  private func repairIfNeeded() {
    guard state.withLock({ $0.beginRepair() }) else { return }
    means.counts.add(.tapRepairs)
    Task { await repair() }
  }

  private func repair() async {
    do {
      while let after = state.withLock({ $0.nextRepair() }) {
        let events = try await means.store.read(
          topic, after: after, limit: Limits.catchUpPage, as: topic.listener)
        // Meanwhile the missing event may have come by itself: lower numbers are dropped.
        state.withLock { state in for event in events { state.take(event) } }
        handOn()
        guard !events.isEmpty else { throw StoreBehind() }
      }
    } catch {
      means.clock.after(Limits.repairRetry) { [weak self] in
        guard let self else { return }
        Task { await self.repair() }
      }
    }
  }
}

/// The topic was given up while somebody waited for it.
struct TapClosed: Error {}

/// A number was heard of that the store does not show yet.
private struct StoreBehind: Error {}

extension Tap.State {
  /// Puts an event where it belongs.
  fileprivate mutating func take(_ event: Event) {
    guard let seq = event.seq else {
      // Before the topic has begun nobody listens.
      if next != nil { ready.append((event, loops)) }
      return
    }
    known = max(known, seq)
    if let next {
      guard seq >= next else { return }
      if seq == next {
        handNumbered(event)
        return advance()
      }
    }
    if early.count < Limits.earlyEvents { early[seq] = event }
  }

  /// Makes ready what had come too early and is next now.
  fileprivate mutating func advance() {
    while let next, let event = early.removeValue(forKey: next) { handNumbered(event) }
  }

  private mutating func handNumbered(_ event: Event) {
    ready.append((event, loops))
    if event.isTurn { lastTurn = event.seq ?? lastTurn }
    next = next.map { $0 + 1 }
  }

  fileprivate mutating func beginRepair() -> Bool {
    guard !isRepairing, !isClosed, lastBeforeHole() != nil else { return false }
    isRepairing = true
    return true
  }

  /// Where to read on; nil, and the repair is over, when nothing is missing.
  fileprivate mutating func nextRepair() -> Int64? {
    let after = lastBeforeHole()
    isRepairing = after != nil
    return after
  }

  /// The last number handed on, if a later one is known.
  fileprivate func lastBeforeHole() -> Int64? {
    guard !isClosed, let next, next <= known else { return nil }
    return next - 1
  }
}

extension Event {
  fileprivate var isTurn: Bool {
    switch body {
    case .member(_, .left), .member(_, .removed), .parted, .friend: true
    case .conversation: if case .user = topic { true } else { false }
    default: false
    }
  }
}

extension Topic {
  /// As whom a hub reads this topic's events, to hand them to all who listen:
  /// its owner where it is one person's, else nobody in particular.
  var listener: UserID {
    switch self {
    case .user(let id), .person(let id): id
    case .feed, .conversation, .post, .stats: .hub
    }
  }
}

extension Array {
  /// Gives what there is and leaves nothing.
  mutating func takeAll() -> [Element] {
    defer { removeAll() }
    return self
  }
}
