/// A checked JSON string where it lies, without its quotes.
///
/// Equal are strings of the same characters, however they are escaped;
/// canonical equivalence does not count, as names are compared by code point.
struct JSONString {
  let raw: UnsafeRawBufferPointer
  let hasEscapes: Bool

  /// The string, its escapes resolved.
  var text: String {
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    // An escape is never shorter than what it stands for.
    return String(unsafeUninitializedCapacity: raw.count) { unescape(into: $0) }
  }

  /// Whether the string is `name`, which is ASCII.
  func `is`(_ name: StaticString) -> Bool {
    if hasEscapes { return text.utf8.elementsEqual(name.bytes) }
    return raw.count == name.utf8CodeUnitCount && raw.elementsEqual(name.bytes)
  }

  /// The string as an identifier; nil if it is none.
  func identifier<Kind>() -> Identifier<Kind>? {
    hasEscapes ? Identifier(text) : Identifier(utf8: raw)
  }

  /// The string as a topic; nil if it is none.
  var topic: Topic? { hasEscapes ? Topic(text) : Topic(utf8: raw) }

  /// Writes the string without escapes and answers how many bytes that took.
  private func unescape(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    var index = 0
    func put(_ byte: UInt8) {
      buffer[count] = byte
      count += 1
    }
    while index < raw.count {
      if raw[index] != UInt8(ascii: "\\") {
        put(raw[index])
        index += 1
      } else if raw[index + 1] == UInt8(ascii: "u") {
        let scalar = self.scalar(at: &index)
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte) }
      } else {
        put(Self.meaning(ofEscape: raw[index + 1]))
        index += 2
      }
    }
    return count
  }

  private static func meaning(ofEscape letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter  // a quote, a backslash or a slash is itself
    }
  }

  /// Reads the `\u` escape at `index`, or the pair of them, and steps over it.
  private func scalar(at index: inout Int) -> Unicode.Scalar {
    let first = unit(at: index)
    index += 6
    guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    let second = unit(at: index)
    index += 6
    let value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private func unit(at index: Int) -> UInt16 {
    (index + 2..<index + 6).reduce(0) { $0 << 4 | (JSONBytes.hexDigit(raw[$1]) ?? 0) }
  }
}

extension JSONString: Hashable {
  static func == (left: Self, right: Self) -> Bool {
    if left.hasEscapes || right.hasEscapes {
      return left.text.utf8.elementsEqual(right.text.utf8)
    }
    return left.raw.count == right.raw.count && left.raw.elementsEqual(right.raw)
  }

  func hash(into hasher: inout Hasher) {
    guard hasEscapes else { return hasher.combine(bytes: raw) }
    var text = self.text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension StaticString {
  /// The text's bytes, which live as long as the program.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
