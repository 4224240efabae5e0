import HubbubDomain

/// Walks through the pages of an Ogg file: one stream of Vorbis or Opus from its first
/// page to its last, or several one behind the other.
///
/// - Source: RFC 3533; RFC 7845 (Opus in Ogg); Vorbis I specification, appendix A.
struct OggWalk {
  /// One stream.
  private struct Stream {
    let codec: OggCodec
    let serial: Int
    var nextNumber = 1
    var isUnfinished = false
    var lastTime = 0
    var comments = OggComments()
  }

  /// A night of radio has some hundreds of songs.
  private static let maxStreams = 1_000

  private let file: FileBytes
  private let work: Work
  private var streams = 0
  private var type: MediaType?
  private var seconds = 0.0
  private var notes: Set<FoundMedia.Note> = []
  private var blankings: [Blanking] = []

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    var (walk, place) = (OggWalk(file: file, work: work), 0)
    while place < file.count { place = try walk.stream(at: place) }
    var found = FoundMedia(try walk.type.orBroken())
    try found.take(seconds: walk.seconds)
    found.hasAudio = true
    found.notes = walk.notes
    found.blank(walk.blankings)
    return found
  }

  private init(file: FileBytes, work: Work) { (self.file, self.work) = (file, work) }

  /// Walks through one stream.
  ///
  /// - Returns: where it ends.
  private mutating func stream(at place: Int) throws(Refusal) -> Int {
    streams += 1
    try require(streams <= Self.maxStreams, else: .tooManyParts)
    let first = try OggPage(at: place, of: file)
    try require(first.isFirst && !first.isLast && first.number == 0 && !first.isContinued)
    var stream = Stream(codec: try OggCodec(first, of: file), serial: first.serial)
    try require(type == nil || type == stream.codec.type, else: .unsupportedCodec)
    type = stream.codec.type
    var (place, isLast) = (first.range.upperBound, false)
    while !isLast {
      let page = try OggPage(at: place, of: file)
      try take(page, into: &stream)
      (place, isLast) = (page.range.upperBound, page.isLast)
    }
    try finish(stream)
    return place
  }

  private mutating func take(_ page: OggPage, into stream: inout Stream) throws(Refusal) {
    try work.piece()
    try require(page.serial == stream.serial && page.number == stream.nextNumber)
    // One that begins before this one ended is beside it, not behind it.
    try require(!page.isFirst && page.isContinued == stream.isUnfinished)
    stream.nextNumber = (stream.nextNumber + 1) & 0xFFFF_FFFF
    if !page.pieces.isEmpty { stream.isUnfinished = page.isUnfinished }
    stream.lastTime = max(stream.lastTime, page.time ?? 0)
    try stream.comments.take(page, of: file, stream.codec)
  }

  private mutating func finish(_ stream: Stream) throws(Refusal) {
    try require(stream.comments.isComplete && !stream.isUnfinished)
    let samples = max(0, stream.lastTime - stream.codec.skippedSamples)
    seconds += Double(samples) / Double(stream.codec.samplesPerSecond)
    let (kinds, places) = stream.comments.notes(of: file)
    notes.formUnion(kinds)
    blankings += places
  }
}

/// What a stream of Ogg says by its first packet.
///
/// - Source: RFC 7845 §5.1; Vorbis I specification §4.2.2.
struct OggCodec {
  let type: MediaType
  let samplesPerSecond: Int
  /// Samples at the start that are not heard.
  let skippedSamples: Int

  init(_ page: OggPage, of file: FileBytes) throws(Refusal) {
    let start = page.pieces.first?.lowerBound ?? page.range.upperBound
    let length = page.range.upperBound - start
    if file.has("OpusHead", at: start) {
      try require(length >= 19)
      try require(file.byte(at: start + 8).orBroken() < 16)
      try require(file.byte(at: start + 9).orBroken() > 0)
      (type, samplesPerSecond) = (.opus, 48_000)
      skippedSamples = try file.little(2, at: start + 10).orBroken()
    } else if file.has("\u{1}vorbis", at: start) {
      try require(length == 30 && file.little(4, at: start + 7) == 0)
      try require(file.byte(at: start + 11).orBroken() > 0)
      (type, skippedSamples) = (.ogg, 0)
      samplesPerSecond = try file.little(4, at: start + 12).orBroken()
      try require(samplesPerSecond > 0)
    } else {
      throw .unsupportedCodec
    }
  }
}
