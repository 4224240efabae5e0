import Testing

@testable import hubbub_bench

struct TokenTests {
  @Test func `a text is as long as was asked, and its token is found again`() {
    let text = Token.text(123_456_789, bytes: 128)
    #expect(text.utf8.count == 128)
    #expect(stamps(in: text) == [123_456_789])
  }

  @Test func `every token is found, wherever it stands`() {
    #expect(stamps(in: "@T1@") == [1])
    #expect(
      stamps(in: #"{"a":"mail@me @T2@@T3@ and more @T18446744073709551615@"}"#) == [2, 3, .max])
  }

  @Test(arguments: [
    "", "@", "@T", "@T@", "@T12", "T12@", "@T12x@", "@ T12@", "@t12@", "T@12@", "@T-1@",
  ])
  func `what only looks like a token is none`(text: String) { #expect(stamps(in: text) == []) }

  @Test func `a token that is cut off is found only when it is whole`() {
    let whole = "@T42@"
    for count in 0..<whole.utf8.count { #expect(stamps(in: String(whole.prefix(count))) == []) }
  }

  private func stamps(in text: String) -> [UInt64] {
    var found: [UInt64] = []
    Array(text.utf8).withUnsafeBytes { Token.each(in: $0) { found.append($0) } }
    return found
  }
}
