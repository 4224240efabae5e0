/// Where we want to differ from Foundation on what JSON is.
enum Difference: String, CaseIterable {
  // Refused by us, taken by Foundation
  case nameTwice = "a name occurs twice in an object (RFC 8259 §4 calls that unpredictable)"
  case trailingComma = "a comma before a closing bracket (the grammar of RFC 8259 §4 and §5)"
  case byteOrderMark = "a byte order mark before the text (RFC 8259 §8.1 lets us refuse it)"
  case guessedEncoding = "UTF-16 or UTF-32, guessed from zero bytes (RFC 8259 §8.1: UTF-8)"
  case deep = "more than 32 objects and arrays within each other (RFC 8259 §9)"
  // Taken by us, refused by Foundation
  case hugeNumber = "a number outside of what a Double holds, where nobody asks for its value"
  // Taken by both
  case numberSpelling = "1.0 and 1e2 are numbers, but no whole ones as a seq or ref is wanted"
}
