import HubbubDomain

/// Walks through the boxes of an MP4 or M4A: those at the top fill the file, and each
/// sample that a table tells of lies within it.
///
/// It is a film where it has a track of pictures, otherwise a sound.
///
/// - Source: ISO/IEC 14496-12 (boxes), 14496-14 (MP4).
struct MP4Walk {
  private let file: FileBytes
  private let work: Work
  private var movie: Movie
  private var hasMovie = false
  /// The boxes of samples, and of nothing.
  private var contents: [Range<Int>] = []
  private var hasContent = false

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    var boxes = Boxes(file, 0..<file.count, work, mayBeOpen: true)
    let brands = try FileBrands(boxes.next(), of: file)
    try require(!brands.isQuickTime, else: .quickTime)
    try require(brands.isFilm, else: .unsupportedMedia)
    var walk = MP4Walk(file: file, work: work, movie: Movie(file, work))
    while let box = try boxes.next() { try walk.take(box) }
    try walk.movie.notes.finish(contents: walk.contents)
    return try walk.found()
  }

  private mutating func take(_ box: Box) throws(Refusal) {
    switch box.kind {
    case "moov":
      try require(!hasMovie)
      hasMovie = true
      try movie.take(box, in: "")
    case "moof":
      try require(hasMovie)
      try movie.take(box, in: "")
    case "mdat":
      hasContent = true
      contents.append(box.body)
    case "free", "skip", "wide": contents.append(box.body)
    case "uuid", "XMP_": try movie.notes.takeLoose(box, of: file, work)
    case "ftyp": throw .brokenMedia
    // Others stand here too, but not one that belongs elsewhere.
    default: try movie.take(box, in: "")
    }
  }

  private func found() throws(Refusal) -> FoundMedia {
    try require(hasMovie && hasContent)
    try movie.check()
    let picture = movie.tracks.first(where: \.isPicture)
    let hasSound = movie.tracks.contains(where: \.isSound)
    try require(picture != nil || hasSound, else: .unsupportedCodec)
    var found = FoundMedia(picture == nil ? .m4a : .mp4)
    (found.hasVideo, found.hasAudio) = (picture != nil, hasSound)
    for size in [picture?.size] + movie.tracks.map(\.size) {
      if let size { try found.take(size) }
    }
    if picture?.isTurned == true { found.turn() }
    if let seconds = movie.longestSeconds { try found.take(seconds: seconds) }
    found.take(movie.notes)
    return found
  }
}

extension FoundMedia {
  mutating func take(_ notes: MP4Notes) {
    self.notes.formUnion(notes.found)
    blankings += notes.blankings
  }
}
