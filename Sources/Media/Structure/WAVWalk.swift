import HubbubDomain

/// Walks through the chunks of a WAV.
///
/// Its sizes must be right: one that was streamed and never had them filled in is
/// taken for one that is cut off.
///
/// - Source: EBU Tech 3285; Microsoft, WAVEFORMATEXTENSIBLE.
struct WAVWalk {
  private let file: FileBytes
  private var found = FoundMedia(.wav)
  /// Bytes of sound for each second; nil before the format is told.
  private var rate: Int?
  private var hasData = false

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    try require(!file.has("RF64", at: 0), else: .unsupportedMedia)
    let content = try RIFFChunks.content(of: file, form: "WAVE", mayEndOdd: true)
    var (walk, chunks) = (WAVWalk(file: file), RIFFChunks(file, content, work, mayEndOdd: true))
    while let chunk = try chunks.next() { try walk.take(chunk) }
    try require(walk.hasData)
    walk.found.hasAudio = true
    return walk.found
  }

  private init(file: FileBytes) { self.file = file }

  private mutating func take(_ chunk: RIFFChunks.Chunk) throws(Refusal) {
    switch chunk.kind {
    case "fmt ": try format(chunk.body)
    case "data":
      try require(!hasData && !chunk.body.isEmpty)
      hasData = true
      try found.take(seconds: Double(chunk.body.count) / Double(rate.orBroken()))
    case "LIST": found.notes.insert(.comment)
    case "bext": found.notes.formUnion([.name, .time])
    case "iXML", "_PMX", "id3 ", "ID3 ", "axml": note(chunk)
    default: break
    }
  }

  private mutating func format(_ body: Range<Int>) throws(Refusal) {
    let start = body.lowerBound
    try require(rate == nil && body.count >= 16)
    let channels = try file.little(2, at: start + 2).orBroken()
    let perSecond = try file.little(4, at: start + 4).orBroken()
    let bits = try file.little(2, at: start + 14).orBroken()
    try codec(body)
    try require(
      1...32 ~= channels && 1...768_000 ~= perSecond && [8, 16, 24, 32, 64].contains(bits))
    rate = channels * (bits / 8) * perSecond
  }

  /// Samples as they are, floats, A-law and µ-law; the extensible form names one of them.
  private func codec(_ body: Range<Int>) throws(Refusal) {
    let start = body.lowerBound
    var tag = try file.little(2, at: start).orBroken()
    if tag == 0xFFFE {
      try require(body.count >= 40)
      tag = try file.little(2, at: start + 24).orBroken()
    }
    try require([1, 3, 6, 7].contains(tag), else: .unsupportedCodec)
  }

  /// Notes that may hold a position: they become a chunk that says nothing.
  private mutating func note(_ chunk: RIFFChunks.Chunk) {
    found.notes.insert(.comment)
    guard Mention.position.stands(in: file, chunk.body) else { return }
    found.blank([.name("JUNK", at: chunk.body.lowerBound - 8), .zeros(chunk.body)])
  }
}
