import HubbubDomain

/// Walks through the segments and scans of a JPEG, to the marker that ends it.
///
/// Behind that there may be zeros, and what a phone announces: more pictures (a
/// Multi-Picture index), a film (XMP), notes that end in a mark. A picture is made
/// anew before anybody sees it, so none of it is ever served.
///
/// - Bounds: ``Limits/jpegScans``.
/// - Source: ITU-T T.81 annex B; CIPA DC-007 (Multi-Picture Format).
struct JPEGWalk {
  private let file: FileBytes
  private let work: Work
  private var found = FoundMedia(.jpeg)
  private var place = 2
  private var scans = 0
  private var isMoreAnnounced = false

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    var walk = JPEGWalk(file: file, work: work)
    try require(file.big(2, at: 0) == 0xFFD8)
    var marker = try walk.marker()
    while marker != 0xD9 {
      try walk.segment(marker)
      marker = try walk.marker()
    }
    try require(walk.scans > 0)
    try walk.end()
    return walk.found
  }

  private init(file: FileBytes, work: Work) { (self.file, self.work) = (file, work) }

  private mutating func marker() throws(Refusal) -> Int {
    try work.box()
    try require(file.byte(at: place) == 0xFF)
    while file.byte(at: place) == 0xFF { place += 1 }
    let marker = try file.byte(at: place).orBroken()
    place += 1
    return marker
  }

  private mutating func segment(_ marker: Int) throws(Refusal) {
    // Restart markers stand in scans only, and a picture begins and ends once.
    try require(0xC0...0xFE ~= marker && !(0xD0...0xD9 ~= marker))
    let length = try file.big(2, at: place).orBroken()
    try require(length >= 2 && length <= file.count - place)
    let body = place + 2..<place + length
    place += length
    switch marker {
    case 0xC4, 0xC8, 0xCC: break
    case 0xC0...0xC2, 0xC9, 0xCA: try frame(body)
    case 0xC3...0xCF: throw .unsupportedMedia
    case 0xDA: try scan()
    default: note(marker, body)
    }
  }

  private mutating func frame(_ body: Range<Int>) throws(Refusal) {
    try require(found.size == nil && body.count >= 6)
    let (height, width) = (
      file.big(2, at: body.lowerBound + 1), file.big(2, at: body.lowerBound + 3)
    )
    try found.take(PixelSize(width, height).orBroken())
  }

  /// Passes over pixels, up to the marker behind them.
  private mutating func scan() throws(Refusal) {
    try require(found.size != nil)
    scans += 1
    try require(scans <= Limits.jpegScans, else: .tooManyParts)
    while true {
      place = try file.index(of: 0xFF, from: place).orBroken()
      let next = try file.byte(at: place + 1).orBroken()
      switch next {
      case 0, 0xD0...0xD7: place += 2
      case 0xFF: place += 1
      default: return
      }
    }
  }

  private mutating func note(_ marker: Int, _ body: Range<Int>) {
    if marker == 0xFE { found.notes.insert(.comment) }
    if marker == 0xE1, file.has("Exif\0\0", at: body.lowerBound) {
      found.notes.formUnion(ExifNotes.read(file, body.dropFirst(6)))
    }
    if marker == 0xE1, file.has("http://ns.adobe.com/xap/1.0/\0", at: body.lowerBound) {
      found.notes.formUnion(XMPNotes.read(file, body))
      isMoreAnnounced = isMoreAnnounced || XMPNotes.announcesMore(file, body)
    }
    if marker == 0xE2, file.has("MPF\0", at: body.lowerBound) { isMoreAnnounced = true }
    if marker == 0xED, file.has("Photoshop 3.0\0", at: body.lowerBound) {
      found.notes.insert(.editing)
    }
  }

  private func end() throws(Refusal) {
    let isPhone = isMoreAnnounced || file.has("SEFT", at: file.count - 4)
    try require(isPhone || file.isZero(place..<file.count))
  }
}
