/// What an EXIF block tells beside the picture: names of its fields, not what they say.
///
/// A block that is broken tells what stands before the fault.
///
/// - Bounds: ``FileBytes/note(_:)``, and ``maxEntries`` in each directory.
/// - Source: CIPA DC-008 (Exif 2.32) §4.6.
struct ExifNotes {
  private static let maxEntries = 512

  private let bytes: FileBytes
  private let isLittle: Bool

  /// - Parameter range: from the mark of the byte order on.
  static func read(_ file: FileBytes, _ range: Range<Int>) -> Set<FoundMedia.Note> {
    file.note(range).flatMap { ExifNotes(FileBytes($0)) }?.all ?? []
  }

  private init?(_ bytes: FileBytes) {
    guard bytes.has("II*\0", at: 0) || bytes.has("MM\0*", at: 0) else { return nil }
    (self.bytes, isLittle) = (bytes, bytes.has("II", at: 0))
  }

  private var all: Set<FoundMedia.Note> {
    let first = entries(at: number(4, at: 4))
    // Each kind of directory is opened once, however often it is named.
    let camera = entries(at: first.first { $0.tag == 0x8769 }?.value)
    let position = entries(at: first.first { $0.tag == 0x8825 }?.value)
    let found = Set((first + camera).compactMap { Self.note($0.tag) })
    return position.isEmpty ? found : found.union([.position])
  }

  /// The entries of a directory: tag, and value or place of the value.
  private func entries(at place: Int?) -> [(tag: Int, value: Int)] {
    guard let place else { return [] }
    let count = min(number(2, at: place) ?? 0, Self.maxEntries)
    return (0..<count).compactMap { index in
      let entry = place + 2 + index * 12
      guard let tag = number(2, at: entry), let value = number(4, at: entry + 8) else { return nil }
      return (tag, value)
    }
  }

  private func number(_ width: Int, at place: Int) -> Int? {
    isLittle ? bytes.little(width, at: place) : bytes.big(width, at: place)
  }

  private static func note(_ tag: Int) -> FoundMedia.Note? {
    switch tag {
    case 0x010F, 0x0110, 0x927C, 0xA431...0xA435: .camera
    case 0x0132, 0x9003, 0x9004: .time
    case 0x013B, 0x8298, 0xA430: .name
    case 0x010E, 0x9286: .comment
    case 0x0131: .software
    default: nil
    }
  }
}
