import NIOCore
import Testing

@testable import hubbub_bench

struct AnswerTests {
  private static let upgrade =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

  @Test func `an upgrade ends where the frames begin`() {
    let answer = view(Self.upgrade + "frames")
    #expect(Handshake.answer(answer) == .upgraded(bytes: Self.upgrade.utf8.count))
  }

  @Test func `an upgrade that is cut off anywhere is waited for`() {
    for count in 0..<Self.upgrade.utf8.count {
      #expect(Handshake.answer(view(String(Self.upgrade.utf8.prefix(count)) ?? "")) == .notYet)
    }
  }

  @Test(arguments: [
    ("HTTP/1.1 401 Unauthorized\r\n\r\n", 401),
    ("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\n\r\n", 503),
    ("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: wrong\r\n\r\n", 0),
    ("nonsense\r\n\r\n", 0),
  ])
  func `anything else is a refusal, with its status`(text: String, status: Int) {
    #expect(Handshake.answer(view(text)) == .refused(status: status))
  }

  @Test func `a head without end is given up`() {
    let head = String(repeating: "x", count: Handshake.headBytes + 1)
    #expect(Handshake.answer(view(head)) == .refused(status: 0))
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
  ])
  func `a page is read when all of it is there, and no sooner`(text: String) {
    #expect(PageAnswer.status(view(text)) == 200)
    for count in 0..<text.utf8.count {
      #expect(PageAnswer.status(view(String(text.utf8.prefix(count)) ?? "")) == nil)
    }
  }

  @Test func `chunks are joined`() {
    let body = Array("4\r\nWiki\r\n6;a=b\r\npedia \r\n0\r\n\r\n".utf8)
    #expect(String(decoding: Chunks.joined(body[...]), as: UTF8.self) == "Wikipedia ")
    #expect(Chunks.joined([]) == [])
    #expect(Chunks.joined(Array("9\r\nshort".utf8)[...]) == [])
  }

  private func view(_ text: String) -> ByteBufferView {
    ByteBuffer(string: text).readableBytesView
  }
}
