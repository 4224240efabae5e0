import HubbubDomain

/// Walks through the chunks of a PNG, each with its checksum, from IHDR to IEND.
///
/// - Source: PNG (third edition) §5 and §11.
struct PNGWalk {
  /// Where the walk is: the chunks with the pixels stand side by side.
  enum Pixels { case toCome, here, past }

  let file: FileBytes
  private let work: Work
  var found = FoundMedia(.png)
  private var place = 8
  private(set) var pixels = Pixels.toCome
  private var pixelBytes = 0
  /// PNG's number for it; 3 has a palette.
  private var colour = 0
  private var hasPalette = false
  var animation = Animation()

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    try require(file.has("\u{89}PNG\r\n\u{1A}\n", at: 0))
    var walk = PNGWalk(file: file, work: work)
    while walk.place < file.count { try walk.chunk() }
    try require(walk.place == .max)
    return walk.found
  }

  private init(file: FileBytes, work: Work) { (self.file, self.work) = (file, work) }

  private mutating func chunk() throws(Refusal) {
    try work.box()
    let length = try file.big(4, at: place).orBroken()
    let kind = try file.text(4, at: place + 4).orBroken()
    try require(length <= file.count - place - 12)
    try require(kind.utf8.allSatisfy { 0x41...0x5A ~= $0 & ~0x20 })
    let body = place + 8..<place + 8 + length
    try require(
      file.big(4, at: body.upperBound) == Int(Checksum.png(file, place + 4..<body.upperBound)))
    let isFirst = place == 8
    try require((kind == "IHDR") == isFirst)
    place = body.upperBound + 4
    try take(kind, body)
  }

  private mutating func take(_ kind: String, _ body: Range<Int>) throws(Refusal) {
    if pixels == .here, kind != "IDAT" { pixels = .past }
    switch kind {
    case "IHDR": try header(body)
    case "PLTE":
      try require(pixels == .toCome && 3...768 ~= body.count && body.count % 3 == 0)
      hasPalette = true
    case "IDAT":
      try require(pixels != .past && (hasPalette || colour != 3))
      (pixels, pixelBytes) = (.here, pixelBytes + body.count)
    case "IEND": try end(body)
    case "acTL", "fcTL", "fdAT": try animate(kind, body)
    default: try note(kind, body)
    }
  }

  private mutating func header(_ body: Range<Int>) throws(Refusal) {
    let start = body.lowerBound
    try require(body.count == 13)
    try found.take(PixelSize(file.big(4, at: start), file.big(4, at: start + 4)).orBroken())
    let depth = try file.byte(at: start + 8).orBroken()
    colour = try file.byte(at: start + 9).orBroken()
    let depths = [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]]
    try require(depths[colour]?.contains(depth) == true)
    try require(file.big(2, at: start + 10) == 0)
    try require(file.byte(at: start + 12).orBroken() <= 1)
  }

  private mutating func end(_ body: Range<Int>) throws(Refusal) {
    try require(body.isEmpty && pixelBytes > 0 && place == file.count)
    if let frames = try animation.end() { try found.take(frames: frames) }
    place = .max
  }

  /// Chunks that a decoder need not know; one that it must know and does not is an error.
  private mutating func note(_ kind: String, _ body: Range<Int>) throws(Refusal) {
    try require(kind.unicodeScalars.first.map { "a"..."z" ~= $0 } == true)
    switch kind {
    case "eXIf": found.notes.formUnion(ExifNotes.read(file, body))
    case "tIME": found.notes.insert(.time)
    case "tEXt", "zTXt", "iTXt": found.notes.formUnion(text(body))
    default: break
    }
  }

  private func text(_ body: Range<Int>) -> Set<FoundMedia.Note> {
    let start = body.lowerBound
    if file.has("XML:com.adobe.xmp\0", at: start) { return XMPNotes.read(file, body) }
    if file.has("Author\0", at: start) || file.has("Copyright\0", at: start) { return [.name] }
    if file.has("Creation Time\0", at: start) { return [.time] }
    if file.has("Software\0", at: start) { return [.software] }
    // Tools write EXIF as text of digits: what is in it is not read.
    return file.has("Raw profile type", at: start) ? [.editing] : [.comment]
  }
}
