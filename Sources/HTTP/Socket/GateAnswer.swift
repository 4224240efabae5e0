import FoundationEssentials
import HTTPTypes
import HubbubDomain
import NIOCore

/// What the gate answers by itself, before any HTTP is set up.
enum GateAnswer {
  /// The head after which both sides speak WebSocket.
  static func switching(accept: String) -> ByteBuffer {
    ByteBuffer(
      string: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: \(accept)\r\n\r\n")
  }

  /// A whole answer that says no and that the connection ends.
  static func refusal(
    _ status: HTTPResponse.Status, _ refusal: Refusal, headers extra: [(String, String)]
  ) -> ByteBuffer {
    let body = body(of: refusal)
    var headers = [
      ("Content-Type", "application/json; charset=utf-8"), ("Content-Length", "\(body.count)"),
      ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
    ]
    if let wait = refusal.retryAfter { headers.append(("Retry-After", "\(wholeSeconds(wait))")) }
    headers += extra.isEmpty ? [("Connection", "close")] : extra
    var answer = ByteBuffer(string: "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
    for (name, value) in headers { answer.writeString("\(name): \(value)\r\n") }
    answer.writeString("\r\n")
    answer.writeBytes(body)
    return answer
  }

  private struct Body: Encodable {
    struct Content: Encodable {
      let code: String
      let message: String
      let field: String?
    }
    let error: Content
  }

  private static func body(of refusal: Refusal) -> [UInt8] {
    let body = Body(
      error: .init(code: refusal.code.rawValue, message: refusal.reason, field: refusal.field))
    do {
      return try Array(JSONEncoder().encode(body))
    } catch {
      preconditionFailure("three strings are always JSON: \(error)")
    }
  }

  /// Seconds, rounded up: who comes back sooner is refused again.
  private static func wholeSeconds(_ wait: Duration) -> Int64 {
    let (seconds, attoseconds) = wait.components
    return seconds + (attoseconds > 0 ? 1 : 0)
  }
}
