import HubbubDomain

/// Walks through the boxes of an AVIF: one item is the picture, its bytes lie within
/// the file, and its properties say how large it is.
///
/// - Source: AV1 Image File Format 1.1; ISO/IEC 23008-12 (HEIF) §6; ISO/IEC 14496-12 §8.11.
struct AVIFWalk {
  private let file: FileBytes
  private let work: Work
  private var found = FoundMedia(.avif)
  private var movie: Movie
  private var items: AVIFItems?
  private var hasMovie = false

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    var boxes = Boxes(file, 0..<file.count, work, mayBeOpen: true)
    let brands = try FileBrands(boxes.next(), of: file)
    try require(brands.isAVIF, else: .unsupportedMedia)
    var walk = AVIFWalk(file: file, work: work, movie: Movie(file, work))
    while let box = try boxes.next() { try walk.take(box) }
    try walk.finish()
    return walk.found
  }

  private mutating func take(_ box: Box) throws(Refusal) {
    switch box.kind {
    case "meta":
      try require(items == nil)
      items = try AVIFItems(box, of: file, work)
    case "moov":
      try require(!hasMovie)
      hasMovie = true
      try movie.take(box, in: "")
    case "ftyp": throw .brokenMedia
    default: break
    }
  }

  private mutating func finish() throws(Refusal) {
    let items = try items.orBroken()
    for size in items.allSizes {
      try require(size.pixels <= Limits.picturePixels, else: .tooManyPixels)
    }
    try found.take(items.check(file))
    found.notes.formUnion(items.notes(of: file))
    guard hasMovie else { return }
    try movie.check()
    let track = try movie.tracks.first(where: \.isPicture).orBroken()
    if let size = track.size { try found.take(size) }
    try found.take(frames: track.table.count(of: file))
    found.notes.formUnion(movie.notes.found)
    // It is whole, but nothing here decodes one that moves.
    throw .movingAVIF
  }
}
