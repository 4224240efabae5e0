import HTTPTypes
import HubbubDomain
import NIOCore

/// Why an upgrade is refused, and all that the answer says.
struct GateRefusal {
  let status: HTTPResponse.Status
  let refusal: Refusal
  /// Instead of `Connection: close`.
  var headers: [(String, String)] = []

  /// A version of the protocol that is not spoken here (RFC 6455 §4.2.2, RFC 9110 §15.5.22).
  static let wrongVersion = GateRefusal(
    status: .upgradeRequired,
    refusal: Refusal(.badRequest, "Only version 13 of WebSocket is spoken here."),
    headers: [
      ("Sec-WebSocket-Version", Handshake.version), ("Upgrade", "websocket"),
      ("Connection", "Upgrade, close"),
    ])

  static let headTooLong = GateRefusal(
    status: .requestHeaderFieldsTooLarge,
    refusal: Refusal(.tooLarge, "The request's head is too long."))

  static func malformed(_ reason: String) -> GateRefusal {
    GateRefusal(status: .badRequest, refusal: Refusal(.badRequest, reason))
  }

  var answer: ByteBuffer { GateAnswer.refusal(status, refusal, headers: headers) }
}
