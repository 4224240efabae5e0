import HubbubDomain

/// Walks through the chunks of a WebP.
///
/// - Source: RFC 9649 §2.
struct WebPWalk {
  private let file: FileBytes
  private let work: Work
  private var found = FoundMedia(.webp)
  private var pictures = 0
  private var frames = 0
  private var moves = false

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    var walk = WebPWalk(file: file, work: work)
    let content = try RIFFChunks.content(of: file, form: "WEBP")
    var chunks = RIFFChunks(file, content, work)
    let first = try chunks.next().orBroken()
    if first.kind == "VP8X" {
      try walk.extended(first, chunks)
    } else {
      try walk.found.take(walk.bitstream(first))
      try require(chunks.next() == nil)
    }
    return walk.found
  }

  private init(file: FileBytes, work: Work) { (self.file, self.work) = (file, work) }

  private mutating func extended(
    _ head: RIFFChunks.Chunk, _ rest: RIFFChunks
  ) throws(Refusal) {
    var rest = rest
    let start = head.body.lowerBound
    try require(head.body.count >= 10)
    moves = try file.byte(at: start).orBroken() & 0x02 != 0
    let canvas = try sizeLessOne(at: start + 4)
    try found.take(canvas)
    while let chunk = try rest.next() { try take(chunk, canvas) }
    try require(moves ? frames > 0 && pictures == 0 : frames == 0 && pictures == 1)
    if moves { try found.take(frames: frames) }
  }

  private mutating func take(
    _ chunk: RIFFChunks.Chunk, _ canvas: PixelSize
  ) throws(Refusal) {
    switch chunk.kind {
    case "VP8 ", "VP8L":
      pictures += 1
      try require(bitstream(chunk) == canvas)
    case "ANMF": try frame(chunk.body, canvas)
    case "EXIF": found.notes.formUnion(exif(chunk.body))
    case "XMP ": found.notes.formUnion(XMPNotes.read(file, chunk.body))
    case "VP8X": throw .brokenMedia
    default: break
    }
  }

  /// A frame of an animation: where it lies, then chunks of its own.
  private mutating func frame(_ body: Range<Int>, _ canvas: PixelSize) throws(Refusal) {
    frames += 1
    try require(frames <= Limits.pictureFrames, else: .tooManyFrames)
    let start = body.lowerBound
    try require(body.count >= 16)
    let x = try file.little(3, at: start).orBroken() * 2
    let y = try file.little(3, at: start + 3).orBroken() * 2
    let size = try sizeLessOne(at: start + 6)
    try require(x + size.width <= canvas.width && y + size.height <= canvas.height)
    var (chunks, pictures) = (RIFFChunks(file, body.dropFirst(16), work), 0)
    while let chunk = try chunks.next() {
      guard ["VP8 ", "VP8L"].contains(chunk.kind) else { continue }
      pictures += 1
      try require(bitstream(chunk) == size)
    }
    try require(pictures == 1)
  }

  private func exif(_ body: Range<Int>) -> Set<FoundMedia.Note> {
    // Some writers keep the mark that JPEG puts before it.
    ExifNotes.read(file, file.has("Exif\0\0", at: body.lowerBound) ? body.dropFirst(6) : body)
  }

  private func sizeLessOne(at place: Int) throws(Refusal) -> PixelSize {
    let (width, height) = (file.little(3, at: place), file.little(3, at: place + 3))
    return try PixelSize(width.map { $0 + 1 }, height.map { $0 + 1 }).orBroken()
  }

  /// How large a picture says that it is, by itself.
  ///
  /// - Source: RFC 6386 §9.1 (a key frame); RFC 9649 §3.4 (lossless).
  private func bitstream(_ chunk: RIFFChunks.Chunk) throws(Refusal) -> PixelSize {
    let start = chunk.body.lowerBound
    try require(chunk.body.count >= 10)
    if chunk.kind == "VP8L" {
      let packed = try file.little(4, at: start + 1).orBroken()
      try require(file.byte(at: start) == 0x2F && packed >> 29 == 0)
      return try PixelSize(packed & 0x3FFF + 1, packed >> 14 & 0x3FFF + 1).orBroken()
    }
    let tag = try file.little(3, at: start).orBroken()
    try require(chunk.kind == "VP8 " && tag & 1 == 0 && tag >> 5 <= chunk.body.count - 10)
    try require(file.big(3, at: start + 3) == 0x9D012A)
    let (width, height) = (file.little(2, at: start + 6), file.little(2, at: start + 8))
    return try PixelSize(width.map { $0 & 0x3FFF }, height.map { $0 & 0x3FFF }).orBroken()
  }
}
