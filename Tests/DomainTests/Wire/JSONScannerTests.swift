import HubbubTesting
import Testing

@testable import HubbubDomain

/// What is JSON to us, byte by byte.
struct JSONScannerTests {
  /// The rule that `text` breaks, and where; nil if it is good.
  private func fault(in text: String) -> JSONFault? { fault(in: Array(text.utf8)) }

  private func fault(in bytes: [UInt8]) -> JSONFault? {
    do throws(JSONFault) {
      _ = try JSON(scanning: bytes)
      return nil
    } catch {
      return error
    }
  }

  private func value(of text: String) throws -> JSON { try JSON(scanning: Array(text.utf8)) }

  // MARK: - Values

  @Test func `every kind of value is read`() throws {
    let text = #" { "a" : [ 1 , -2.5 , true , false , null , "x" ] , "b" : { } , "" : [ ] } "#
    #expect(
      try value(of: text) == ["a": [1, .fraction(-2.5), true, false, nil, "x"], "b": [:], "": []])
  }

  @Test func `every escape is resolved`() throws {
    let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\uDC77\u0000\uFFFF""#
    #expect(try value(of: text) == "\"\\/\u{8}\u{C}\n\r\tAé€👷\0\u{FFFF}")
  }

  @Test(arguments: 0...40)
  func `a quote, an escape or a control character is found at any place`(before: Int) throws {
    for filler in ["x", "\u{7F}", "é", "👷"] {
      let start = String(repeating: filler, count: before)
      let count = start.utf8.count
      #expect(try value(of: "\"\(start)\"") == .string(start))
      #expect(try value(of: "\"\(start)\\n\(start)\"") == .string(start + "\n" + start))
      for stop in ["\0", "\n", "\u{1F}"] {
        let broken = fault(in: "\"\(start)\(stop)\(start)\"")
        #expect(broken == JSONFault(rule: .grammar, offset: count + 1))
      }
      #expect(fault(in: "\"" + start) == JSONFault(rule: .grammar, offset: count + 1))
    }
  }

  // MARK: - Numbers

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("9223372036854775807", Int64.max),
    ("-9223372036854775808", Int64.min), ("1000000000000000000", 1_000_000_000_000_000_000),
  ])
  func `a whole number is read exactly`(digits: String, number: Int64) throws {
    #expect(try value(of: digits) == .integer(number))
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "1e2", "1E2",
    "1.0", "0.0", "-0.0", "1e-2", "1E+2", "0e0", "1.5e300", "1e999",
  ])
  func `a number with a point, an exponent or too many digits is no whole one`(
    digits: String
  ) throws {
    #expect(fault(in: digits) == nil)
    let whole = try Array(digits.utf8).withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      return try scanner.value().integer
    }
    #expect(whole == nil)
  }

  @Test(arguments: [
    "01", "-01", "00", "-", "+1", ".5", "1.", "1.e2", "1e", "1e+", "1E-", "--1", "0x1", "1_0",
    "Infinity", "NaN", "-Infinity", "1.2.3", "1e2e3", "١",
  ])
  func `a number that breaks the grammar is refused`(digits: String) {
    #expect(fault(in: digits) != nil)
    #expect(fault(in: "[\(digits)]") != nil)
    #expect(fault(in: "{\"a\":\(digits)}") != nil)
  }

  // MARK: - Faults

  @Test(arguments: [
    "", " ", "{", "[", "{]", "[}", "{,}", "[,]", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}",
    "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "tru", "True",
    "nul", "nulll", "falsee", "\"", "\"\\", "\"\\\"", "\"\\x\"", "\"\\u\"", "\"\\u12\"",
    "\"\\u12g4\"", "\"\\U0041\"", "[1]/**/", "// 1", "\u{A0}1",
  ])
  func `what breaks the grammar is refused`(text: String) {
    #expect([JSONFault.Rule.grammar, .trailing].contains(fault(in: text)?.rule))
  }

  @Test func `white space is only what RFC 8259 calls so`() {
    for space in [" ", "\t", "\n", "\r", "\r\n \t"] {
      #expect(fault(in: "\(space){\(space)\"a\"\(space):\(space)1\(space)}\(space)") == nil)
    }
    for other in ["\0", "\u{B}", "\u{C}", "\u{85}", "\u{A0}", "\u{2028}", "\u{3000}"] {
      #expect(fault(in: "\(other)1") == JSONFault(rule: .grammar, offset: 0))
      #expect(fault(in: "1\(other)") == JSONFault(rule: .trailing, offset: 1))
    }
  }

  @Test(arguments: ["{}{}", "{} x", "1 1", "null,", "\"\"\"\"", "[]]"])
  func `what follows the end is refused`(text: String) {
    #expect(fault(in: text)?.rule == .trailing)
  }

  @Test(arguments: [
    (#""\ud800""#, 1), (#""\udc00""#, 1), (#""\ud800\ud800""#, 1), (#""ab\udbff\u0041""#, 3),
    (#""\ud800x""#, 1), (#""\ud83d\n""#, 1), (#""\ud800\\udc00""#, 1),
  ])
  func `half a surrogate pair is refused`(text: String, offset: Int) {
    #expect(fault(in: text) == JSONFault(rule: .loneSurrogate, offset: offset))
  }

  @Test(arguments: [
    [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82],
    [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
  ])
  func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
    for filler in 0...9 {
      let text = [0x22] + [UInt8](repeating: 0x78, count: filler) + bytes + [0x22]
      #expect(fault(in: text) == JSONFault(rule: .invalidUTF8, offset: 1))
    }
  }

  @Test func `a byte order mark is refused`() {
    #expect(fault(in: "\u{FEFF}{}")?.rule == .grammar)
    #expect(fault(in: [0xFF, 0xFE, 0x7B, 0, 0x7D, 0])?.rule == .grammar)
    #expect(fault(in: "{}\u{FEFF}")?.rule == .trailing)
  }

  // MARK: - Names

  @Test(arguments: [
    #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"\u0061":1,"a":2}"#, #"{"":1,"":2}"#,
    #"{"\/":1,"/":2}"#, #"{"👷":1,"\ud83d\udc77":2}"#,
  ])
  func `a name that occurs twice is refused, however it is escaped`(text: String) {
    #expect(fault(in: text)?.rule == .duplicateKey)
    #expect(fault(in: "[{\"x\":\(text)}]")?.rule == .duplicateKey)
  }

  @Test func `a name may occur again in another object`() {
    #expect(fault(in: #"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}"#) == nil)
  }

  @Test func `names that look the same but are spelled differently are two`() throws {
    let text = "{\"\u{E9}\":1,\"e\u{301}\":2}"
    let count = try Array(text.utf8).withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      return try scanner.value().members?.count
    }
    #expect(count == 2)
  }

  @Test(arguments: [1, 7, 8, 9, 10, 300])
  func `a name that occurs twice is found among many`(count: Int) {
    let names = (0..<count).map { "\"n\($0)\":\($0)" }
    #expect(fault(in: "{\(names.joined(separator: ","))}") == nil)
    for again in [0, count / 2, count - 1] {
      let text = "{\(names.joined(separator: ",")),\"n\(again)\":0}"
      #expect(fault(in: text)?.rule == .duplicateKey)
    }
  }

  // MARK: - Depth

  @Test func `values may lie 32 deep and no deeper`() {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: depth) + String(repeating: close, count: depth)
    }
    for (open, close) in [("[", "]"), ("{\"a\":[", "]}")] {
      let depth = JSONScanner.maxDepth / (open.count == 1 ? 1 : 2)
      #expect(fault(in: nested(depth, open, close)) == nil)
      #expect(fault(in: nested(depth + 1, open, close))?.rule == .depth)
      #expect(fault(in: nested(100_000, open, close))?.rule == .depth)
    }
    #expect(JSONScanner.maxDepth == 32)
    let wide = "[" + String(repeating: "[],", count: 1000) + "[]]"
    #expect(fault(in: wide) == nil)
  }
}
