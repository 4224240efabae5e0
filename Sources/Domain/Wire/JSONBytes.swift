/// What single bytes mean to JSON, one at a time and eight at a time.
enum JSONBytes {
  /// The eighth bit of each of eight bytes.
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Whether a string must be looked at here: a quote, a backslash or a control character.
  @inline(__always)
  static func isStop(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Marks the bytes of `word` at which ``isStop(_:)`` holds.
  ///
  /// A mark is the byte's highest bit. Only the lowest is exact: a borrow may
  /// set those above.
  ///
  /// - Source: Hacker's Delight §6–1, "find first 0-byte".
  @inline(__always)
  static func stops(in word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let marks =
      ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
      | ((word &- ones &* 0x20) & ~word)
    return marks & highBits
  }

  /// The value of a hexadecimal digit of either case.
  @inline(__always)
  static func hexDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case 0x30...0x39: UInt16(byte - 0x30)
    case 0x61...0x66: UInt16(byte - 0x57)
    case 0x41...0x46: UInt16(byte - 0x37)
    default: nil
    }
  }
}
