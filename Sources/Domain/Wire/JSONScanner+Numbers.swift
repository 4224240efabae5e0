extension JSONScanner {
  /// Reads the number that begins here.
  ///
  /// - Source: RFC 8259 §6: no plus sign, no leading zeros, digits on both sides of a point.
  mutating func number() throws(JSONFault) -> JSONValue {
    let start = position
    var isWhole = true
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return .number(bytes(from: start), isWhole: isWhole)
  }

  private mutating func digits() throws(JSONFault) {
    let start = position
    while let byte = next, 0x30...0x39 ~= byte { position += 1 }
    guard position > start else { throw fault(.grammar) }
  }
}
