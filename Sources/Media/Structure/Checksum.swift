/// The two sums by which formats know whether a bit is wrong.
///
/// - Source: PNG (third edition) annex D; RFC 3533 §6 (field 7).
enum Checksum {
  /// PNG's takes the lowest bit first.
  private static let lowFirst: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
  /// Ogg's takes the highest bit first.
  private static let highFirst: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte) << 24) { sum, _ in
      sum >> 31 == 1 ? sum << 1 ^ 0x04C1_1DB7 : sum << 1
    }
  }

  /// The sum of a range as PNG has it.
  static func png(_ file: FileBytes, _ range: Range<Int>) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    lowFirst.withUnsafeBufferPointer { table in
      _ = file.pass(range) { bytes in
        for byte in bytes { sum = sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xFF)] }
      }
    }
    return ~sum
  }

  /// The sum of a page as Ogg has it, in which the sum itself counts as zeros.
  static func ogg(_ file: FileBytes, _ page: Range<Int>) -> UInt32 {
    let place = page.lowerBound + 22
    var sum = ogg(0, file, page.lowerBound..<place)
    for _ in 0..<4 { sum = sum << 8 ^ highFirst[Int(sum >> 24)] }
    return ogg(sum, file, place + 4..<page.upperBound)
  }

  private static func ogg(_ start: UInt32, _ file: FileBytes, _ range: Range<Int>) -> UInt32 {
    var sum = start
    highFirst.withUnsafeBufferPointer { table in
      _ = file.pass(range) { bytes in
        for byte in bytes { sum = sum << 8 ^ table[Int(sum >> 24 ^ UInt32(byte))] }
      }
    }
    return sum
  }
}
