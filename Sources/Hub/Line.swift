/// Who waits, first come first served.
///
/// An array whose first is removed moves all others each time, and copies them where
/// anybody looks on; ten thousand who start at once would be moved for each of them.
///
/// - Complexity: O(1), over many.
struct Line<Element> {
  private var places: [Element?] = []
  /// The first place that is not empty.
  private var next = 0

  var count: Int { places.count - next }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ element: Element) { places.append(element) }

  mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { places.append(element) }
  }

  mutating func popFirst() -> Element? {
    guard next < places.count else { return nil }
    let first = places[next].take()
    next += 1
    if next == places.count {
      places.removeAll(keepingCapacity: next <= Self.kept)
      next = 0
    } else if next >= Self.kept, next * 2 > places.count {
      places.removeFirst(next)
      next = 0
    }
    return first
  }

  /// Places that are kept though nobody waits: some pages of memory.
  private static var kept: Int { 1_024 }
}
