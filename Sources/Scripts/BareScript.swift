/// A module as a browser gets it: half of ours is there for who reads it in the sources.
///
/// Comments and needless spaces go, and what is private has short names: nothing outside
/// of its class can know them. Ends of lines stay where one may end a statement.
public struct BareScript {
  /// What stands between two pieces of code.
  private enum Gap: Int {
    case none, space, line
  }

  private var bare: [UInt8] = []
  private var gap = Gap.none
  private var names = ShortNames()

  /// The module without what only readers need.
  ///
  /// - Complexity: O(n).
  public static func of(_ module: String) -> String {
    let script = ScriptTokens(Array(module.utf8))
    var form = BareScript()
    for token in script.tokens { form.add(script[token], token.kind) }
    return String(decoding: form.bare, as: UTF8.self)
  }

  private mutating func add(_ text: ArraySlice<UInt8>, _ kind: ScriptTokens.Token.Kind) {
    switch kind {
    case .space, .comment:
      let found = text.contains(Sign.newline) ? Gap.line : .space
      if found.rawValue > gap.rawValue { gap = found }
    case .privateName: write([Sign.hash] + names.short(for: text))
    case .word, .text, .sign: write(text)
    }
  }

  private mutating func write(_ text: some Collection<UInt8>) {
    guard let next = text.first else { return }
    if let last = bare.last {
      if gap == .line && mayEndStatement(between: last, and: next) {
        bare.append(Sign.newline)
      } else if gap != .none && Self.wouldMerge(last, next) {
        bare.append(Sign.space)
      }
    }
    bare += text
    gap = .none
  }

  /// Whether two pieces would be read as one without a space.
  private static func wouldMerge(_ last: UInt8, _ next: UInt8) -> Bool {
    Sign.isOfWord(last) && Sign.isOfWord(next) || last == next && "+-/".utf8.contains(last)
  }

  /// Whether an end of a line can mean more than a space.
  ///
  /// - Source: ECMA-262 §12.10.
  private func mayEndStatement(between last: UInt8, and next: UInt8) -> Bool {
    if ")]},.?:&|=".utf8.contains(next) { return false }
    if "+-".utf8.contains(last) { return bare.dropLast().last == last }
    return !"{([,;=&|?:<>!~^%*.".utf8.contains(last)
  }
}
