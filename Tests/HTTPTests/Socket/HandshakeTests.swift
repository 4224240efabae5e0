import Testing

@testable import HubbubHTTP

/// What makes a GET a request to upgrade, and a good one.
struct HandshakeTests {
  private func judged(_ words: UpgradeWords) throws -> Handshake {
    Handshake(try #require(words.head))
  }

  @Test func `the key of RFC 6455 is answered as RFC 6455 says`() throws {
    #expect(
      try judged(UpgradeWords()) == .upgrade(accept: "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
    #expect(Handshake.accept("x3JJHMbDL1EzLkh9GBhXDw==") == "HSmrc0sMlYUkAGmm5OPpG2HaGWk=")
  }

  @Test func `browsers say it in words of their own`() throws {
    let words = UpgradeWords().with("Upgrade", "WebSocket").with(
      "Connection", "keep-alive, Upgrade"
    )
    .with("Sec-WebSocket-Extensions", "permessage-deflate").with("Content-Length", "0")
    #expect(try judged(words) == .upgrade(accept: "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
  }

  @Test func `a request that does not ask for WebSocket is plain`() throws {
    let words = UpgradeWords()
    #expect(try judged(words.with("Upgrade")) == .plain)
    #expect(try judged(words.with("Upgrade", "h2c")) == .plain)
    #expect(try judged(words.with("Connection")) == .plain)
    #expect(try judged(words.with("Connection", "keep-alive")) == .plain)
  }

  @Test(arguments: ["8", "12", "14", "013", ""])
  func `another version is told which one is spoken`(version: String) throws {
    #expect(try judged(UpgradeWords().with("Sec-WebSocket-Version", version)) == .wrongVersion)
  }

  @Test func `a malformed upgrade is told what is wrong`() throws {
    let words = UpgradeWords()
    let key = "Sec-WebSocket-Key"
    let good = "dGhlIHNhbXBsZSBub25jZQ=="
    for bad in [
      words.with("Host"), words.with("Host", "a", "b"), words.with("Sec-WebSocket-Version"),
      words.with("Sec-WebSocket-Version", "13", "13"), words.with(key), words.with(key, good, good),
      words.with(key, ""), words.with(key, "dGhlIHNhbXBsZQ=="), words.with(key, good + "A"),
      words.with(key, "dGhlIHNhbXBsZSBub25jZQ"), words.with(key, "dGhlIHNhbXBsZSBub25jZ==="),
      words.with(key, "dGhlIHNhbXBsZSBub25jZQ=A"), words.with(key, "dGhl-HNhbXBsZSBub25jZQ=="),
      words.with(key, "dGhlIHNhbXBsZSBub25jZéQ=="), words.with("Content-Length", "1"),
      words.with("Transfer-Encoding", "chunked"),
    ] {
      guard case .malformed(let reason) = try judged(bad) else {
        Issue.record("taken: \(bad.text)")
        continue
      }
      #expect(reason.hasSuffix("."))
    }
  }
}
