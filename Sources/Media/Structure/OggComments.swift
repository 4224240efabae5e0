import HubbubDomain

/// The second packet of a stream: comments, each a name and what it says.
///
/// What a comment says of a position is written over with spaces, and the sums of its
/// pages are made anew. A cover within comments is coded as text and stays as it is.
///
/// - Bounds: ``Limits/notesBytes``.
/// - Source: RFC 7845 §5.2; Vorbis I specification §5.
struct OggComments {
  /// The pages that hold the packet.
  private var pages: [Range<Int>] = []
  private var pieces: [Range<Int>] = []
  private var codec: OggCodec?
  private(set) var isComplete = false

  /// Takes what belongs to the packet of a page.
  mutating func take(_ page: OggPage, of file: FileBytes, _ codec: OggCodec) throws(Refusal) {
    guard !isComplete, !page.pieces.isEmpty else { return }
    self.codec = codec
    if pages.isEmpty {
      let mark = codec.type == .opus ? "OpusTags" : "\u{3}vorbis"
      try require(file.has(mark, at: page.pieces[0].lowerBound))
    }
    let end = page.pieces.firstIndex { $0.count < 255 }
    if (pieces.last?.upperBound ?? 0) - (pieces.first?.lowerBound ?? 0) < Limits.notesBytes {
      pages.append(page.range)
      pieces += page.pieces[...(end ?? page.pieces.count - 1)]
    }
    isComplete = end != nil
  }

  /// What the comments tell, and where they tell the place.
  func notes(of file: FileBytes) -> (Set<FoundMedia.Note>, [Blanking]) {
    var (found, changes): (Set<FoundMedia.Note>, [Blanking]) = ([], [])
    for comment in comments(of: file) {
      let name = String(decoding: comment.name, as: UTF8.self).uppercased()
      if let note = Self.note(name) { found.insert(note) }
      if Mention.position.stands(in: name) { changes += spaces(over: comment.value, of: file) }
    }
    return (found, changes.isEmpty ? [] : changes + sums(after: changes, of: file))
  }

  /// - Returns: nothing for a stretch that is spaces already.
  private func spaces(over stretch: Range<Int>, of file: FileBytes) -> [Blanking] {
    places(of: stretch).compactMap { place in
      let spaces = [UInt8](repeating: 0x20, count: place.count)
      let isBlank = file.bytes(place, atMost: place.count) == spaces
      return isBlank ? nil : Blanking(offset: place.lowerBound, bytes: spaces)
    }
  }

  private static func note(_ name: String) -> FoundMedia.Note? {
    switch name {
    case "TITLE", "ARTIST", "PERFORMER", "ALBUM", "COPYRIGHT": .name
    case "DATE", "CREATION_TIME": .time
    case "COMMENT", "DESCRIPTION": .comment
    case "ENCODER": .software
    default: nil
    }
  }

  // MARK: - The packet, of many pieces

  private struct Comment {
    let name: [UInt8]
    /// Where in the packet it stands.
    let value: Range<Int>
  }

  private func comments(of file: FileBytes) -> [Comment] {
    let packet = FileBytes(pieces.flatMap { file.bytes($0, atMost: 255) })
    let start = codec?.type == .opus ? 8 : 7
    guard let maker = packet.little(4, at: start), maker <= packet.count,
      let count = packet.little(4, at: start + 4 + maker)
    else { return [] }
    var (comments, place): ([Comment], Int) = ([], start + 8 + maker)
    while comments.count < min(count, 1_000), let length = packet.little(4, at: place),
      length <= packet.count - place - 4
    {
      let name = packet.bytes(place + 4..<place + 4 + length, atMost: 128).prefix { $0 != 0x3D }
      let value = min(place + 5 + name.count, place + 4 + length)..<place + 4 + length
      comments.append(Comment(name: Array(name), value: value))
      place += 4 + length
    }
    return comments
  }

  /// Where in the file a stretch of the packet stands.
  private func places(of stretch: Range<Int>) -> [Range<Int>] {
    var (places, start): ([Range<Int>], Int) = ([], 0)
    for piece in pieces {
      let inside = stretch.clamped(to: start..<start + piece.count)
      if !inside.isEmpty {
        let shift = piece.lowerBound - start
        places.append(inside.lowerBound + shift..<inside.upperBound + shift)
      }
      start += piece.count
    }
    return places
  }

  /// The sums of the pages as they are after these changes.
  private func sums(after changes: [Blanking], of file: FileBytes) -> [Blanking] {
    pages.compactMap { page in
      let here = changes.filter { page.contains($0.offset) }
      guard !here.isEmpty else { return nil }
      var bytes = file.bytes(page, atMost: page.count)
      for change in here {
        let start = change.offset - page.lowerBound
        bytes.replaceSubrange(start..<start + change.bytes.count, with: change.bytes)
      }
      let sum = Checksum.ogg(FileBytes(bytes), 0..<bytes.count)
      return Blanking(
        offset: page.lowerBound + 22,
        bytes: (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) })
    }
  }
}
