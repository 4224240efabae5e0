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

  /// Claims topics, and returns when all have begun.
  ///
  /// - Returns: their taps in the same order, each to be released once.
  /// - Throws: what the bus or the store throws; nothing is claimed then.
  func open(_ topics: [Topic]) async throws -> [Tap] {
    try await open(topics) { new in new.isEmpty ? [:] : try await means.store.heads(new) }.taps
  }

  /// The same, with a read that finds out more than the heads.
  ///
  /// - Parameter read: called once the topics are subscribed to, with those
  ///   whose heads are wanted.
  func open(
    _ topics: [Topic], reading read: (_ new: [Topic]) async throws -> [Topic: Extent]
  ) async throws -> (taps: [Tap], extents: [Topic: Extent]) {
    let (taps, new) = claim(topics)
    do {
      let extents = try await begin(new, read)
      for tap in taps { try await tap.joined() }
      return (taps, extents)
    } catch {
      release(taps)
      throw error
    }
  }

  /// Adds a claim to a tap that somebody claims already.
  func claimAgain(_ tap: Tap) {
    entries.withLock { $0[tap.topic]?.claims += 1 }
  }

  /// Gives claims back; a topic that nobody claims is closed.
  func release(_ taps: [Tap]) {
    for tap in taps {
      let isLast = entries.withLock { entries -> Bool in
        // A tap that failed is off the list, and another may stand in its place.
        guard var entry = entries[tap.topic], entry.tap === tap else { return false }
        entry.claims -= 1
        entries[tap.topic] = entry.claims > 0 ? entry : nil
        return entry.claims == 0
      }
      if isLast { tap.close() }
    }
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
    _ taps: [Tap], _ read: ([Topic]) async throws -> [Topic: Extent]
  ) async throws -> [Topic: Extent] {
    do {
      return try await join(taps, read)
    } catch {
      for tap in taps { tap.fail(error) }
      forget(taps)
      throw error
    }
  }

  /// Subscribe, flush, heads: in this order nothing falls between.
  private func join(
    _ taps: [Tap], _ read: ([Topic]) async throws -> [Topic: Extent]
  ) async throws -> [Topic: Extent] {
    for tap in taps { try tap.subscribe(on: bus, for: self) }
    if !taps.isEmpty { try await bus.flush() }
    let extents = try await read(taps.map(\.topic))
    for tap in taps { tap.begin(head: extents[tap.topic]?.head ?? 0) }
    return extents
  }

  /// Takes failed taps off the list, so that the next to ask tries anew.
  private func forget(_ taps: [Tap]) {
    entries.withLock { entries in
      for tap in taps where entries[tap.topic]?.tap === tap { entries[tap.topic] = nil }
    }
  }
}
