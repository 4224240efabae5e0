import HubbubDomain
import Testing

@testable import HubbubAccounts

@Suite struct RecoveryCodeTests {
  @Test func `a recovery code is known however it is written`() {
    let (code, text) = RecoveryCode.make()
    let bare = text.filter { $0 != "-" }
    let spaced = bare.map(String.init).joined(separator: " ")
    for entered in [
      text, text.uppercased(), bare, spaced, " \(text)\n",
      text.split(separator: "-").joined(separator: "–"),
    ] {
      #expect(EnteredCode(entered) == .recovery(code), "\(entered)")
    }
    #expect(code.hash.count == 32)
  }

  @Test func `no two recovery codes are the same`() {
    let codes = (0..<1_000).map { _ in RecoveryCode.make() }
    #expect(Set(codes.map(\.text)).count == 1_000)
    #expect(Set(codes.map(\.code.hash)).count == 1_000)
  }

  @Test(arguments: ["123456", "123 456", "123-456", " 1 2 3 4 5 6 "])
  func `six digits are a code of the time`(entered: String) {
    #expect(EnteredCode(entered) == .time("123456"))
  }

  @Test(arguments: [
    "", "-", "12345", "1234567", "abcdef", "１２３４５６", "١٢٣٤٥٦", "\u{0}23456",
    String(repeating: "1", count: 10_000),
    String(repeating: " ", count: Limits.codeBytes - 5) + "123456",
  ])
  func `what can be no code is none`(entered: String) {
    #expect(EnteredCode(entered) == .neither)
  }

  @Test func `spaces count among the bytes that are looked at`() {
    let longest = String(repeating: " ", count: Limits.codeBytes - 6) + "123456"
    #expect(EnteredCode(longest) == .time("123456"))
  }
}
