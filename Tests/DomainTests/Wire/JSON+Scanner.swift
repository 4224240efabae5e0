import HubbubTesting

@testable import HubbubDomain

extension JSON {
  /// What our scanner makes of a whole text.
  init(scanning bytes: [UInt8]) throws(JSONFault) {
    let result = bytes.withUnsafeBytes { raw in
      Result { () throws(JSONFault) in
        var scanner = JSONScanner(raw)
        let value = JSON(try scanner.value())
        try scanner.end()
        return value
      }
    }
    self = try result.get()
  }

  /// Builds a value that was scanned.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .boolean(let truth): self = .boolean(truth)
    case .string(let string): self = .string(string.text)
    case .number(let digits, _):
      self =
        value.integer.map(JSON.integer)
        ?? .fraction(Double(String(decoding: digits, as: UTF8.self)) ?? .nan)
    case .array: self = .array((value.elements ?? []).map(JSON.init))
    case .object:
      let members = (value.members ?? []).map { ($0.name.text, JSON($0.value)) }
      self = .object(Dictionary(members) { _, last in last })
    }
  }
}
