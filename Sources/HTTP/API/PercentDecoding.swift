extension String {
  /// The text that these percent signs stand for; nil where they stand for none.
  ///
  /// - Source: RFC 3986 §2.1.
  var percentDecoded: String? {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let code = UInt8(hex: rest.prefix(2)) else { return nil }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension UInt8 {
  /// Reads two hexadecimal digits.
  fileprivate init?(hex digits: Substring.UTF8View) {
    guard digits.count == 2, !digits.contains(UInt8(ascii: "+")),
      !digits.contains(UInt8(ascii: "-"))
    else { return nil }
    self.init(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
