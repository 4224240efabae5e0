/// Writes one JSON text as bytes, with no `String` made on the way.
///
/// Names and punctuation are given as they stand in the text; only values
/// are formatted. What comes out is RFC 8259 as long as the caller's braces match.
///
/// - Isolation: owns its memory; the bytes are copied out once, at the end.
struct JSONWriter: ~Copyable {
  private var room: UnsafeMutableRawBufferPointer
  private var count = 0

  /// - Parameter capacity: bytes that will do in nearly every case.
  init(capacity: Int) { room = .allocate(byteCount: capacity, alignment: 16) }

  deinit { room.deallocate() }

  /// What was written so far.
  var bytes: [UInt8] { [UInt8](UnsafeRawBufferPointer(rebasing: room[..<count])) }

  /// Writes `text` as it is.
  @inline(__always)
  mutating func raw(_ text: StaticString) {
    put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes a string in quotes, escaping what RFC 8259 §7 says must be.
  mutating func string(_ text: String) {
    var text = text
    raw("\"")
    text.withUTF8 { escape(UnsafeRawBufferPointer($0)) }
    raw("\"")
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
      put(UnsafeRawBufferPointer(rebasing: digits[start...]))
    }
  }

  mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

  /// Writes an identifier's 36 characters, without quotes.
  mutating func identifier<Kind>(_ id: Identifier<Kind>) {
    id.writeText(into: take(36))
  }

  /// Writes a moment's 24 characters in quotes.
  mutating func timestamp(_ time: Timestamp) {
    raw("\"")
    let text = take(24)
    time.writeText { index, byte in text[index] = byte }
    raw("\"")
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
      put(UnsafeRawBufferPointer(rebasing: text[start..<index]))
      escape(text[index])
      index += 1
      start = index
    }
    put(UnsafeRawBufferPointer(rebasing: text[start...]))
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
      take(1)[0] = digit < 10 ? 0x30 + digit : 0x57 + digit
    }
  }

  @inline(__always)
  private mutating func put(_ text: UnsafeRawBufferPointer) {
    take(text.count).copyMemory(from: text)
  }

  /// The room for the next bytes.
  @inline(__always)
  private mutating func take(_ bytes: Int) -> UnsafeMutableRawBufferPointer {
    let start = count
    count += bytes
    if count > room.count { grow(keeping: start) }
    return UnsafeMutableRawBufferPointer(rebasing: room[start..<count])
  }

  /// Moves to at least twice the room, with the first `kept` bytes.
  @inline(never)
  private mutating func grow(keeping kept: Int) {
    let wider = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count, 2 * room.count), alignment: 16)
    wider.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[..<kept]))
    room.deallocate()
    room = wider
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
