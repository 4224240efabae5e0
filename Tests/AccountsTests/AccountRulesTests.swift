import HubbubDomain
import Testing

@testable import HubbubAccounts

@Suite struct AccountRulesTests {
  /// `count` letters, the last replaced.
  private static func letters(_ count: Int, then last: String = "") -> String {
    String(repeating: "a", count: count) + last
  }

  @Test(arguments: [
    ("ab", "ab"), ("Ada_99", "ada_99"), ("__", "__"), ("42", "42"),
    (letters(30), letters(30)), (letters(30).uppercased(), letters(30)),
  ])
  func `a username is folded to lower case`(text: String, folded: String) throws {
    #expect(try AccountRules.username(text) == folded)
  }

  @Test(arguments: [
    "", "a", letters(31), "a b", " ab", "ab ", "a-b", "a.b", "a@b", "ä1", "аb", "a\0b", "a\nb",
    letters(29, then: "é"), "ab😀", "İstanbul",
  ])
  func `what is no username names the field`(text: String) {
    expectInvalid("username") { try AccountRules.username(text) }
  }

  @Test(arguments: [
    "8 chars.", "ä ö ü ß ", "🔑 🔒 🗝 🚪 ", "x" + letters(255), "ß" + letters(255),
  ])
  func `a password has 8 to 256 characters`(text: String) throws {
    try AccountRules.newPassword(text, of: "somebody")
  }

  @Test(arguments: ["", "7 chars", "🔑 🔒 🗝 🚪", "x" + letters(256), letters(60_000, then: "x")])
  func `a password one too short or too long names the field`(text: String) {
    expectInvalid("password") { try AccountRules.newPassword(text, of: "somebody") }
  }

  @Test func `what a reader sees as one character counts as what it is made of`() {
    let family = "👨‍👩‍👧‍👦"
    #expect(family.count == 1)
    #expect(family.characterCount == 7)
    expectInvalid("password") { try AccountRules.newPassword(family, of: "somebody") }
    expectInvalid("displayName") {
      try AccountRules.displayName(String(repeating: family, count: 8), else: "somebody")
    }
  }

  @Test(arguments: [
    ("A", "A"), ("  Ada  Lovelace ", "Ada  Lovelace"), (letters(50), letters(50)),
    (" " + letters(50) + " ", letters(50)), ("Zoë 👩‍💻", "Zoë 👩‍💻"), ("שלום", "שלום"),
  ])
  func `a display name is trimmed`(text: String, trimmed: String) throws {
    #expect(try AccountRules.displayName(text, else: "somebody") == trimmed)
  }

  @Test func `without a display name the username stands in`() throws {
    #expect(try AccountRules.displayName(nil, else: "somebody") == "somebody")
  }

  @Test(arguments: [
    "", "   ", letters(51), "a\nb", "a\tb", "a\0b", "a\u{7F}", "a\u{2028}b", "\u{200B}\u{200B}",
    "ada\u{202E}nimda", "ada\u{2066}x\u{2069}",
  ])
  func `a display name that hides or moves something names the field`(text: String) {
    expectInvalid("displayName") { try AccountRules.displayName(text, else: "somebody") }
  }

  private func expectInvalid<Value>(
    _ field: String, _ body: () throws -> Value,
    at location: SourceLocation = #_sourceLocation
  ) {
    let refusal = #expect(throws: Refusal.self, sourceLocation: location) { _ = try body() }
    #expect(refusal?.code == .invalid, sourceLocation: location)
    #expect(refusal?.field == field, sourceLocation: location)
  }
}
