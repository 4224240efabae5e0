import NIOCore
import Testing

@testable import HubbubHTTP

/// The words of a good upgrade, of which a test may change some.
struct UpgradeWords {
  var target = "/ws"
  var fields: [(name: String, value: String)] = [
    ("Host", "127.0.0.1"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
    ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
  ]

  /// The same with other values of `name`, or without it.
  func with(_ name: String, _ values: String...) -> Self {
    var other = self
    other.fields.removeAll { $0.name == name }
    other.fields += values.map { (name, $0) }
    return other
  }

  /// The request as it travels.
  var text: String {
    "GET \(target) HTTP/1.1\r\n" + fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
  }

  var bytes: ByteBuffer { ByteBuffer(string: text) }

  /// The head as it is read; nil where that is left to the full parser.
  var head: RequestHead? { RequestHead(bytes) }

  /// The same, so long that the whole head has `count` bytes.
  func padded(toBytes count: Int) -> Self {
    let empty = with("X-Padding", "")
    return with("X-Padding", String(repeating: "x", count: count - empty.bytes.readableBytes))
  }
}

extension UpgradeWords: CustomTestStringConvertible {
  var testDescription: String { String(text.prefix(200)) }
}
