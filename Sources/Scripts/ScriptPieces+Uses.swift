extension ScriptPieces {
  /// How a word stands for a value.
  struct Use {
    /// Whether it is declared here.
    let isNew: Bool
    /// Whether it is a key of the same name, too: `{ a }`.
    let isKey: Bool
  }

  /// Words that are no names, or are not always.
  static let reserved: Set = [
    "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "default", "delete", "do", "else", "export", "extends", "false", "finally", "for", "from",
    "function", "get", "if", "import", "in", "instanceof", "let", "new", "null", "of", "return",
    "set", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined",
    "var", "void", "while", "with", "yield",
  ]

  /// How a piece stands for a value; nil where it is a key, a member, or no name.
  func use(at index: Int) -> Use? {
    let word = word(at: index)
    guard let first = word.utf8.first, !isDigit(first), !Self.reserved.contains(word) else {
      return nil
    }
    if isSign(".", at: index - 1) && !isSpread(before: index) { return nil }
    switch bracket(around: index) {
    case .object: return inBraces(index, isPattern: false)
    case .pattern: return inPattern(index)
    case .parameters:
      return Use(isNew: isSign(oneOf: "(,", at: index - 1) || isNew(index), isKey: false)
    case .classBody: return isMember(index) ? nil : Use(isNew: isNew(index), isKey: false)
    case .other: return Use(isNew: isNew(index), isKey: false)
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func isSpread(before index: Int) -> Bool { isSign("...", at: index - 3) }

  /// Whether a word is declared by what stands beside it.
  private func isNew(_ index: Int) -> Bool {
    if ["const", "let", "var", "function", "class"].contains(word(at: index - 1)) { return true }
    if isSign("*", at: index - 1) && word(at: index - 2) == "function" { return true }
    let isRest = isSpread(before: index) && bracket(around: index) != .other
    return isSign("=>", at: index + 1) || isRest && bracket(around: index) != .object
  }

  private func inPattern(_ index: Int) -> Use? {
    guard let opener = pieces[index].opener, isSign("{", at: opener) else {
      return Use(isNew: isSign(oneOf: "[,", at: index - 1) || isNew(index), isKey: false)
    }
    return inBraces(index, isPattern: true)
  }

  /// A key, a value, or both, in an object or a pattern.
  private func inBraces(_ index: Int, isPattern: Bool) -> Use? {
    if isSign(oneOf: "{,", at: index - 1) {
      guard isSign(oneOf: ",}=", at: index + 1) else { return nil }
      return Use(isNew: isPattern, isKey: true)
    }
    if isSign("(", at: index + 1) && isBehindModifier(index) { return nil }
    return Use(isNew: isPattern && isSign(":", at: index - 1) || isNew(index), isKey: false)
  }

  /// Whether `get`, `set`, `static`, `async` or a star tells that the name of a member follows.
  private func isBehindModifier(_ index: Int) -> Bool {
    if ["get", "set", "static", "async"].contains(word(at: index - 1)) { return true }
    guard isSign("*", at: index - 1) else { return false }
    return ["static", "async"].contains(word(at: index - 2))
      || isSign(oneOf: "{,}", at: index - 2)
      || pieces[index - 1].beginsLine && bracket(around: index) == .classBody
  }

  /// Whether a word between the braces of a class is the name of a member.
  private func isMember(_ index: Int) -> Bool {
    if isBehindModifier(index) || isSign(oneOf: "{};", at: index - 1) { return true }
    return pieces[index].beginsLine && !isSign(oneOf: "=&|?:,(+-*/<>!", at: index - 1)
  }

  /// What the module takes and gives by name.
  func known() -> Set<String> {
    var known: Set<String> = []
    for start in pieces.indices where pieces[start].opener == nil && pieces[start].beginsLine {
      guard ["import", "export"].contains(word(at: start)) else { continue }
      var index = start + 1
      while index < pieces.count, !pieces[index].beginsLine, !isSign(oneOf: "=(", at: index) {
        known.insert(word(at: index))
        index += 1
      }
    }
    return known
  }
}
