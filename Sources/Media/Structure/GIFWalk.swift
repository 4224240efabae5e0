import HubbubDomain

/// Walks through the blocks of a GIF, to the trailer that ends it.
///
/// - Source: GIF89a §17 to §27.
struct GIFWalk {
  private let file: FileBytes
  private let work: Work
  private var found = FoundMedia(.gif)
  private var place = 6
  private var screen = PixelSize(0, 0)
  private var frames = 0

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    try require(file.has("GIF87a", at: 0) || file.has("GIF89a", at: 0))
    var walk = GIFWalk(file: file, work: work)
    try walk.head()
    while try walk.block() {}
    try require(walk.place == file.count)
    try walk.found.take(frames: walk.frames)
    try walk.found.take(walk.screen.orBroken())
    return walk.found
  }

  private init(file: FileBytes, work: Work) { (self.file, self.work) = (file, work) }

  private mutating func head() throws(Refusal) {
    let size = try PixelSize(file.little(2, at: 6), file.little(2, at: 8)).orBroken()
    cover(size)
    place = 13
    try passColours(flags: file.byte(at: 10).orBroken())
  }

  /// Makes the canvas as large as this.
  private mutating func cover(_ size: PixelSize) {
    screen = PixelSize(max(screen?.width ?? 0, size.width), max(screen?.height ?? 0, size.height))
  }

  private mutating func passColours(flags: Int) throws(Refusal) {
    place += flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1)
    try require(place <= file.count)
  }

  /// - Returns: whether another one follows.
  private mutating func block() throws(Refusal) -> Bool {
    try work.box()
    let kind = try file.byte(at: place).orBroken()
    place += 1
    switch kind {
    case 0x21: try addition()
    case 0x2C: try frame()
    case 0x3B: return false
    default: throw .brokenMedia
    }
    return true
  }

  private mutating func addition() throws(Refusal) {
    let label = try file.byte(at: place).orBroken()
    if label == 0xFE { found.notes.insert(.comment) }
    if label == 0xFF, file.has("XMP DataXMP", at: place + 2) {
      let rest = place + 13..<file.count
      found.notes.formUnion(XMPNotes.read(file, rest))
    }
    place += 1
    try passPieces()
  }

  private mutating func frame() throws(Refusal) {
    frames += 1
    try require(frames <= Limits.pictureFrames, else: .tooManyFrames)
    let (left, top) = (file.little(2, at: place), file.little(2, at: place + 2))
    let size = try PixelSize(file.little(2, at: place + 4), file.little(2, at: place + 6))
      .orBroken()
    try cover(PixelSize((left ?? 0) + size.width, (top ?? 0) + size.height).orBroken())
    let flags = try file.byte(at: place + 8).orBroken()
    place += 9
    try passColours(flags: flags)
    try require(1...11 ~= file.byte(at: place).orBroken())
    place += 1
    try require(passPieces() > 0)
  }

  /// Passes over pieces of at most 255 bytes, to the empty one.
  ///
  /// - Returns: how many bytes they hold.
  @discardableResult
  private mutating func passPieces() throws(Refusal) -> Int {
    var count = 0
    while true {
      let length = try file.byte(at: place).orBroken()
      try require(length < file.count - place)
      (place, count) = (place + 1 + length, count + length)
      if length == 0 { return count }
    }
  }
}
