import HubbubDomain

/// An element of EBML: a number, and what it holds.
struct EBMLElement {
  let kind: Int
  let start: Int
  /// Up to the end of what it stands in where its length is open.
  let body: Range<Int>
  let isOpen: Bool
}

/// The elements that lie side by side in a range, and fill it.
///
/// - Source: RFC 8794 §4 to §6.
struct EBMLElements {
  private let file: FileBytes
  private let work: Work
  private(set) var rest: Range<Int>

  init(_ file: FileBytes, _ range: Range<Int>, _ work: Work) {
    (self.file, rest, self.work) = (file, range, work)
  }

  /// The next one; nil behind the last.
  ///
  /// - Parameter mayBeOpen: which kinds may leave their length open; the walk goes
  ///   on behind the head of such a one.
  mutating func next(mayBeOpen: Set<Int> = []) throws(Refusal) -> EBMLElement? {
    guard !rest.isEmpty else { return nil }
    try work.piece()
    let start = rest.lowerBound
    let kind = try Self.number(at: start, of: file, most: 4, keepsMark: true).orBroken()
    let length = try Self.number(at: start + kind.width, of: file, most: 8).orBroken()
    let head = kind.width + length.width
    try require(head <= rest.count)
    if length.value == 1 << (7 * length.width) - 1 {
      try require(mayBeOpen.contains(kind.value))
      rest = rest.dropFirst(head)
      return EBMLElement(kind: kind.value, start: start, body: rest, isOpen: true)
    }
    try require(length.value <= rest.count - head)
    let body = start + head..<start + head + length.value
    rest = body.upperBound..<rest.upperBound
    return EBMLElement(kind: kind.value, start: start, body: body, isOpen: false)
  }

  /// A number that says by its first bits how many bytes it has.
  static func number(
    at place: Int, of file: FileBytes, most: Int, keepsMark: Bool = false
  ) -> (value: Int, width: Int)? {
    guard let first = file.byte(at: place), first > 0 else { return nil }
    let width = UInt8(first).leadingZeroBitCount + 1
    guard width <= most, let all = file.big(width, at: place) else { return nil }
    return (keepsMark ? all : all & (1 << (7 * width) - 1), width)
  }
}

extension FileBytes {
  /// A number without a sign, of up to eight bytes.
  func number(_ range: Range<Int>) -> Int? {
    range.count <= 8 ? big(range.count, at: range.lowerBound) : nil
  }

  /// A number with a point, of four bytes or eight.
  func float(_ range: Range<Int>) -> Double? {
    switch range.count {
    case 0: return 0
    case 4: return big(4, at: range.lowerBound).map { Double(Float(bitPattern: UInt32($0))) }
    case 8:
      guard let high = big(4, at: range.lowerBound), let low = big(4, at: range.lowerBound + 4)
      else { return nil }
      return Double(bitPattern: UInt64(high) << 32 | UInt64(low))
    default: return nil
    }
  }
}
