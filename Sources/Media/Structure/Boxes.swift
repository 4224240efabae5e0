import HubbubDomain

/// A box of ISO media: a name, and what it holds.
struct Box: Equatable {
  /// Four letters of Latin-1; empty for the file itself.
  let kind: String
  /// Head and body.
  let range: Range<Int>
  let body: Range<Int>

  /// What stands behind version and flags.
  var fullBody: Range<Int> { body.dropFirst(4) }

  /// Writes over it so that nobody reads it any more: a free box of the same length.
  var blankings: [Blanking] { [.name("free", at: range.lowerBound + 4), .zeros(body)] }
}

/// The boxes that lie side by side in a range, and fill it.
///
/// - Source: ISO/IEC 14496-12 §4.2.
struct Boxes {
  private let file: FileBytes
  private let work: Work
  private var rest: Range<Int>
  /// Whether the last one may leave its length open, if it is `mdat`.
  private let mayBeOpen: Bool
  /// Whether four zeros may stand behind the last one, as QuickTime has it.
  private let mayEndInZeros: Bool

  init(
    _ file: FileBytes, _ range: Range<Int>, _ work: Work, mayBeOpen: Bool = false,
    mayEndInZeros: Bool = false
  ) {
    (self.file, rest, self.work) = (file, range, work)
    (self.mayBeOpen, self.mayEndInZeros) = (mayBeOpen, mayEndInZeros)
  }

  /// The next one; nil behind the last.
  mutating func next() throws(Refusal) -> Box? {
    guard !rest.isEmpty else { return nil }
    let start = rest.lowerBound
    if mayEndInZeros, rest.count == 4, file.big(4, at: start) == 0 { return nil }
    try work.box()
    let kind = try file.text(4, at: start + 4).orBroken()
    try require(rest.count >= 8)
    let short = try file.big(4, at: start).orBroken()
    let length =
      switch short {
      case 0: rest.count
      case 1: try file.big(8, at: start + 8).orBroken()
      default: short
      }
    let head = short == 1 ? 16 : 8
    // Whatever stands behind the end could call itself a box without one.
    try require(short != 0 || (mayBeOpen && kind == "mdat"))
    try require(length >= head && length <= rest.count)
    rest = start + length..<rest.upperBound
    return Box(kind: kind, range: start..<start + length, body: start + head..<start + length)
  }

  /// The box of one kind.
  ///
  /// - Returns: nil where there is none.
  /// - Throws: ``Refusal`` `corrupt_media` for two.
  static func only(
    _ kind: String, in range: Range<Int>, of file: FileBytes, _ work: Work
  ) throws(Refusal) -> Box? {
    var (boxes, found): (Boxes, Box?) = (Boxes(file, range, work), nil)
    while let box = try boxes.next() {
      guard box.kind == kind else { continue }
      try require(found == nil)
      found = box
    }
    return found
  }
}

/// The first box: for whom the file is.
///
/// - Source: ISO/IEC 14496-12 §4.3; the registry of mp4ra.org.
struct FileBrands {
  let all: [String]

  init(_ box: Box?, of file: FileBytes) throws(Refusal) {
    guard let box, box.kind == "ftyp", box.body.count >= 8 else { throw .brokenMedia }
    let places = stride(from: box.body.lowerBound + 8, to: box.body.upperBound - 3, by: 4)
    all = ([box.body.lowerBound] + places.prefix(64)).compactMap { file.text(4, at: $0) }
  }

  var isQuickTime: Bool { all.first == "qt  " }

  /// Whether players of MP4 may take it for theirs.
  var isFilm: Bool {
    let known: Set<String> = [
      "mp41", "mp42", "avc1", "dash", "M4V ", "M4A ", "M4B ", "M4VP", "M4VH", "MSNV", "mp71",
      "f4v ", "F4V ", "hvc1", "av01", "cmfc", "cmf2", "isml", "XAVC",
    ]
    return all.contains { known.contains($0) || $0.hasPrefix("iso") }
  }

  var isAVIF: Bool { all.contains("avif") || all.contains("avis") }
}
