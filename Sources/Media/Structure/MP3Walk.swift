import HubbubDomain

/// Walks through the frames of an MP3: they begin behind its tags, follow each other,
/// and end with the file or with the tags at its end.
///
/// A twentieth of it may be something else between frames, as songs that were joined
/// have it, but nothing before the first or behind the last.
///
/// - Source: ``MP3Frame``; "MPEG Audio Frame Header" (Windszus, 2007) for Xing and Info.
struct MP3Walk {
  /// Fewer may be there by chance.
  private static let minFrames = 8

  private let file: FileBytes
  private let work: Work
  private var found = FoundMedia(.mp3)
  private var place = 0
  private let end: Int
  private var frames = 0
  private var samples = 0
  private var strangeBytes = 0
  /// How many frames the first one says there are.
  private var promised = 0

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    var walk = try MP3Walk(file, work)
    while try walk.passTag() {}
    try require(!MP3Frame.isOtherLayer(at: walk.place, of: file), else: .unsupportedCodec)
    let first = try MP3Frame(at: walk.place, of: file).orBroken()
    walk.readPromise(first)
    try walk.passFrames(like: first)
    try require(walk.frames >= minFrames && walk.frames >= walk.promised)
    walk.found.hasAudio = true
    try walk.found.take(seconds: Double(walk.samples) / Double(first.samplesPerSecond))
    return walk.found
  }

  private init(_ file: FileBytes, _ work: Work) throws(Refusal) {
    (self.file, self.work) = (file, work)
    end = try MP3Tail.start(in: file, work)
  }

  /// - Returns: whether there was a tag of ID3v2 here.
  private mutating func passTag() throws(Refusal) -> Bool {
    guard let tag = try ID3Tag(at: place, of: file) else { return false }
    try work.box()
    try require(tag.range.upperBound <= end)
    tag.read(file, into: &found)
    place = tag.range.upperBound
    return true
  }

  private mutating func passFrames(like first: MP3Frame) throws(Refusal) {
    while place < end {
      try work.piece()
      if let frame = frame(like: first) {
        try require(frame.bytes <= end - place)
        (place, frames, samples) = (place + frame.bytes, frames + 1, samples + frame.samples)
      } else if file.has("TAG", at: place), end - place >= 128 {
        try passStrange(to: place + 128)
      } else if try !passTag() {
        try passStrange(like: first)
      }
    }
  }

  private func frame(like first: MP3Frame) -> MP3Frame? {
    MP3Frame(at: place, of: file).flatMap { $0.likeness == first.likeness ? $0 : nil }
  }

  /// Goes on to where two frames follow each other again.
  private mutating func passStrange(like first: MP3Frame) throws(Refusal) {
    repeat {
      try passStrange(to: file.index(of: 0xFF, from: place + 1).orBroken())
      try require(place < end)
    } while !twoFrames(like: first)
  }

  private mutating func passStrange(to next: Int) throws(Refusal) {
    strangeBytes += next - place
    place = next
    try require(strangeBytes * 20 <= end)
  }

  private func twoFrames(like first: MP3Frame) -> Bool {
    guard let frame = frame(like: first), frame.bytes <= end - place else { return false }
    let next = MP3Frame(at: place + frame.bytes, of: file)
    return place + frame.bytes == end || next?.likeness == first.likeness
  }

  /// The first frame may say how many there are, itself left out.
  private mutating func readPromise(_ first: MP3Frame) {
    let mark = place + 4 + first.sideBytes
    guard file.has("Xing", at: mark) || file.has("Info", at: mark),
      let flags = file.big(4, at: mark + 4), flags & 1 == 1
    else { return }
    promised = file.big(4, at: mark + 8) ?? 0
  }
}

/// The tags that may stand at the end of an MP3.
///
/// - Source: ID3v1 (Kemp, 1996); APEv2 specification; Lyrics3 v2.00 (Strnad, 1998).
private enum MP3Tail {
  /// Where they begin: where the sound ends.
  static func start(in file: FileBytes, _ work: Work) throws(Refusal) -> Int {
    var end = file.count
    while let length = try length(endingAt: end, of: file) {
      try work.box()
      try require(length <= end)
      end -= length
    }
    return end
  }

  /// How long the tag is that ends here; nil where none does.
  private static func length(endingAt end: Int, of file: FileBytes) throws(Refusal) -> Int? {
    if file.has("TAG", at: end - 128) { return 128 }
    if file.has("APETAGEX", at: end - 32) {
      let length = try file.little(4, at: end - 20).orBroken()
      let flags = try file.little(4, at: end - 12).orBroken()
      try require(length >= 32)
      // The head is not counted.
      return length + (flags >> 31 == 1 ? 32 : 0)
    }
    if file.has("LYRICS200", at: end - 9) {
      let digits = try file.text(6, at: end - 15).flatMap { Int($0) }.orBroken()
      try require(digits >= 0)
      return digits + 15
    }
    return nil
  }
}
