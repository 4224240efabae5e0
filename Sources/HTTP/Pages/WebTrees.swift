import HTTPTypes
import HubbubDomain
import Hummingbird

/// All of `Web/` in each of its languages.
struct WebTrees: Sendable {
  /// As it was written, which no language changes.
  let original: WebAssets
  private let translations: Translations
  private let trees: [Language: WebAssets]

  /// - Parameter compresses: whether it is worth the time: not for files read anew each time.
  /// - Throws: ``CannotReadPages`` when the texts of a language cannot be read.
  init(_ files: [WebFile], compresses: Bool) throws(CannotReadPages) {
    let original = WebAssets(files, in: .english, compresses: compresses)
    var trees = [Language.english: original]
    translations = try Translations(files)
    for translation in translations.all where translation.language != .english {
      trees[translation.language] = WebAssets(
        files, in: translation, compresses: compresses, sharing: original)
    }
    self.original = original
    self.trees = trees
  }

  /// The languages that there are pages in, English first.
  var languages: [Language] { translations.all.map(\.language) }

  /// The files that carry this hash in their address; nil of another build.
  func under(_ hash: Substring) -> WebAssets? {
    trees.values.first { $0.hash == hash }
  }

  /// The files in the language for who asks: as they have chosen, else as their browser says.
  func chosen(by visitor: Visitor?, _ request: Request) -> WebAssets {
    trees[translations.best(for: visitor?.language ?? .system, request).language] ?? original
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
