/// Reads one JSON text, once, from its first byte to its last.
///
/// Strict where RFC 8259 leaves a choice: no name twice in an object, no half
/// surrogate pairs, no byte order mark, a bounded depth. Values are checked
/// whole but not built: they are handed out as the bytes they lie in. Safe on
/// any bytes, UTF-8 or not.
///
/// - Complexity: O(n), and no allocation for objects of up to 8 members.
/// - Source: RFC 8259; DECISIONS.md on JSON.
struct JSONScanner {
  /// Objects and arrays within each other: what we speak needs 3.
  static let maxDepth = 32

  let bytes: UnsafeRawBufferPointer
  var position = 0
  private var depth = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next byte, or nil at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes into the object that comes next.
  mutating func openObject() throws(JSONFault) -> JSONMembers {
    skipSpace()
    guard next == UInt8(ascii: "{") else { throw fault(.notAnObject) }
    try descend()
    return JSONMembers()
  }

  /// Reads the name of the next member, whose value must be read before the
  /// next call; nil when the object is closed.
  mutating func nextName(_ members: inout JSONMembers) throws(JSONFault) -> JSONString? {
    guard try goesOn(until: UInt8(ascii: "}"), isFirst: members.count == 0) else { return nil }
    let start = position
    guard next == UInt8(ascii: "\"") else { throw fault(.grammar) }
    let name = try string()
    guard members.insert(name) else { throw JSONFault(rule: .duplicateKey, offset: start) }
    skipSpace()
    try expect(UInt8(ascii: ":"))
    return name
  }

  /// Goes into the array that comes next.
  mutating func openArray() throws(JSONFault) -> JSONElements {
    skipSpace()
    guard next == UInt8(ascii: "[") else { throw fault(.grammar) }
    try descend()
    return JSONElements()
  }

  /// Reads the next element; nil when the array is closed.
  mutating func nextElement(_ elements: inout JSONElements) throws(JSONFault) -> JSONValue? {
    guard try goesOn(until: UInt8(ascii: "]"), isFirst: elements.count == 0) else { return nil }
    elements.count += 1
    return try value()
  }

  /// Reads one value of any kind, checking all that is in it.
  mutating func value() throws(JSONFault) -> JSONValue {
    skipSpace()
    let start = position
    switch next {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"):
      var members = try openObject()
      while try nextName(&members) != nil { _ = try value() }
      return .object(bytes(from: start))
    case UInt8(ascii: "["):
      var elements = try openArray()
      while try nextElement(&elements) != nil {}
      return .array(bytes(from: start))
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  /// Checks that nothing but white space is left.
  mutating func end() throws(JSONFault) {
    skipSpace()
    guard position == bytes.count else { throw fault(.trailing) }
  }

  /// A fault at the place reached.
  func fault(_ rule: JSONFault.Rule) -> JSONFault { JSONFault(rule: rule, offset: position) }

  /// What was read since `start`.
  func bytes(from start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<position])
  }

  /// Steps over one byte, which must be `byte`.
  private mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard next == byte else { throw fault(.grammar) }
    position += 1
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func descend() throws(JSONFault) {
    depth += 1
    guard depth <= Self.maxDepth else { throw fault(.depth) }
    position += 1
  }

  /// Steps over what separates members or elements; false when `close` came.
  private mutating func goesOn(until close: UInt8, isFirst: Bool) throws(JSONFault) -> Bool {
    skipSpace()
    if next == close {
      position += 1
      depth -= 1
      return false
    }
    guard !isFirst else { return true }
    try expect(UInt8(ascii: ","))
    skipSpace()
    return true
  }

  private mutating func literal(
    _ text: StaticString, _ value: JSONValue
  ) throws(JSONFault) -> JSONValue {
    for index in 0..<text.utf8CodeUnitCount { try expect(text.utf8Start[index]) }
    return value
  }
}
