/// Words that are looked for in notes, in letters of any size.
///
/// - Bounds: ``FileBytes/note(_:)``; what is not read is taken to have them.
struct Mention {
  /// Words that tell that notes hold a position.
  static let position = Mention(["gps", "location", "latitude", "iso6709", "geotag"])

  private let words: [[UInt8]]
  /// Whether a word begins with a byte.
  private let begins: [Bool]

  /// - Parameter words: in small letters.
  init(_ words: [String]) {
    self.words = words.map { Array($0.utf8) }
    let first = Set(self.words.compactMap(\.first))
    begins = (0...255).map { first.contains(Self.small($0)) }
  }

  /// - Parameter whenUnread: what is said of a note that is not read.
  func stands(in file: FileBytes, _ range: Range<Int>, whenUnread: Bool = true) -> Bool {
    file.note(range).map(stands) ?? whenUnread
  }

  func stands(in text: String) -> Bool { stands(in: Array(text.utf8)) }

  private func stands(in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      begins.withUnsafeBufferPointer { begins in
        for index in bytes.indices where begins[Int(bytes[index])] {
          for word in words where Self.stands(word, in: bytes, at: index) { return true }
        }
        return false
      }
    }
  }

  private static func stands(
    _ word: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Bool {
    guard word.count <= bytes.count - index else { return false }
    var place = 0
    while place < word.count, word[place] == small(bytes[index + place]) { place += 1 }
    return place == word.count
  }

  private static func small(_ byte: UInt8) -> UInt8 {
    0x41...0x5A ~= byte ? byte | 0x20 : byte
  }
}
