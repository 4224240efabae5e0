import COpenSSL
import HubbubDomain
import NIOCore

/// The two halves of a WebSocket's first words: what is asked, and the key that answers it.
///
/// - Source: RFC 6455 §4.2.
enum Handshake: Equatable {
  /// In order: a request to upgrade, and the answer to its key.
  case upgrade(accept: String)
  /// A plain request, for HTTP to answer.
  case plain
  case wrongVersion
  case malformed(String)

  static let version = "13"

  /// Judges the form of a GET.
  init(_ head: RequestHead) {
    guard head.has("websocket", in: "upgrade"), head.has("upgrade", in: "connection") else {
      self = .plain
      return
    }
    let versions = head.values(of: "sec-websocket-version")
    let keys = head.values(of: "sec-websocket-key")
    if head.values(of: "host").count != 1 {
      self = .malformed("An upgrade needs one Host header.")
    } else if head.first("transfer-encoding") != nil || head.first("content-length") ?? "0" != "0" {
      self = .malformed("An upgrade has no body.")
    } else if versions.count != 1 {
      self = .malformed("An upgrade needs one Sec-WebSocket-Version header.")
    } else if versions[0] != Self.version {
      self = .wrongVersion
    } else if keys.count != 1 || !Self.isKey(keys[0]) {
      self = .malformed("An upgrade needs one Sec-WebSocket-Key of 16 bytes in base64.")
    } else {
      self = .upgrade(accept: Self.accept(keys[0]))
    }
  }

  /// What proves to the client that its key was read by a WebSocket server.
  static func accept(_ key: String) -> String {
    let text = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
    var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
    SHA1(text, text.count, &digest)
    return String(unsafeUninitializedCapacity: 29) { target in
      // 28 characters and a zero.
      Int(EVP_EncodeBlock(target.baseAddress, digest, CInt(digest.count)))
    }
  }

  /// Whether this is base64 of 16 bytes: 22 characters and two signs of padding.
  private static func isKey(_ key: String) -> Bool {
    let bytes = Array(key.utf8)
    return bytes.count == 24 && bytes[22...].allSatisfy { $0 == UInt8(ascii: "=") }
      && bytes[..<22].allSatisfy(isBase64Byte)
  }

  private static func isBase64Byte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
