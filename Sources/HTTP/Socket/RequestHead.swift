import NIOCore

/// A GET's head as it came in, with the places of its fields.
///
/// Nothing is copied out before somebody asks for it: a browser sends a
/// dozen fields, an upgrade reads five.
///
/// - Source: RFC 9112 §3–§5.
struct RequestHead: Sendable {
  private struct Field {
    let name: Range<Int>
    let value: Range<Int>
  }

  private let bytes: ByteBuffer
  private let targetRange: Range<Int>
  private var fields: [Field] = []

  /// Reads a head that begins with `GET ` and ends with an empty line.
  ///
  /// - Returns: nil for anything that is not plainly a GET of HTTP/1.1,
  ///   whose answer is the full parser's business.
  init?(_ bytes: ByteBuffer) {
    self.bytes = bytes
    let view = bytes.readableBytesView
    guard let lineEnd = Self.lineEnd(in: view, from: view.startIndex),
      let target = Self.target(in: view[..<lineEnd])
    else { return nil }
    targetRange = target
    var start = lineEnd + 2
    while let end = Self.lineEnd(in: view, from: start), end > start {
      guard let field = Self.field(in: view[start..<end]) else { return nil }
      fields.append(field)
      start = end + 2
    }
    guard view[start...].elementsEqual("\r\n".utf8) else { return nil }
  }

  /// The request's target, as it came.
  var target: String { string(targetRange) }

  /// The values of every field of that name, whatever its case, in order.
  func values(of name: String) -> [String] {
    fields.filter { matches($0.name, name) }.map { string($0.value) }
  }

  /// The first value of that name, if any.
  func first(_ name: String) -> String? {
    fields.first { matches($0.name, name) }.map { string($0.value) }
  }

  /// Whether one of the comma-separated lists of that name holds `token`, whatever its case.
  func has(_ token: String, in name: String) -> Bool {
    fields.contains { field in
      matches(field.name, name)
        && bytes.readableBytesView[field.value].split(separator: UInt8(ascii: ",")).contains {
          Self.areEqual(Self.trimmed($0), token)
        }
    }
  }

  private func matches(_ range: Range<Int>, _ name: String) -> Bool {
    range.count == name.utf8.count && Self.areEqual(bytes.readableBytesView[range], name)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes.readableBytesView[range], as: UTF8.self)
  }
}

// MARK: - Reading

extension RequestHead {
  private static func lineEnd(in view: ByteBufferView, from start: Int) -> Int? {
    guard let end = view[start...].firstIndex(of: UInt8(ascii: "\r")), end + 1 < view.endIndex,
      view[end + 1] == UInt8(ascii: "\n")
    else { return nil }
    return end
  }

  private static func target(in line: ByteBufferView) -> Range<Int>? {
    let start = line.startIndex + "GET ".utf8.count
    guard line.starts(with: "GET ".utf8),
      let end = line[start...].firstIndex(of: UInt8(ascii: " ")), end > start,
      line[end...].elementsEqual(" HTTP/1.1".utf8),
      line[start..<end].allSatisfy({ 0x21...0x7E ~= $0 })
    else { return nil }
    return start..<end
  }

  private static func field(in line: ByteBufferView) -> Field? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(isTokenByte)
    else { return nil }
    let value = trimmed(line[(colon + 1)...])
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return nil }
    return Field(
      name: line.startIndex..<colon, value: value.startIndex..<value.endIndex)
  }

  /// `tchar` of RFC 9110 §5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func trimmed(_ bytes: ByteBufferView) -> ByteBufferView {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return bytes[bytes.startIndex..<bytes.startIndex] }
    return bytes[first...last]
  }

  /// Whether both are the same but for the case of ASCII letters.
  private static func areEqual(_ bytes: ByteBufferView, _ text: String) -> Bool {
    bytes.elementsEqual(text.utf8) { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}
