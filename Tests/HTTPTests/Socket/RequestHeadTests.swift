import NIOCore
import Testing

@testable import HubbubHTTP

/// The head of a GET, read by hand.
struct RequestHeadTests {
  private func head(_ lines: String...) -> RequestHead? {
    RequestHead(ByteBuffer(string: lines.map { $0 + "\r\n" }.joined() + "\r\n"))
  }

  @Test func `fields are found whatever their case, and without the space around them`() throws {
    let head = try #require(
      self.head(
        "GET /ws?a=b HTTP/1.1", "Host: example.org", "X-Empty:", "x-SPACE: \t two words \t "))
    #expect(head.target == "/ws?a=b")
    #expect(head.first("HOST") == "example.org")
    #expect(head.first("x-empty") == "")
    #expect(head.first("X-Space") == "two words")
    #expect(head.first("x-spac") == nil && head.first("x-spaces") == nil)
  }

  @Test func `a field that comes twice keeps its order`() throws {
    let head = try #require(self.head("GET / HTTP/1.1", "A: 1", "B: 2", "a: 3"))
    #expect(head.values(of: "A") == ["1", "3"])
    #expect(head.first("a") == "1")
    #expect(head.values(of: "c") == [])
  }

  @Test func `a list is searched by its parts, over all fields of the name`() throws {
    let head = try #require(
      self.head("GET / HTTP/1.1", "Connection: keep-alive,\tUPGRADE", "connection: x"))
    #expect(head.has("upgrade", in: "Connection"))
    #expect(head.has("x", in: "connection"))
    #expect(!head.has("up", in: "connection"))
    #expect(!head.has("keep-alive,\tUPGRADE", in: "connection"))
    #expect(!head.has("upgrade", in: "upgrade"))
  }

  @Test func `a value may hold any byte of a text`() throws {
    let head = try #require(self.head("GET / HTTP/1.1", "A: é\t\u{A0}: \"x\""))
    #expect(head.first("a") == "é\t\u{A0}: \"x\"")
  }

  @Test(arguments: [
    "POST / HTTP/1.1", "GET / HTTP/1.0", "GET / HTTP/2", "GET  / HTTP/1.1", "GET /a b HTTP/1.1",
    "GET  HTTP/1.1", "GET /é HTTP/1.1", "GET / HTTP/1.1 ", "get / HTTP/1.1", "GET /",
  ])
  func `what is not plainly a GET is left to the full parser`(line: String) {
    #expect(head(line, "Host: a") == nil)
  }

  @Test(arguments: [
    "no colon", ": no name", "na me: x", "name : x", " folded: x", "a\u{0}: x", "a: \u{0}",
    "a: \u{7F}", "a: x\rb", "é: x", "a(: x",
  ])
  func `a field that breaks the grammar is left to the full parser`(line: String) {
    #expect(head("GET / HTTP/1.1", line) == nil)
    #expect(head("GET / HTTP/1.1", "Host: a", line, "B: c") == nil)
  }

  @Test func `a head must end where the bytes end`() {
    #expect(RequestHead(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n")) != nil)
    #expect(RequestHead(ByteBuffer(string: "GET / HTTP/1.1\r\nA: b\r\n")) == nil)
    #expect(RequestHead(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\nmore")) == nil)
    #expect(RequestHead(ByteBuffer(string: "GET / HTTP/1.1\n\n")) == nil)
    #expect(RequestHead(ByteBuffer()) == nil)
  }
}
