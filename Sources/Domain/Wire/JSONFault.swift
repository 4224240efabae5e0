/// Why a text is not JSON as we take it, and at which byte.
struct JSONFault: Error, Equatable {
  /// What rule was broken.
  enum Rule: String, CaseIterable {
    /// A byte that the grammar does not allow here, or an early end.
    case grammar = "it is not JSON"
    case notAnObject = "it is not a JSON object"
    /// Nested deeper than ``JSONScanner/maxDepth``.
    case depth = "it is nested too deep"
    /// The same name twice in one object (RFC 8259 §4 leaves it open what that means).
    case duplicateKey = "a name occurs twice in an object"
    /// Half a surrogate pair, which no UTF-8 can hold.
    case loneSurrogate = "an escape is half a surrogate pair"
    case invalidUTF8 = "it is not UTF-8"
    /// Something after the end of the text.
    case trailing = "something follows its end"
  }

  let rule: Rule
  let offset: Int
}
