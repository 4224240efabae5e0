import HubbubDomain

/// A tag of ID3v2 before the sound, and what it tells.
///
/// Frames that name a position become frames that nobody knows, and EXIF in covers
/// becomes zeros. A tag that is not laid out as it should be is read as far as it is.
///
/// - Source: ID3v2.2, 2.3 and 2.4 (id3.org).
struct ID3Tag {
  /// Head, frames, padding and foot.
  let range: Range<Int>
  private let version: Int
  private let frames: Range<Int>

  /// - Returns: nil where there is none.
  /// - Throws: ``Refusal`` `corrupt_media` for one that cannot be.
  init?(at place: Int, of file: FileBytes) throws(Refusal) {
    guard file.has("ID3", at: place) else { return nil }
    version = try file.byte(at: place + 3).orBroken()
    let flags = try file.byte(at: place + 5).orBroken()
    let length = try Self.syncsafe(at: place + 6, of: file).orBroken()
    let foot = flags & 0x10 != 0 ? 10 : 0
    try require(2...4 ~= version && length + foot <= file.count - place - 10)
    range = place..<place + 10 + length + foot
    let more = flags & 0x40 != 0 && version > 2 ? Self.extension(at: place + 10, version, file) : 0
    frames = (place + 10..<place + 10 + length).dropFirst(more)
  }

  /// A number of four bytes with seven bits each.
  private static func syncsafe(at place: Int, of file: FileBytes) -> Int? {
    guard let all = file.big(4, at: place), all & 0x8080_8080 == 0 else { return nil }
    return all & 0x7F | all >> 1 & 0x3F80 | all >> 2 & 0x1F_C000 | all >> 3 & 0xFE0_0000
  }

  /// How long the head's extension is, which only 2.4 counts with its own length.
  private static func `extension`(at place: Int, _ version: Int, _ file: FileBytes) -> Int {
    version == 4 ? syncsafe(at: place, of: file) ?? 0 : (file.big(4, at: place) ?? 0) + 4
  }

  // MARK: - Frames

  func read(_ file: FileBytes, into found: inout FoundMedia) {
    let (nameBytes, headBytes) = version == 2 ? (3, 6) : (4, 10)
    var (rest, count) = (frames, 0)
    while rest.count > headBytes, count < 1_000 {
      let start = rest.lowerBound
      guard let name = file.text(nameBytes, at: start), name.first != "\0",
        let length = length(at: start + nameBytes, of: file), length <= rest.count - headBytes
      else { return }
      let body = start + headBytes..<start + headBytes + length
      note(name, start, body, file, &found)
      (rest, count) = (body.upperBound..<rest.upperBound, count + 1)
    }
  }

  private func length(at place: Int, of file: FileBytes) -> Int? {
    switch version {
    case 2: file.big(3, at: place)
    case 3: file.big(4, at: place)
    default: Self.syncsafe(at: place, of: file)
    }
  }

  private func note(
    _ name: String, _ start: Int, _ body: Range<Int>, _ file: FileBytes, _ found: inout FoundMedia
  ) {
    switch name {
    case "APIC", "PIC": found.blank(CoverNotes.positions(in: file, body))
    case "GEOB", "GEO", "PRIV", "TXXX", "TXX", "WXXX", "WXX", "COMM", "COM", "UFID", "UFI":
      guard Mention.position.stands(in: file, body) else { break }
      // Names that begin with X are for whoever tries something out.
      found.blank([.name(version == 2 ? "XNO" : "XNON", at: start), .zeros(body)])
    default: break
    }
    if let note = Self.note(name) { found.notes.insert(note) }
  }

  private static func note(_ name: String) -> FoundMedia.Note? {
    switch name {
    case "TIT2", "TPE1", "TALB", "TCOP", "TCOM", "TT2", "TP1", "TAL": .name
    case "COMM", "COM", "USLT", "TXXX": .comment
    case "TDRC", "TYER", "TDAT", "TRDA", "TDEN", "TYE": .time
    case "TSSE", "TENC", "TSS", "TEN": .software
    default: nil
    }
  }
}
