/// A module as pieces of code, neither space nor comment among them, and what each of
/// its brackets is for.
///
/// What a bracket is for is told by what stands before it, as far as our modules need:
/// no statement of theirs begins with an object. What is sent is compared with what is
/// written by a parser, in `Tests/program/pages/compare.js`.
struct ScriptPieces {
  struct Piece {
    let text: ArraySlice<UInt8>
    let kind: ScriptTokens.Token.Kind
    /// Where it is among all tokens.
    let token: Int
    let beginsLine: Bool
    /// The bracket that it stands in, as it opens; nil where it stands in none.
    var opener: Int?
  }

  enum Bracket {
    /// Of what a function takes.
    case parameters
    /// Of names that are new: braces or square, in a declaration or in parameters.
    case pattern
    case object
    case classBody
    /// Round, square, of a block, or what is computed in a template.
    case other
  }

  private(set) var pieces: [Piece] = []
  /// What each bracket is for, by where it opens.
  private(set) var brackets: [Int: Bracket] = [:]
  /// Where each bracket closes, by where it opens.
  private var closers: [Int: Int] = [:]

  /// - Complexity: O(n).
  init(_ script: ScriptTokens) {
    gather(script)
    match()
    for opener in closers.keys.sorted() { brackets[opener] = bracket(at: opener) }
  }

  private mutating func gather(_ script: ScriptTokens) {
    var beginsLine = true
    for (index, token) in script.tokens.enumerated() {
      let text = script[token]
      switch token.kind {
      case .space, .comment: beginsLine = beginsLine || text.contains(Sign.newline)
      default:
        pieces.append(
          Piece(text: text, kind: token.kind, token: index, beginsLine: beginsLine))
        beginsLine = false
      }
    }
  }

  private mutating func match() {
    var open: [Int] = []
    for index in pieces.indices {
      let piece = pieces[index]
      if Self.closes(piece), let opener = open.popLast() { closers[opener] = index }
      pieces[index].opener = open.last
      if Self.opens(piece) { open.append(index) }
    }
  }

  private static func opens(_ piece: Piece) -> Bool {
    switch piece.kind {
    case .sign: "([{".utf8.contains(piece.text[piece.text.startIndex])
    case .text: piece.text.suffix(2).elementsEqual("${".utf8)
    default: false
    }
  }

  private static func closes(_ piece: Piece) -> Bool {
    switch piece.kind {
    case .sign: ")]}".utf8.contains(piece.text[piece.text.startIndex])
    case .text: piece.text.first == Sign.closeBrace
    default: false
    }
  }

  /// Whether the pieces from `index` on are this sign, one for each character.
  func isSign(_ sign: StaticString, at index: Int) -> Bool {
    sign.withUTF8Buffer { bytes in
      bytes.enumerated().allSatisfy { offset, byte in
        pieces.indices.contains(index + offset) && pieces[index + offset].kind == .sign
          && pieces[index + offset].text.first == byte
      }
    }
  }

  func isSign(oneOf signs: StaticString, at index: Int) -> Bool {
    guard pieces.indices.contains(index), pieces[index].kind == .sign else { return false }
    return signs.withUTF8Buffer { $0.contains(pieces[index].text[pieces[index].text.startIndex]) }
  }

  /// The word at `index`; empty where there is none.
  func word(at index: Int) -> String {
    guard pieces.indices.contains(index), pieces[index].kind == .word else { return "" }
    return String(decoding: pieces[index].text, as: UTF8.self)
  }

  /// What the bracket is for that a piece stands in.
  func bracket(around index: Int) -> Bracket {
    pieces[index].opener.flatMap { brackets[$0] } ?? .other
  }
}

extension ScriptPieces {
  private static let declaring: Set = ["const", "let", "var"]
  /// What stands before a value.
  private static let demanding: Set = [
    "return", "of", "in", "default", "typeof", "await", "yield", "throw",
  ]
  /// What stands before something in brackets, and then a block.
  private static let controlling: Set = ["if", "for", "while", "switch", "await"]

  private func bracket(at index: Int) -> Bracket {
    switch pieces[index].text.first {
    case Sign.openRound: isOfParameters(index) ? .parameters : .other
    case Sign.openBracket: isPattern(index) ? .pattern : .other
    case Sign.openBrace where pieces[index].kind == .sign: brace(at: index)
    default: .other
    }
  }

  /// Round brackets before `=>`, and before a block that nothing controls.
  private func isOfParameters(_ index: Int) -> Bool {
    let next = (closers[index] ?? index) + 1
    if isSign("=>", at: next) { return true }
    return isSign("{", at: next) && !Self.controlling.contains(word(at: index - 1))
  }

  private func isPattern(_ index: Int) -> Bool {
    if Self.declaring.contains(word(at: index - 1)) { return true }
    switch bracket(around: index) {
    case .parameters, .pattern: return isSign(oneOf: "(,[:", at: index - 1)
    default: return false
    }
  }

  /// Whether a brace is that of a block behind `case …:` or `default:`, on one line.
  private func isBehindCase(_ index: Int) -> Bool {
    guard isSign(":", at: index - 1), bracket(around: index) == .other else { return false }
    for start in (0..<index - 1).reversed() where pieces[start].opener == pieces[index].opener {
      if ["case", "default"].contains(word(at: start)) { return true }
      if pieces[start].beginsLine || isSign(oneOf: ";?", at: start) { return false }
    }
    return false
  }

  private func brace(at index: Int) -> Bracket {
    if isPattern(index) { return .pattern }
    let before = word(at: index - 1)
    if !before.isEmpty {
      if ["class", "extends"].contains(word(at: index - 2)) || before == "class" {
        return .classBody
      }
      return Self.demanding.contains(before) ? .object : .other
    }
    if isSign("=>", at: index - 2) || isBehindCase(index) { return .other }
    return isSign(oneOf: "([,=:?&|!+<>.", at: index - 1) ? .object : .other
  }
}
