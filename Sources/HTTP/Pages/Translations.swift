import HTTPTypes
import HubbubDomain
import Hummingbird

/// The texts of the pages in each language that there are texts in.
struct Translations: Sendable {
  /// English first.
  let all: [Translation]

  /// - Throws: ``CannotReadPages`` when the texts of a language cannot be read.
  init(_ files: [WebFile]) throws(CannotReadPages) {
    var all = [Translation.english]
    for language in Language.allCases where language != .system && language != .english {
      if let translation = try Translation(to: language, in: files) { all.append(translation) }
    }
    self.all = all
  }

  /// The one for who asks: as they have chosen, else as their browser says.
  func best(for chosen: Language, _ request: Request) -> Translation {
    let header = request.headers[.acceptLanguage] ?? ""
    return translation(to: chosen)
      ?? translation(to: AcceptLanguage.best(of: header, among: all.map(\.language)))
      ?? .english
  }

  private func translation(to language: Language) -> Translation? {
    all.first { $0.language == language }
  }
}
