/// A chunked body.
///
/// - Source: RFC 9112 §7.1.
enum Chunks {
  /// The chunks' bytes, one after the other; ends early where it is no chunked body.
  static func joined(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var rest = bytes
    var all: [UInt8] = []
    while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\r")) {
      let size = String(decoding: rest[..<lineEnd], as: UTF8.self).prefix { $0 != ";" }
      guard let count = Int(size, radix: 16), count > 0, rest.endIndex - lineEnd > count + 2 else {
        break
      }
      all += rest[(lineEnd + 2)..<(lineEnd + 2 + count)]
      rest = rest[min(rest.endIndex, lineEnd + 4 + count)...]
    }
    return all
  }
}
