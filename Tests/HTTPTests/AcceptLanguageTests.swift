import HubbubDomain
import Testing

@testable import HubbubHTTP

@Suite struct AcceptLanguageTests {
  @Test(arguments: [
    ("", Language.english), ("de", .german), ("de-AT", .german), ("DE-de", .german),
    ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", .german), ("en-GB,en;q=0.9,de;q=0.8", .english),
    ("de;q=0.5, en;q=0.4", .german), ("de;q=0.4, en;q=0.5", .english), ("en;q=0.5, de", .german),
    ("fr-FR, fr;q=0.9, de;q=0.2", .german), ("fr", .english), ("den", .english),
    ("fr, *;q=0.5", .english), ("de;q=0", .english), ("de;q=0.000, en;q=0.1", .english),
    ("de;q=x", .english), (";;,,", .english), ("de ; q=0.8 , en ; q=0.3", .german),
  ])
  func `a browser gets the language that its reader knows best`(
    header: String, language: Language
  ) {
    #expect(AcceptLanguage.best(of: header, among: [.english, .german]) == language)
  }

  @Test func `a language without pages is none`() {
    #expect(AcceptLanguage.best(of: "de, en;q=0.1", among: [.english]) == .english)
  }
}
