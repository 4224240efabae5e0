/// Positions in the notes of a JPEG that lies within a sound, as its cover.
struct CoverNotes {
  /// Bytes before the picture: its type, and a few words on it.
  private static let maxHead = 1_024
  private static let maxSegments = 256

  private let file: FileBytes
  private var rest: Range<Int>

  /// What to write over, so that the picture is still shown: the content of segments
  /// with EXIF or XMP.
  ///
  /// - Parameter range: holds a JPEG near its start, or something else.
  static func positions(in file: FileBytes, _ range: Range<Int>) -> [Blanking] {
    let heads = range.prefix(maxHead)
    guard let start = heads.first(where: { file.big(3, at: $0) == 0xFFD8FF }) else { return [] }
    var notes = CoverNotes(file: file, rest: start + 2..<range.upperBound)
    var places: [Blanking] = []
    for _ in 0..<maxSegments {
      guard let segment = notes.next() else { break }
      if notes.hasPosition(segment) { places.append(.zeros(segment)) }
    }
    return places
  }

  /// The content of the next segment before the pixels.
  private mutating func next() -> Range<Int>? {
    let start = rest.lowerBound
    guard rest.count >= 4, file.byte(at: start) == 0xFF, let marker = file.byte(at: start + 1),
      let length = file.big(2, at: start + 2), 0xC0...0xFE ~= marker, marker != 0xDA,
      length >= 2, length <= rest.count - 2
    else { return nil }
    rest = rest.dropFirst(2 + length)
    return start + 4..<start + 2 + length
  }

  private func hasPosition(_ segment: Range<Int>) -> Bool {
    let start = segment.lowerBound
    if file.has("Exif\0\0", at: start) {
      return ExifNotes.read(file, segment.dropFirst(6)).contains(.position)
    }
    return file.has("http://ns.adobe.com/xap/1.0/\0", at: start)
      && XMPNotes.read(file, segment).contains(.position)
  }
}
