import HTTPTypes
import HubbubDomain
import Hummingbird

/// All of `Web/` in each of its languages.
struct WebTrees: Sendable {
  /// As it was written, which no language changes.
  let original: WebAssets
  /// Those that there are pages in, English first.
  let languages: [Language]
  private let trees: [Language: WebAssets]

  /// - Parameter compresses: whether it is worth the time: not for files read anew each time.
  /// - Throws: ``CannotReadPages`` when the texts of a language cannot be read.
  init(_ files: [WebFile], compresses: Bool) throws(CannotReadPages) {
    let original = WebAssets(files, in: .english, compresses: compresses)
    var trees = [Language.english: original]
    for language in Language.allCases where language != .system && language != .english {
      guard let translation = try Translation(to: language, in: files) else { continue }
      trees[language] = WebAssets(
        files, in: translation, compresses: compresses, sharing: original)
    }
    self.original = original
    self.trees = trees
    languages = Language.allCases.filter { trees[$0] != nil }
  }

  /// The files that carry this hash in their address; nil of another build.
  func under(_ hash: Substring) -> WebAssets? {
    trees.values.first { $0.hash == hash }
  }

  /// The files in the language for who asks: as they have chosen, else as their browser says.
  func chosen(by visitor: Visitor?, _ request: Request) -> WebAssets {
    let header = request.headers[.acceptLanguage] ?? ""
    let own = visitor?.language ?? .system
    return trees[own] ?? trees[AcceptLanguage.best(of: header, among: languages)] ?? original
  }
}

extension Response {
  /// The same, saying what the choice of its language depended on.
  func chosenByLanguage() -> Response {
    var response = self
    response.headers[.vary] =
      (headers[.vary].map { "\($0), " } ?? "") + "Accept-Language, Cookie"
    return response
  }
}
