import NIOCore

/// Puts the texts of a language into a module: `t("Like")` becomes `"Gefällt mir"`.
///
/// So a browser gets the texts that its page shows and no list of them, and is
/// asked for nothing that looks one up. A mark is one plain text in double
/// quotes without a backslash, and perhaps its sense: `t("Friends", "relation")`.
/// `both("…")` becomes the English text and that of the language, one after the
/// other. `Web/tests/support/languages.js` says the same for the tests there.
enum ScriptTranslator {
  /// What stands before a text that is marked, and whether both texts are wanted.
  private static let marks: [(name: [UInt8], isBoth: Bool)] = [
    (Array("both".utf8), true), (Array("t".utf8), false),
  ]
  /// The module that the marks come from.
  private static let origin = "/words.js\""

  /// The module in the language of `translation`.
  ///
  /// - Complexity: O(n).
  static func translate(_ module: ByteBuffer, to translation: Translation) -> ByteBuffer {
    let code = Array(module.readableBytesView)
    var told: [UInt8] = []
    told.reserveCapacity(code.count)
    var end = 0
    for paren in openings(in: code) where paren >= end {
      guard let mark = Self.mark(in: code, at: paren) else { continue }
      told += code[end..<mark.start]
      if mark.isBoth { told += literal(mark.text) + Array(", ".utf8) }
      told += literal(translation.text(mark.text, sense: mark.sense))
      end = mark.end
    }
    told += code[end...]
    return ByteBuffer(string: withoutImports(String(decoding: told, as: UTF8.self)))
  }

  /// Every place of `("`.
  private static func openings(in code: [UInt8]) -> [Int] {
    code.withUnsafeBufferPointer { bytes in
      (0..<max(0, bytes.count - 1)).filter { bytes[$0] == 0x28 && bytes[$0 + 1] == 0x22 }
    }
  }

  private struct Mark {
    let text: String
    let sense: String?
    let isBoth: Bool
    let start: Int
    /// Where what follows it begins.
    let end: Int
  }

  /// The mark whose text begins behind `paren`.
  private static func mark(in code: [UInt8], at paren: Int) -> Mark? {
    guard let sign = marks.first(where: { code[..<paren].ends(with: $0.name) }) else { return nil }
    let start = paren - sign.name.count
    guard start == 0 || !isPartOfName(code[start - 1]),
      let text = quoted(in: code, from: paren + 2)
    else { return nil }
    var end = text.end
    var sense: String?
    let separator = Array(", \"".utf8)
    if code[end...].starts(with: separator) {
      guard let found = quoted(in: code, from: end + separator.count) else { return nil }
      sense = found.text
      end = found.end
    }
    guard end < code.count, code[end] == UInt8(ascii: ")") else { return nil }
    return Mark(
      text: text.text, sense: sense, isBoth: sign.isBoth, start: start, end: end + 1)
  }

  /// The text from `start` to its closing quote; nil where it is no plain one.
  private static func quoted(in code: [UInt8], from start: Int) -> (text: String, end: Int)? {
    let stops = [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "\n")]
    guard let end = code[start...].firstIndex(where: stops.contains), code[end] == stops[0]
    else { return nil }
    return (String(decoding: code[start..<end], as: UTF8.self), end + 1)
  }

  /// Whether `t` behind it is the end of a longer name, or a member.
  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func literal(_ text: String) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let escape = UInt8(ascii: "\\")
    return [quote]
      + text.utf8.flatMap { $0 == quote || $0 == escape ? [escape, $0] : [$0] } + [quote]
  }

  /// What is nothing but a mark needs no import any more.
  private static func withoutImports(_ code: String) -> String {
    code.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
      guard line.hasPrefix("import { "), line.hasSuffix(origin) else { return line }
      let pieces = line.split(separator: " } ", maxSplits: 1)
      let names = pieces[0].dropFirst("import { ".count).split(separator: ",")
        .map { $0.trimmingSpaces() }.filter { $0 != "t" && $0 != "both" }
      return names.isEmpty ? "" : "import { \(names.joined(separator: ", ")) } \(pieces[1])"
    }.joined(separator: "\n")
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with name: [UInt8]) -> Bool { suffix(name.count).elementsEqual(name) }
}
