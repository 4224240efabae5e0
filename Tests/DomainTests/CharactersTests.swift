import HubbubDomain
import Testing

/// What counts as one character, and what as nothing at all.
struct CharactersTests {
  @Test(arguments: ["x", "é", "€", "👷"])
  func `a bound lets as many characters in as it says and not one more`(character: String) {
    for bound in [0, 1, 7, 64, 4000] {
      let text = String(repeating: character, count: bound)
      #expect(!text.exceeds(characters: bound))
      #expect((text + "x").exceeds(characters: bound))
      #expect(text.characterCount == bound)
    }
  }

  @Test func `what a reader sees as one character counts by its parts`() {
    #expect("👨‍👩‍👧‍👦".characterCount == 7)
    #expect("e\u{301}".characterCount == 2)
    #expect("\r\n".characterCount == 2)
    #expect("👨‍👩‍👧‍👦".exceeds(characters: 6))
    #expect(!"👨‍👩‍👧‍👦".exceeds(characters: 7))
  }

  @Test(arguments: [
    "", " ", "\t\n\r", "\u{A0}", "\u{2003}\u{3000}", "\u{200B}\u{200D}\u{FEFF}", "\u{7F}\u{1}",
    "\u{85}", "\u{2028}", "\u{202E}", "\u{AD}",
  ])
  func `a text in which nothing can be seen is blank`(text: String) { #expect(text.isBlank) }

  @Test(arguments: ["x", " . ", "é", "👷", "\u{200B}!", "漢", "\u{301}"])
  func `a text in which something can be seen is not blank`(text: String) {
    #expect(!text.isBlank)
  }
}
