/// Writes one JSON text as bytes, with no `String` made on the way.
///
/// Names and punctuation are given as they stand in the text; only values
/// are formatted. What comes out is RFC 8259 as long as the caller's braces match.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  /// - Parameter capacity: bytes that will do in nearly every case.
  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Writes `text` as it is.
  mutating func raw(_ text: StaticString) { bytes.append(contentsOf: text.bytes) }

  /// Writes a string in quotes, escaping what RFC 8259 §7 says must be.
  mutating func string(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { escape(UnsafeRawBufferPointer($0)) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a whole number.
  mutating func integer(_ value: Int64) {
    withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
      var start = digits.count
      var rest = value.magnitude
      repeat {
        start -= 1
        digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: digits[start...]))
    }
  }

  mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

  /// Writes an identifier's 36 characters, without quotes.
  mutating func identifier<Kind>(_ id: Identifier<Kind>) {
    withUnsafeTemporaryAllocation(byteCount: 36, alignment: 8) { text in
      id.writeText(into: text)
      bytes.append(contentsOf: text)
    }
  }

  /// Writes a moment's 24 characters in quotes.
  mutating func timestamp(_ time: Timestamp) {
    withUnsafeTemporaryAllocation(byteCount: 26, alignment: 1) { text in
      text[0] = UInt8(ascii: "\"")
      time.writeText { index, byte in text[index + 1] = byte }
      text[25] = UInt8(ascii: "\"")
      bytes.append(contentsOf: text)
    }
  }

  /// Writes whole milliseconds, rounded up so that nobody comes too early.
  mutating func milliseconds(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let unit: Int64 = 1_000_000_000_000_000
    integer(seconds * 1000 + attoseconds / unit + (attoseconds % unit > 0 ? 1 : 0))
  }

  /// Writes `[…]` with what `write` does for each element between commas.
  mutating func list<Element>(
    _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    raw("[")
    var isFirst = true
    for element in elements {
      if !isFirst { raw(",") }
      isFirst = false
      write(&self, element)
    }
    raw("]")
  }

  /// Writes a string's inside, in runs between the characters to be escaped.
  private mutating func escape(_ text: UnsafeRawBufferPointer) {
    var start = 0
    var index = 0
    while index < text.count {
      if index + 8 <= text.count {
        let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let stops = JSONBytes.stops(in: word)
        index += stops.trailingZeroBitCount / 8
        if stops == 0 { continue }
      } else if !JSONBytes.isStop(text[index]) {
        index += 1
        continue
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<index]))
      escape(text[index])
      index += 1
      start = index
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start...]))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): raw("\\\"")
    case UInt8(ascii: "\\"): raw("\\\\")
    case 0x08: raw("\\b")
    case 0x09: raw("\\t")
    case 0x0A: raw("\\n")
    case 0x0C: raw("\\f")
    case 0x0D: raw("\\r")
    default:
      raw(byte < 0x10 ? "\\u000" : "\\u001")
      let digit = byte & 0x0F
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}

extension Identifier {
  /// Writes the 36 characters of the text form, eight digits at a time.
  ///
  /// - Parameter text: 36 bytes.
  fileprivate func writeText(into text: UnsafeMutableRawBufferPointer) {
    let first = Self.hexDigits(high >> 32)
    let second = Self.hexDigits(high)
    let third = Self.hexDigits(low >> 32)
    text.storeBytes(of: first.bigEndian, as: UInt64.self)
    text[8] = UInt8(ascii: "-")
    text.storeBytes(of: UInt32(second >> 32).bigEndian, toByteOffset: 9, as: UInt32.self)
    text[13] = UInt8(ascii: "-")
    text.storeBytes(
      of: UInt32(truncatingIfNeeded: second).bigEndian, toByteOffset: 14, as: UInt32.self)
    text[18] = UInt8(ascii: "-")
    text.storeBytes(of: UInt32(third >> 32).bigEndian, toByteOffset: 19, as: UInt32.self)
    text[23] = UInt8(ascii: "-")
    text.storeBytes(
      of: UInt32(truncatingIfNeeded: third).bigEndian, toByteOffset: 24, as: UInt32.self)
    text.storeBytes(of: Self.hexDigits(low).bigEndian, toByteOffset: 28, as: UInt64.self)
  }

  /// The eight digits of the lower 32 bits, the first in the highest byte.
  private static func hexDigits(_ value: UInt64) -> UInt64 {
    var spread = value & 0xFFFF_FFFF
    spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
    spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
    spread = (spread | spread << 4) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = ((spread + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return spread + 0x3030_3030_3030_3030 + letters * 0x27
  }
}
