import HubbubDomain
import NIOCore

/// Puts the texts of a language into a page: whatever is read of it, or said.
///
/// A page is written in English, as it stands. Every text between tags and
/// every attribute that people come to know is translated as a whole, without
/// the spaces around it. `data-sense` says which of a text's meanings it has.
/// What stands in `<code>` is typed as it is. Of HTML it knows what our pages
/// use: attributes in double quotes, no entities in what is translated.
/// `Web/tests/support/languages.js` says the same for the tests there.
struct PageTranslator {
  /// The attributes that are read or said.
  private static let told: Set<String> = ["title", "placeholder", "aria-label", "alt"]
  /// The elements whose text is none.
  private static let verbatim: Set<String> = ["script", "style", "code"]

  private let translation: Translation
  private let source: [UInt8]
  /// How far it is translated.
  private var index = 0
  private var page = ""
  /// Of the text that follows.
  private var sense: String?

  /// The page in the language of `translation`.
  ///
  /// - Complexity: O(n).
  static func translate(_ page: ByteBuffer, to translation: Translation) -> ByteBuffer {
    var translator = PageTranslator(
      translation: translation, source: Array(page.readableBytesView))
    return ByteBuffer(string: translator.run())
  }

  private init(translation: Translation, source: [UInt8]) {
    self.translation = translation
    self.source = source
  }

  private mutating func run() -> String {
    while index < source.count {
      if source[index] == UInt8(ascii: "<") {
        takeTag()
      } else {
        page += inWords(take(to: source[index...].firstIndex(of: UInt8(ascii: "<"))), sense: sense)
      }
    }
    return page
  }

  /// Takes what is next up to `end`, or all that is left.
  private mutating func take(to end: Int?) -> String {
    defer { index = end ?? source.count }
    return String(decoding: source[index..<(end ?? source.count)], as: UTF8.self)
  }

  /// Takes what is next, up to the next `sign` and with it.
  private mutating func take(through sign: String) -> String {
    let sign = Array(sign.utf8)
    let found = source[index...].indices.first {
      source[$0] == sign[0] && source[$0...].starts(with: sign)
    }
    return take(to: found.map { $0 + sign.count })
  }

  private mutating func takeTag() {
    if source[index...].starts(with: Array("<!--".utf8)) {
      page += take(through: "-->")
      return
    }
    let tag = take(through: ">")
    let name = String(tag.dropFirst().prefix { $0 != " " && $0 != ">" })
    sense = nil
    page += name == "html" ? "<html lang=\"\(translation.language.rawValue)\">" : told(tag)
    if Self.verbatim.contains(name) { page += take(through: "</\(name)>") }
  }

  /// A tag, with its attributes in the language.
  private mutating func told(_ tag: String) -> String {
    let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return tag }
    return parts.enumerated().map { index, part -> String in
      guard index % 2 == 1 else { return String(part) }
      let name = String(parts[index - 1].split(separator: " ").last?.dropLast() ?? "")
      if name == "data-sense" { sense = String(part) }
      return Self.told.contains(name) ? inWords(String(part), sense: nil) : String(part)
    }.joined(separator: "\"")
  }

  /// A text in the language, with the spaces that were around it.
  private func inWords(_ text: String, sense: String?) -> String {
    let trimmed = text.drop { $0.isWhitespace }
    guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return text }
    let words = trimmed[...last]
    let said = translation.text(String(words), sense: sense)
    return text[..<words.startIndex] + Self.escape(said) + text[words.endIndex...]
  }

  private static func escape(_ text: String) -> String {
    text.reduce(into: "") { escaped, sign in
      switch sign {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(sign)
      }
    }
  }
}
