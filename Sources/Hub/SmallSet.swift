/// A set of few: a plain list while it is short, half the memory of a `Set`
/// and as fast.
///
/// - Complexity: as a `Set`'s.
struct SmallSet<Element: Hashable>: Sequence, ExpressibleByArrayLiteral {
  private var few: [Element] = []
  /// Holds them all once they are too many to look through.
  private var many: Set<Element> = []

  /// Looking through so many costs no more than looking one up.
  static var few: Int { 8 }

  init(arrayLiteral elements: Element...) { formUnion(elements) }

  var count: Int { many.isEmpty ? few.count : many.count }

  func contains(_ element: Element) -> Bool {
    many.isEmpty ? few.contains(element) : many.contains(element)
  }

  /// Adds an element; says whether it is new.
  @discardableResult
  mutating func insert(_ element: Element) -> Bool {
    guard !contains(element) else { return false }
    if !many.isEmpty {
      many.insert(element)
    } else if few.count < Self.few {
      few.append(element)
    } else {
      many = Set(few)
      many.insert(element)
      few = []
    }
    return true
  }

  mutating func formUnion(_ elements: some Sequence<Element>) {
    for element in elements { insert(element) }
  }

  /// Takes an element out; says whether it was there.
  mutating func remove(_ element: Element) -> Bool {
    guard many.isEmpty else { return many.remove(element) != nil }
    guard let place = few.firstIndex(of: element) else { return false }
    few.swapAt(place, few.count - 1)
    few.removeLast()
    return true
  }

  func makeIterator() -> AnyIterator<Element> {
    guard !many.isEmpty else {
      var rest = few.makeIterator()
      return AnyIterator { rest.next() }
    }
    var rest = many.makeIterator()
    return AnyIterator { rest.next() }
  }
}
