/// What one visitor has seen of each of its topics: the last number, and the
/// numbers that are missing below it.
///
/// Within a topic numbers go up by exactly 1 (contract §3), so whatever else
/// happens to them is a fault of the server, and is named here.
struct Ledger {
  /// What a number is, after those before it.
  enum Finding: Equatable {
    case next
    /// So many numbers before it have not come.
    case gap(Int64)
    /// It was missing, and comes after higher ones.
    case late
    /// It was seen before.
    case again
    /// The topic was never announced.
    case stray
  }

  private struct Entry {
    var topic: TopicKey
    var last: Int64
  }

  /// A handful for most; the last one found is looked at first.
  private var entries: [Entry] = []
  private var recent = 0
  /// Where a publisher hears a thousand rooms.
  private var places: [TopicKey: Int] = [:]
  private var missing: [TopicKey: Set<Int64>] = [:]

  /// Topics that a linear look finds as fast as a table does.
  private static let few = 8

  /// The last number of each topic that is followed.
  var heads: [(topic: TopicKey, seq: Int64)] { entries.map { ($0.topic, $0.last) } }

  func last(_ topic: TopicKey) -> Int64? { place(of: topic).map { entries[$0].last } }

  /// Counting begins, or begins anew, behind `head`.
  mutating func begin(_ topic: TopicKey, at head: Int64) {
    missing[topic] = nil
    if let place = place(of: topic) {
      entries[place].last = head
    } else {
      if entries.count >= Self.few { places[topic] = entries.count }
      entries.append(Entry(topic: topic, last: head))
    }
  }

  /// The topic is not heard any more.
  mutating func end(_ topic: TopicKey) {
    missing[topic] = nil
    entries.removeAll { $0.topic == topic }
    recent = 0
    places = [:]
    for (place, entry) in entries.enumerated().dropFirst(Self.few) { places[entry.topic] = place }
  }

  /// Enters a number that came.
  @inline(__always)
  mutating func enter(_ topic: TopicKey, _ seq: Int64) -> Finding {
    if recent >= entries.count || entries[recent].topic != topic {
      guard let place = place(of: topic) else { return .stray }
      recent = place
    }
    let last = entries[recent].last
    if seq == last &+ 1 {
      entries[recent].last = seq
      return .next
    }
    return enter(topic, seq, after: last)
  }

  /// Enters a number that is not the next.
  private mutating func enter(_ topic: TopicKey, _ seq: Int64, after last: Int64) -> Finding {
    guard seq > last else {
      return missing[topic]?.remove(seq) != nil ? .late : .again
    }
    entries[recent].last = seq
    missing[topic, default: []].formUnion((last + 1)..<seq)
    return .gap(seq - last - 1)
  }

  private func place(of topic: TopicKey) -> Int? {
    entries.prefix(Self.few).firstIndex { $0.topic == topic } ?? places[topic]
  }
}
