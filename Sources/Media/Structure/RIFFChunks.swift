import HubbubDomain

/// The chunks of a RIFF file that lie side by side, and fill their place.
///
/// - Source: RFC 9649 §2.3; Microsoft, "Multimedia Programming Interface and Data
///   Specifications 1.0" (1991), chapter 2.
struct RIFFChunks {
  struct Chunk {
    let kind: String
    let body: Range<Int>
  }

  private let file: FileBytes
  private let work: Work
  private var rest: Range<Int>
  /// Whether the last one may lack the byte that makes it even.
  private let mayEndOdd: Bool

  init(_ file: FileBytes, _ range: Range<Int>, _ work: Work, mayEndOdd: Bool = false) {
    (self.file, rest, self.work, self.mayEndOdd) = (file, range, work, mayEndOdd)
  }

  /// What a RIFF file of this form holds.
  ///
  /// - Throws: ``Refusal`` `corrupt_media` where it does not end where it says.
  static func content(
    of file: FileBytes, form: String, mayEndOdd: Bool = false
  ) throws(Refusal) -> Range<Int> {
    try require(file.has("RIFF", at: 0) && file.has(form, at: 8))
    let length = try file.little(4, at: 4).orBroken() + 8
    // An odd length, and a last byte that makes it even.
    let isPadded = length % 2 == 1 && length + 1 == file.count
    try require(length == file.count || (isPadded && mayEndOdd))
    return 12..<file.count
  }

  /// The next one; nil behind the last.
  mutating func next() throws(Refusal) -> Chunk? {
    guard !rest.isEmpty else { return nil }
    try work.box()
    try require(rest.count >= 8)
    let start = rest.lowerBound
    let kind = try file.text(4, at: start).orBroken()
    let length = try file.little(4, at: start + 4).orBroken()
    try require(length <= rest.count - 8)
    let body = start + 8..<start + 8 + length
    let isEnd = body.upperBound == rest.upperBound
    let end = length % 2 == 0 || (isEnd && mayEndOdd) ? body.upperBound : body.upperBound + 1
    try require(end <= rest.upperBound)
    rest = end..<rest.upperBound
    return Chunk(kind: kind, body: body)
  }
}
