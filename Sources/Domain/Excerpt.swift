/// Some of a text around its first match, with an ellipsis where it was cut.
///
/// - Bounds: ``Limits/excerptCharacters``, and two for the ellipses.
public struct Excerpt: Equatable, Sendable {
  public let text: String
  /// Where the matches are, in UTF-16 code units of `text`, ascending.
  public let marks: [Range<Int>]

  /// Cuts an excerpt out of `whole`, between words where there are any.
  ///
  /// - Parameter matches: in UTF-8 code units of `whole`, ascending, between its characters.
  /// - Returns: nil where nothing matches.
  /// - Complexity: O(length of the excerpt + matches).
  public init?(of whole: String, around matches: [Range<Int>]) {
    guard let first = matches.first else { return nil }
    let place = Self.place(of: whole.range(ofUTF8: first), in: whole)
    let lead = place.lowerBound > whole.startIndex ? "…" : ""
    text = lead + whole[place] + (place.upperBound < whole.endIndex ? "…" : "")
    marks = matches.lazy.map { whole.range(ofUTF8: $0) }
      .prefix { $0.lowerBound < place.upperBound }
      .map { match in
        let start =
          lead.utf16.count + whole.utf16.distance(from: place.lowerBound, to: match.lowerBound)
        let end = min(match.upperBound, place.upperBound)
        return start..<start + whole.utf16.distance(from: match.lowerBound, to: end)
      }
  }

  private static func place(
    of match: Range<String.Index>, in whole: String
  ) -> Range<String.Index> {
    var start = whole.index(match.lowerBound, back: Limits.excerptLead)
    var end = whole.index(start, forth: Limits.excerptCharacters)
    // At the end of a text there is more room before the match.
    if end == whole.endIndex { start = whole.index(end, back: Limits.excerptCharacters) }
    start = min(start, match.lowerBound)
    if start > whole.startIndex,
      let space = whole[start..<match.lowerBound].firstIndex(where: \.isWhitespace)
    {
      start = whole.index(after: space)
    }
    if end < whole.endIndex, match.upperBound < end,
      let space = whole[match.upperBound..<end].lastIndex(where: \.isWhitespace)
    {
      end = space
    }
    return start..<end
  }
}

extension String {
  fileprivate func range(ofUTF8 range: Range<Int>) -> Range<Index> {
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return start..<utf8.index(start, offsetBy: range.count)
  }

  /// So many characters before `index`, or the beginning.
  fileprivate func index(_ index: Index, back count: Int) -> Index {
    self.index(index, offsetBy: -count, limitedBy: startIndex) ?? startIndex
  }

  /// So many characters behind `index`, or the end.
  fileprivate func index(_ index: Index, forth count: Int) -> Index {
    self.index(index, offsetBy: count, limitedBy: endIndex) ?? endIndex
  }
}
