import HubbubDomain

/// One track of a film: what it is made of, and where its samples lie.
///
/// - Source: ISO/IEC 14496-12 §8.3 to §8.7; the registry of mp4ra.org.
struct MP4Track {
  static let pictures: Set<String> = [
    "avc1", "avc3", "hev1", "hvc1", "dvh1", "dvhe", "vp08", "vp09", "av01", "mp4v",
  ]
  static let sounds: Set<String> = [
    "mp4a", "Opus", "fLaC", "ac-3", "ec-3", "alac", ".mp3",
  ]
  /// Words, and what helps to play: no browser shows anything of it.
  private static let helpers: Set<String> = [
    "text", "sbtl", "subt", "subp", "clcp", "hint", "tmcd", "auxv",
  ]

  var number = 0
  /// Whether it is shown lying on its side.
  var isTurned = false
  /// Its parts of a second.
  var scale = 0
  var duration: Int?
  /// What shows it, such as `vide` or `soun`.
  var handler = ""
  var codecs: [String] = []
  var size: PixelSize?
  var table = SampleTable()

  var isPicture: Bool { handler == "vide" || handler == "pict" }
  var isSound: Bool { handler == "soun" }
  /// Whether it holds what a camera noted beside the film: places, in all that are known.
  var isNotes: Bool { !isPicture && !isSound && !Self.helpers.contains(handler) }

  var seconds: Double? {
    guard let duration, scale > 0 else { return nil }
    return Double(duration) / Double(scale)
  }

  /// Refuses a track that lacks something, or that browsers cannot play.
  func check() throws(Refusal) {
    try require(!handler.isEmpty && scale > 0 && !codecs.isEmpty)
    let known = isPicture ? Self.pictures : isSound ? Self.sounds : Set(codecs)
    try require(codecs.allSatisfy(known.contains), else: .unsupportedCodec)
    try require(!isPicture || size != nil)
  }

  // MARK: - Its boxes

  mutating func takeHead(_ body: Range<Int>, of file: FileBytes) throws(Refusal) {
    let isLong = try file.byte(at: body.lowerBound).orBroken() == 1
    number = try file.big(4, at: body.lowerBound + (isLong ? 20 : 12)).orBroken()
    let matrix = body.lowerBound + (isLong ? 52 : 40)
    try require(body.upperBound >= matrix + 44)
    isTurned = file.big(4, at: matrix) == 0 && file.big(4, at: matrix + 16) == 0
  }

  mutating func takeMediaHead(_ body: Range<Int>, of file: FileBytes) throws(Refusal) {
    (scale, duration) = try MP4Time.read(body, of: file)
  }

  mutating func takeHandler(_ body: Range<Int>, of file: FileBytes) throws(Refusal) {
    try require(body.count >= 12 && handler.isEmpty)
    handler = try file.text(4, at: body.lowerBound + 8).orBroken()
  }

  /// - Parameter body: of `stsd`: an entry for each way in which samples are coded.
  mutating func takeCodecs(
    _ body: Range<Int>, of file: FileBytes, _ work: Work
  ) throws(Refusal) {
    let count = try file.big(4, at: body.lowerBound + 4).orBroken()
    try require(1...16 ~= count && codecs.isEmpty && body.count >= 8)
    var entries = Boxes(file, body.dropFirst(8), work)
    while let entry = try entries.next() {
      codecs.append(entry.kind)
      if isPicture { try takeSize(entry.body, of: file) }
    }
    try require(codecs.count == count)
  }

  private mutating func takeSize(_ entry: Range<Int>, of file: FileBytes) throws(Refusal) {
    try require(entry.count >= 70)
    let place = entry.lowerBound + 24
    let found = try PixelSize(file.big(2, at: place), file.big(2, at: place + 2)).orBroken()
    if found.pixels > size?.pixels ?? 0 { size = found }
  }
}

/// Times of films: a number of parts of a second.
///
/// - Source: ISO/IEC 14496-12 §8.2.2 and §8.4.2.
enum MP4Time {
  /// - Parameter body: of `mvhd` or `mdhd`, which begin alike.
  /// - Returns: no duration where none is known.
  static func read(
    _ body: Range<Int>, of file: FileBytes
  ) throws(Refusal) -> (scale: Int, duration: Int?) {
    let isLong = try file.byte(at: body.lowerBound).orBroken() == 1
    let place = body.lowerBound + (isLong ? 20 : 12)
    let width = isLong ? 8 : 4
    try require(place + 4 + width <= body.upperBound)
    let scale = try file.big(4, at: place).orBroken()
    try require(scale > 0)
    let duration = file.big(width, at: place + 4)
    // All ones: nobody knows.
    return (scale, duration == 0xFFFF_FFFF && !isLong ? nil : duration)
  }

  /// Whether the time at which it was made is told.
  static func isDated(_ body: Range<Int>, of file: FileBytes) -> Bool {
    let isLong = file.byte(at: body.lowerBound) == 1
    return file.big(isLong ? 8 : 4, at: body.lowerBound + 4) != 0
  }
}
