/// What "characters" means in the contract and in ``Limits``: Unicode scalars.
/// They are the same in every language and every version of Unicode, and one
/// is never more than 4 bytes, whereas a single `Character` may be kilobytes.
extension String {
  /// How many characters the text has, as limits count them.
  ///
  /// - Complexity: O(n).
  public var characterCount: Int { unicodeScalars.count }

  /// Whether the text has more characters than `bound`.
  ///
  /// Counts only where the number of bytes leaves it open.
  public func exceeds(characters bound: Int) -> Bool {
    guard utf8.count > bound else { return false }
    return utf8.count > 4 * bound || characterCount > bound
  }

  /// Whether nothing can be seen of the text: empty, or only white space,
  /// control characters and invisible format characters.
  public var isBlank: Bool {
    unicodeScalars.allSatisfy { scalar in
      if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
      let properties = scalar.properties
      return properties.isWhitespace || properties.generalCategory == .control
        || properties.generalCategory == .format
    }
  }
}
