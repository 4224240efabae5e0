import NIOCore

/// The upgrade of a connection to a socket, by hand.
///
/// - Source: RFC 6455 §4; the key and what it must be answered with are the
///   RFC's own example.
enum Handshake {
  /// How a server may answer.
  enum Answer: Equatable {
    case notYet
    /// Upgraded; the frames begin behind so many bytes.
    case upgraded(bytes: Int)
    /// With this HTTP status; 0 for what is no HTTP.
    case refused(status: Int)
  }

  /// Bytes of an answer's head: what servers commonly allow for a request's.
  static let headBytes = 16 * 1024

  static func request(host: String, port: Int, token: String) -> ByteBuffer {
    ByteBuffer(
      string: """
        GET /ws HTTP/1.1\r\nHost: \(host):\(port)\r\nUpgrade: websocket\r\n\
        Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
        Sec-WebSocket-Version: 13\r\nAuthorization: Bearer \(token)\r\n\r\n
        """)
  }

  static func answer(_ bytes: ByteBufferView) -> Answer {
    guard let end = bytes.firstRange(of: "\r\n\r\n".utf8)?.upperBound else {
      return bytes.count > headBytes ? .refused(status: 0) : .notYet
    }
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    let status = head.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
    guard status == 101, head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") else {
      return .refused(status: status == 101 ? 0 : status ?? 0)
    }
    return .upgraded(bytes: end - bytes.startIndex)
  }
}
