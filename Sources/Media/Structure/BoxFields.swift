import HubbubDomain

/// Numbers that stand one behind the other in a box, the largest byte first.
struct BoxFields {
  private let file: FileBytes
  private var rest: Range<Int>

  init(_ file: FileBytes, _ range: Range<Int>) { (self.file, rest) = (file, range) }

  /// The next number; 0 for one of no bytes.
  ///
  /// - Throws: ``Refusal`` `corrupt_media` behind the last.
  mutating func next(_ width: Int) throws(Refusal) -> Int {
    guard width > 0 else { return 0 }
    try require(width <= 8 && width <= rest.count)
    defer { rest = rest.dropFirst(width) }
    return try file.big(width, at: rest.lowerBound).orBroken()
  }

  mutating func text(_ width: Int) throws(Refusal) -> String {
    try require(width <= rest.count)
    defer { rest = rest.dropFirst(width) }
    return try file.text(width, at: rest.lowerBound).orBroken()
  }

  /// Version and flags; the version is told.
  mutating func version() throws(Refusal) -> Int { try next(4) >> 24 }

  /// A number of two bytes, or four.
  mutating func number(isLong: Bool) throws(Refusal) -> Int { try next(isLong ? 4 : 2) }
}
