extension JSONScanner {
  /// Reads the string that begins here, leaving its escapes as they are.
  mutating func string() throws(JSONFault) -> JSONString {
    position += 1
    let start = position
    var hasEscapes = false
    var isASCII = true
    while true {
      skipPlain(isASCII: &isASCII)
      switch next {
      case UInt8(ascii: "\""):
        let raw = bytes(from: start)
        guard isASCII || Self.isUTF8(raw) else {
          throw JSONFault(rule: .invalidUTF8, offset: start)
        }
        position += 1
        return JSONString(raw: raw, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try escape()
      default: throw fault(.grammar)
      }
    }
  }

  /// Steps over all that is neither a quote, a backslash nor a control
  /// character, eight bytes at a time as long as there are eight.
  private mutating func skipPlain(isASCII: inout Bool) {
    var seen: UInt64 = 0
    while position + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      seen |= word
      let stops = JSONBytes.stops(in: word)
      position += stops.trailingZeroBitCount / 8
      if stops != 0 { break }
    }
    if seen & JSONBytes.highBits != 0 { isASCII = false }
    while position < bytes.count, !JSONBytes.isStop(bytes[position]) {
      if bytes[position] >= 0x80 { isASCII = false }
      position += 1
    }
  }

  /// Steps over one escape sequence.
  ///
  /// - Source: RFC 8259 §7; a pair of surrogates is one character.
  private mutating func escape() throws(JSONFault) {
    let start = position
    position += 1
    guard let kind = next else { throw fault(.grammar) }
    position += 1
    switch kind {
    case UInt8(ascii: "u"):
      let unit = try fourHexDigits()
      guard unit & 0xF800 == 0xD800 else { return }
      guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      else { throw JSONFault(rule: .loneSurrogate, offset: start) }
      position += 2
      guard try fourHexDigits() & 0xFC00 == 0xDC00 else {
        throw JSONFault(rule: .loneSurrogate, offset: start)
      }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    default:
      position -= 1
      throw fault(.grammar)
    }
  }

  private mutating func fourHexDigits() throws(JSONFault) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = JSONBytes.hexDigit(byte) else { throw fault(.grammar) }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }

  private static func isUTF8(_ raw: UnsafeRawBufferPointer) -> Bool {
    raw.withMemoryRebound(to: UInt8.self) { text in
      do {
        _ = try UTF8Span(validating: text.span)
        return true
      } catch {
        return false
      }
    }
  }
}
