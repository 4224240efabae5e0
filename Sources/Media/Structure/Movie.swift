import HubbubDomain

/// The boxes `moov` and `moof`, and what they tell of a film.
///
/// Boxes of which it is known where they belong stand there and nowhere else, so
/// nothing is nested without end; others are not opened.
///
/// - Source: ISO/IEC 14496-12 §8, table 1.
struct Movie {
  /// The boxes that are opened, and those that each of them may stand in.
  private static let parents: [String: Set<String>] = [
    "moov": [""], "trak": ["moov"], "mdia": ["trak"], "minf": ["mdia"], "stbl": ["minf"],
    "mvex": ["moov"], "moof": [""], "traf": ["moof"], "udta": ["moov", "trak"],
    "meta": ["", "moov", "trak", "udta"], "ilst": ["meta"],
  ]

  let file: FileBytes
  let work: Work
  private(set) var tracks: [MP4Track] = []
  private(set) var seconds: Double?
  private var scale = 0
  private var samples = 0
  var fragments = MP4Fragments()
  var notes = MP4Notes()

  init(_ file: FileBytes, _ work: Work) { (self.file, self.work) = (file, work) }

  /// Takes in a box with all that is in it.
  ///
  /// - Parameter parent: the name of the box that it stands in.
  mutating func take(_ box: Box, in parent: String) throws(Refusal) {
    if let parents = Self.parents[box.kind] {
      try require(parents.contains(parent))
      try open(box)
    } else {
      try read(box, in: parent)
    }
  }

  private mutating func open(_ box: Box) throws(Refusal) {
    if box.kind == "trak" { tracks.append(MP4Track()) }
    if box.kind == "moof" { fragments.begin(at: box.range.lowerBound) }
    var boxes = Boxes(file, inside(box), work, mayEndInZeros: box.kind == "udta")
    while let child = try boxes.next() { try take(child, in: box.kind) }
    if box.kind == "trak" { try finishTrack(box) }
    if box.kind == "traf", fragments.isOfNotes(tracks) { notes.blank(box.blankings) }
    if box.kind == "meta" { notes.finishKeys(of: file) }
  }

  /// Where the boxes in a box begin and end.
  private func inside(_ box: Box) -> Range<Int> {
    // QuickTime has no version there.
    let isFull = box.kind == "meta" && !file.has("hdlr", at: box.body.lowerBound + 4)
    return isFull ? box.fullBody : box.body
  }

  private mutating func read(_ box: Box, in parent: String) throws(Refusal) {
    switch parent {
    case "moov": try readMovie(box)
    case "trak", "mdia", "stbl": try readTrack(box)
    case "mvex", "moof", "traf": try fragments.take(box, of: file, work, &notes, tracks)
    case "udta", "meta", "ilst": notes.take(box, in: parent, of: file)
    default: break
    }
  }

  private mutating func readMovie(_ box: Box) throws(Refusal) {
    switch box.kind {
    case "mvhd":
      try require(scale == 0)
      let (scale, duration) = try MP4Time.read(box.body, of: file)
      if MP4Time.isDated(box.body, of: file) { notes.found.insert(.time) }
      self.scale = scale
      seconds = duration.map { Double($0) / Double(scale) }
    case "gps ", "uuid", "XMP_": try notes.takeLoose(box, of: file, work)
    default: break
    }
  }

  private mutating func readTrack(_ box: Box) throws(Refusal) {
    guard var track = tracks.popLast() else { throw .brokenMedia }
    switch box.kind {
    case "tkhd": try track.takeHead(box.body, of: file)
    case "mdhd": try track.takeMediaHead(box.body, of: file)
    case "hdlr": try track.takeHandler(box.body, of: file)
    case "stsd": try track.takeCodecs(box.body, of: file, work)
    case "stsz", "stz2", "stco", "co64", "stsc": try track.table.take(box)
    case "uuid": try notes.takeLoose(box, of: file, work)
    default: break
    }
    tracks.append(track)
  }

  private mutating func finishTrack(_ box: Box) throws(Refusal) {
    guard let track = tracks.last else { throw .brokenMedia }
    try track.check()
    try require(tracks.count <= Limits.tracks, else: .tooManyParts)
    try track.table.pass(file, work) { (chunk) throws(Refusal) in
      if track.isNotes { try notes.blank(samples: chunk) }
    }
    if track.isNotes { notes.blank(box.blankings) }
    samples += try track.table.count(of: file)
  }

  // MARK: - What it tells

  /// How long the film is by whichever part of it says most.
  var longestSeconds: Double? {
    let fragmented = fragments.seconds(of: tracks, scale: scale)
    return ([seconds, fragmented] + tracks.map(\.seconds)).compactMap(\.self).max()
  }

  /// Refuses a film whose head is missing, or that has no sample.
  func check() throws(Refusal) {
    try require(scale > 0 && !tracks.isEmpty && (samples > 0 || fragments.hasSamples))
  }
}
