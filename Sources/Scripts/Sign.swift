/// The characters that part a module.
enum Sign {
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let closeBrace = UInt8(ascii: "}")
  static let closeBracket = UInt8(ascii: "]")
  static let dollar = UInt8(ascii: "$")
  static let hash = UInt8(ascii: "#")
  static let newline = UInt8(ascii: "\n")
  static let openBrace = UInt8(ascii: "{")
  static let openRound = UInt8(ascii: "(")
  static let openBracket = UInt8(ascii: "[")
  static let quote = UInt8(ascii: "\"")
  static let slash = UInt8(ascii: "/")
  static let space = UInt8(ascii: " ")
  static let star = UInt8(ascii: "*")

  /// Whether it can stand in a name or a number.
  static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), dollar, 0x80...:
      true
    default: false
    }
  }
}
