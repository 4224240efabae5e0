import HubbubDomain

/// What a browser says of the languages that its reader knows.
enum AcceptLanguage {
  /// The language of ours that suits best; English where none does.
  ///
  /// A region stands for its language: `de-AT` is German. Of two with the same
  /// weight the one named first counts.
  ///
  /// - Parameters:
  ///   - header: the value of `Accept-Language`.
  ///   - languages: those that there are pages in.
  /// - Source: RFC 9110 §12.5.4; RFC 4647 §3.4.
  static func best(of header: String, among languages: [Language]) -> Language {
    var best = (language: Language.english, weight: 0.0)
    for part in header.lowercased().split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.trimmingSpaces() }
      guard let range = pieces.first, let language = language(of: range, among: languages)
      else { continue }
      let named = pieces.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
      let weight = named.map { Double($0) ?? 0 } ?? 1
      if weight > best.weight { best = (language, weight) }
    }
    return best.language
  }

  private static func language(of range: Substring, among languages: [Language]) -> Language? {
    if range == "*" { return .english }
    let primary = range.prefix { $0 != "-" }
    return languages.first { $0.rawValue == primary }
  }
}
