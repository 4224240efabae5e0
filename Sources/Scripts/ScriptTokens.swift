/// The pieces that a module is made of, in their order and with nothing left out.
///
/// Enough of the grammar to tell code from text: what is in quotes, in a template, in
/// a regular expression or in a comment is one piece each. Whether a `/` begins an
/// expression is told by what stands before it; no module of ours begins a line with one.
///
/// - Source: ECMA-262 §12.
struct ScriptTokens {
  struct Token: Equatable {
    enum Kind: Equatable {
      /// A name, a keyword or a number.
      case word
      /// `#name`.
      case privateName
      /// Text in quotes, a regular expression, or a part of a template up to where
      /// code begins again.
      case text
      /// One character of an operator, or a bracket.
      case sign
      case comment
      /// Spaces and ends of lines.
      case space
    }

    let kind: Kind
    let range: Range<Int>
  }

  let code: [UInt8]
  private(set) var tokens: [Token] = []
  private var at = 0
  /// For each brace that is open, whether a template goes on behind it.
  private var braces: [Bool] = []
  /// The last piece that is neither space nor comment.
  private var last: Token?

  /// - Complexity: O(n).
  init(_ code: [UInt8]) {
    self.code = code
    while at < code.count { take() }
  }

  subscript(_ token: Token) -> ArraySlice<UInt8> { code[token.range] }

  private mutating func take() {
    let start = at
    let kind = next()
    at = min(at, code.count)
    let token = Token(kind: kind, range: start..<at)
    tokens.append(token)
    if kind != .space && kind != .comment { last = token }
  }

  /// Steps behind the next piece, and says what it is.
  private mutating func next() -> Token.Kind {
    switch code[at] {
    case Sign.space, Sign.newline: space()
    case Sign.quote, Sign.apostrophe: quoted()
    case Sign.backtick: template()
    case Sign.hash: word(.privateName)
    case Sign.slash: slash()
    case let byte where Sign.isOfWord(byte): word(.word)
    default: sign()
    }
  }

  private mutating func space() -> Token.Kind {
    while at < code.count, code[at] == Sign.space || code[at] == Sign.newline { at += 1 }
    return .space
  }

  private mutating func word(_ kind: Token.Kind) -> Token.Kind {
    repeat { at += 1 } while at < code.count && Sign.isOfWord(code[at])
    return kind
  }

  private mutating func sign() -> Token.Kind {
    if code[at] == Sign.openBrace { braces.append(false) }
    if code[at] == Sign.closeBrace, braces.popLast() == true { return template() }
    at += 1
    return .sign
  }

  private mutating func quoted() -> Token.Kind {
    let quote = code[at]
    at += 1
    while at < code.count, code[at] != quote { at += code[at] == Sign.backslash ? 2 : 1 }
    at += 1
    return .text
  }

  /// Goes on in a template, to its end or to where code begins.
  private mutating func template() -> Token.Kind {
    at += 1
    while at < code.count, code[at] != Sign.backtick {
      if code[at...].starts(with: [Sign.dollar, Sign.openBrace]) {
        braces.append(true)
        at += 2
        return .text
      }
      at += code[at] == Sign.backslash ? 2 : 1
    }
    at += 1
    return .text
  }

  private mutating func slash() -> Token.Kind {
    if code[at...].starts(with: [Sign.slash, Sign.slash]) {
      at = code[at...].firstIndex(of: Sign.newline) ?? code.count
      return .comment
    }
    if code[at...].starts(with: [Sign.slash, Sign.star]) {
      let end = [Sign.star, Sign.slash]
      at += 2
      while at < code.count, !code[at...].starts(with: end) { at += 1 }
      at += end.count
      return .comment
    }
    return beginsExpression ? expression() : sign()
  }

  /// Whether no value stands before a `/`, that could be divided.
  private var beginsExpression: Bool {
    guard let last, let end = code[last.range].last else { return true }
    switch last.kind {
    case .word:
      return ["return", "typeof", "case", "of", "in"].contains(
        String(decoding: self[last], as: UTF8.self))
    case .sign: return !Array(")]}".utf8).contains(end) && !endsStep(last)
    case .text: return end == Sign.openBrace
    case .privateName, .comment, .space: return false
    }
  }

  /// Whether a sign is the second one of `++` or `--`, behind a value.
  private func endsStep(_ sign: Token) -> Bool {
    let before = sign.range.lowerBound - 1
    return "+-".utf8.contains(code[sign.range.lowerBound]) && before >= 0
      && code[before] == code[sign.range.lowerBound]
  }

  /// A regular expression, with what stands behind it.
  private mutating func expression() -> Token.Kind {
    var isInClass = false
    at += 1
    while at < code.count, isInClass || code[at] != Sign.slash {
      if code[at] == Sign.openBracket { isInClass = true }
      if code[at] == Sign.closeBracket { isInClass = false }
      at += code[at] == Sign.backslash ? 2 : 1
    }
    repeat { at += 1 } while at < code.count && Sign.isOfWord(code[at])
    return .text
  }
}
