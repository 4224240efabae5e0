import HubbubDomain
import HubbubStore
import Synchronization

/// The topics that somebody of this hub hears, each with how many claim it.
///
/// - Isolation: a lock, never held while anything else runs.
final class Taps: BusListener {
  private struct Entry {
    let tap: Tap
    var claims: Int
  }

  private let bus: any Bus
  private let means: Tap.Means
  private let entries = Mutex<[Topic: Entry]>([:])

  init(bus: any Bus, means: Tap.Means) {
    self.bus = bus
    self.means = means
  }

  /// Claimed taps, in the order asked for, and what was read when those began that
  /// were new.
  typealias Opened = (taps: [Tap], heard: Hearing)

  /// Finds out how far topics go, and maybe more than that.
  typealias Reading =
    @Sendable (_ new: [Topic], _ found: @escaping StoreQuestion.Taker<Hearing>) -> Void

  /// Claims topics, and returns when all have begun.
  ///
  /// - Returns: their taps in the same order, each to be released once.
  /// - Throws: what the bus or the store throws; nothing is claimed then.
  func open(_ topics: [Topic]) async throws -> [Tap] {
    try await withCheckedThrowingContinuation { done in
      open(topics, asking: askAlone) { done.resume(with: $0.map(\.taps)) }
    }
  }

  /// The same, told by a call: at once where nothing is to be read.
  ///
  /// - Parameter ask: by whom the store is asked for the heads of new topics.
  func open(
    _ topics: [Topic], asking ask: @escaping @Sendable (StoreQuestion) -> Void,
    then: @escaping @Sendable (Result<Opened, any Error>) -> Void
  ) {
    let reading: Reading = { new, found in
      guard !new.isEmpty else { return found(.success(Hearing(topics: [:], friends: [:]))) }
      ask(.heads(new) { heads in found(heads.map { Hearing(topics: $0, friends: [:]) }) })
    }
    open(topics, reading: reading, then: then)
  }

  /// The same, with a read that finds out more than the heads.
  ///
  /// - Parameter read: called once the topics are subscribed to, with those
  ///   whose heads are wanted.
  func open(
    _ topics: [Topic], reading read: @escaping Reading,
    then: @escaping @Sendable (Result<Opened, any Error>) -> Void
  ) {
    let (taps, new) = claim(topics)
    begin(new, read) { [self] begun in
      let heard: Hearing
      switch begun {
      case .success(let found): heard = found
      case .failure(let error): return giveUp(taps, error, then)
      }
      onceJoined(taps[...]) { [self] joined in
        switch joined {
        case .success: then(.success((taps, heard)))
        case .failure(let error): giveUp(taps, error, then)
        }
      }
    }
  }

  private func giveUp(
    _ taps: [Tap], _ error: any Error, _ then: (Result<Opened, any Error>) -> Void
  ) {
    release(taps)
    then(.failure(error))
  }

  /// Tells when others have begun what they opened before.
  private func onceJoined(_ taps: ArraySlice<Tap>, _ then: @escaping Tap.Waiter) {
    let rest = taps.drop(while: \.isOpen)
    guard let tap = rest.first else { return then(.success(())) }
    tap.onceJoined { [self] joined in
      switch joined {
      case .success: onceJoined(rest.dropFirst(), then)
      case .failure: then(joined)
      }
    }
  }

  private func askAlone(_ question: StoreQuestion) {
    means.store.ask([question]) { answers in for answer in answers { answer.give() } }
  }

  /// Adds a claim to a tap that somebody claims already.
  func claimAgain(_ tap: Tap) {
    entries.withLock { $0[tap.topic]?.claims += 1 }
  }

  /// Gives claims back; a topic that nobody claims is closed.
  func release(_ taps: [Tap]) {
    guard !taps.isEmpty else { return }
    let unclaimed = entries.withLock { entries in taps.filter { Self.unclaim($0, in: &entries) } }
    for tap in unclaimed { tap.close() }
  }

  /// Takes a claim back; says whether it was the last.
  private static func unclaim(_ tap: Tap, in entries: inout [Topic: Entry]) -> Bool {
    // A tap that failed is off the list, and another may stand in its place.
    guard let place = entries.index(forKey: tap.topic), entries.values[place].tap === tap else {
      return false
    }
    entries.values[place].claims -= 1
    guard entries.values[place].claims == 0 else { return false }
    entries.remove(at: place)
    return true
  }

  func position(of topic: Topic) -> Int64? {
    entries.withLock { $0[topic]?.tap }?.position
  }

  /// Brings an event to its topic, if that is heard here.
  func receive(_ event: Event) {
    entries.withLock { $0[event.topic]?.tap }?.receive(event)
  }

  var count: Int { entries.withLock { $0.count } }

  /// Compares every open topic with its head in the store, and reads what the bus lost.
  func sweep() async throws {
    let taps = entries.withLock { $0.mapValues(\.tap) }
    let heads = try await means.store.heads(Array(taps.keys))
    for (topic, extent) in heads { taps[topic]?.learn(head: extent.head) }
  }

  private func claim(_ topics: [Topic]) -> (taps: [Tap], new: [Tap]) {
    entries.withLock { [means] entries in
      var new: [Tap] = []
      let taps = topics.map { topic in
        var entry = entries[topic] ?? Entry(tap: Tap(topic, with: means), claims: 0)
        if entry.claims == 0 { new.append(entry.tap) }
        entry.claims += 1
        entries[topic] = entry
        return entry.tap
      }
      return (taps, new)
    }
  }

  /// Begins all of them, or none: whoever waits for one is told why.
  private func begin(
    _ taps: [Tap], _ read: @escaping Reading, _ then: @escaping StoreQuestion.Taker<Hearing>
  ) {
    join(taps, read) { [self] found in
      switch found {
      case .success(let heard):
        for tap in taps { tap.begin(head: heard.topics[tap.topic]?.head ?? 0) }
      case .failure(let error):
        for tap in taps { tap.fail(error) }
        forget(taps)
      }
      then(found)
    }
  }

  /// Subscribe, flush, heads: in this order nothing falls between.
  private func join(
    _ taps: [Tap], _ read: @escaping Reading, _ then: @escaping StoreQuestion.Taker<Hearing>
  ) {
    let topics = taps.map(\.topic)
    guard !taps.isEmpty else { return read(topics, then) }
    do { for tap in taps { try tap.subscribe(on: bus, for: self) } } catch {
      return then(.failure(error))
    }
    bus.flush { flushed in
      switch flushed {
      case .success: read(topics, then)
      case .failure(let error): then(.failure(error))
      }
    }
  }

  /// Takes failed taps off the list, so that the next to ask tries anew.
  private func forget(_ taps: [Tap]) {
    entries.withLock { entries in
      for tap in taps where entries[tap.topic]?.tap === tap { entries[tap.topic] = nil }
    }
  }
}
