extension Identifier: CustomStringConvertible, LosslessStringConvertible {
  /// The 36 characters of RFC 9562 §4, lower case.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      writeText { index, byte in text[index] = byte }
      return 36
    }
  }

  /// Reads 36 characters of RFC 9562 §4; nil for anything else, upper case included.
  public init?(_ description: String) {
    var text = description
    guard let found = text.withUTF8({ Self(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = found
  }

  /// Reads the text form from its bytes; nil for anything but 36 lower-case characters.
  public init?(utf8 text: UnsafeRawBufferPointer) {
    guard text.count == 36 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for index in 0..<36 {
      let byte = text[index]
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let value = Self.value(ofHexDigit: byte) else { return nil }
      if digits < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
      digits += 1
    }
    self.init(high: halves.0, low: halves.1)
  }

  /// Gives the 36 bytes of the text form, each with its index.
  @inlinable
  public func writeText(_ put: (Int, UInt8) -> Void) {
    var index = 0
    for digit in 0..<32 {
      if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
        put(index, 0x2D)
        index += 1
      }
      let half = digit < 16 ? high : low
      let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (digit & 15))) & 0xF
      put(index, value < 10 ? 0x30 + value : 0x57 + value)
      index += 1
    }
  }

  private static func value(ofHexDigit byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x61...0x66: UInt64(byte - 0x57)
    default: nil
    }
  }
}

extension Identifier: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension Identifier: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let found = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id: \(text)")
    }
    self = found
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
