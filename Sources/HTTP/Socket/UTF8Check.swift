/// Whether bytes that come in pieces are UTF-8, known at the first byte that is not.
///
/// - Source: RFC 3629 §4; RFC 6455 §8.1.
struct UTF8Check {
  /// Bytes that the character begun still needs.
  private var missing = 0
  /// What the next of them may be: narrower after some lead bytes, so that
  /// overlong forms, surrogates and numbers past U+10FFFF are refused.
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether the text may end here.
  var isComplete: Bool { missing == 0 }

  /// Takes the next piece.
  ///
  /// - Returns: false once no continuation could make it valid; no further calls are meant then.
  mutating func accepts(_ piece: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index < piece.count {
      if missing == 0 {
        index = Self.endOfASCII(in: piece, from: index)
        guard index < piece.count else { break }
      }
      guard takes(piece[index]) else { return false }
      index += 1
    }
    return true
  }

  /// The first place at or after `start` that may be no ASCII, eight bytes at a time.
  private static func endOfASCII(in piece: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= piece.count,
      piece.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
    }
    return index
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    guard missing == 0 else {
      guard allowed.contains(byte) else { return false }
      missing -= 1
      allowed = 0x80...0xBF
      return true
    }
    switch byte {
    case 0x00...0x7F: return true
    case 0xC2...0xDF: return begins(1, 0x80...0xBF)
    case 0xE0: return begins(2, 0xA0...0xBF)
    case 0xED: return begins(2, 0x80...0x9F)
    case 0xE1...0xEF: return begins(2, 0x80...0xBF)
    case 0xF0: return begins(3, 0x90...0xBF)
    case 0xF1...0xF3: return begins(3, 0x80...0xBF)
    case 0xF4: return begins(3, 0x80...0x8F)
    default: return false
    }
  }

  private mutating func begins(_ missing: Int, _ allowed: ClosedRange<UInt8>) -> Bool {
    self.missing = missing
    self.allowed = allowed
    return true
  }
}
