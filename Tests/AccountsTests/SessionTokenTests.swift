import HubbubDomain
import Testing

@testable import HubbubAccounts

@Suite struct SessionTokenTests {
  @Test func `a token is 256 bits that nobody has seen`() {
    let tokens = (0..<2_000).map { _ in SessionToken.make().text }
    #expect(Set(tokens).count == tokens.count)
    #expect(tokens.allSatisfy { $0.utf8.count == 43 })
    // Each bit of the 256 is set in some tokens and not in others.
    let bytes = tokens.map(Self.bytes)
    #expect(bytes.allSatisfy { $0.count == 32 })
    for index in 0..<32 {
      #expect(bytes.reduce(UInt8(0)) { $0 | $1[index] } == 0xFF)
      #expect(bytes.reduce(UInt8(0xFF)) { $0 & $1[index] } == 0)
    }
  }

  @Test func `what is kept of a token is its SHA-256`() throws {
    let token = try #require(SessionToken(String(repeating: "A", count: 43)))
    let digits = token.hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    #expect(
      digits.joined() == "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a")
  }

  @Test func `a token that was made is read back`() {
    let token = SessionToken.make()
    #expect(SessionToken(token.text) == token)
  }

  @Test(arguments: [
    "", "A", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
    String(repeating: "A", count: 42) + "+", String(repeating: "A", count: 42) + "/",
    String(repeating: "A", count: 42) + "=", String(repeating: "A", count: 42) + "\0",
    String(repeating: "A", count: 41) + "é",
  ])
  func `what cannot be a token is none`(text: String) {
    #expect(SessionToken(text) == nil)
  }

  @Test func `a token that is printed by mistake tells nothing`() {
    let token = SessionToken.make()
    for printed in ["\(token)", String(describing: token), String(reflecting: token)] {
      #expect(!printed.contains(token.text))
    }
  }

  @Test func `secrets are equal when every byte is`() {
    #expect(Crypto.areEqual("", ""))
    #expect(Crypto.areEqual("secret", "secret"))
    for other in ["", "Secret", "secre", "secret ", "secret\0"] {
      #expect(!Crypto.areEqual("secret", other))
    }
  }

  /// Reads base64url (RFC 4648 §5) the plain way, to check the other.
  private static func bytes(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let bits = text.compactMap { alphabet.firstIndex(of: $0) }.flatMap { value in
      (0..<6).reversed().map { value >> $0 & 1 }
    }
    return (0..<bits.count / 8).map { index in
      UInt8(bits[8 * index..<8 * index + 8].reduce(0) { $0 << 1 | $1 })
    }
  }
}
