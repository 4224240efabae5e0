import Foundation

/// A word of a text, told apart as SQLite's `unicode61` does, said plainly.
struct PlainWord {
  /// In lower case, without accents.
  let folded: String
  /// In UTF-8 code units of the text.
  let place: Range<Int>

  static func words(of text: String) -> [PlainWord] {
    var words: [PlainWord] = []
    var (start, current, place) = (0, "", 0)
    func end() {
      if !current.isEmpty { words.append(PlainWord(folded: current, place: start..<place)) }
      current = ""
    }
    for scalar in text.unicodeScalars {
      if scalar.isOfWord {
        if current.isEmpty { start = place }
        current += scalar.folded
      } else if current.isEmpty || !scalar.isAccent {
        end()
      }
      place += scalar.utf8.count
    }
    end()
    return words
  }
}

extension String {
  /// Whether some word begins with each of `wanted`.
  func has(_ wanted: Set<String>) -> Bool {
    let words = PlainWord.words(of: self).map(\.folded)
    return wanted.allSatisfy { start in words.contains { $0.hasPrefix(start) } }
  }

  /// Where the words are that begin with one of `wanted`.
  func places(of wanted: Set<String>) -> [Range<Int>] {
    PlainWord.words(of: self).filter { word in wanted.contains { word.folded.hasPrefix($0) } }
      .map(\.place)
  }
}

extension Unicode.Scalar {
  /// Letters, numbers, and characters of private use.
  fileprivate var isOfWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }

  fileprivate var isAccent: Bool { (0x300...0x331).contains(value) }

  fileprivate var utf8: String.UTF8View { String(self).utf8 }

  fileprivate var folded: String {
    isASCII ? properties.lowercaseMapping : unaccented
  }

  private var unaccented: String {
    String(self).decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { !$0.isAccent }.map { String($0) }.joined().lowercased()
  }
}
