import HubbubDomain

/// What somebody gives their authenticator.
public struct FactorSetup: Equatable, Sendable, Encodable {
  /// For typing: 32 characters of base32.
  public let secret: String
  /// For clicking or scanning.
  ///
  /// - Source: the key URI format of Google Authenticator, which all read.
  public let uri: String
  /// The same for a camera, as an SVG; nil where the name of this Hubbub is too long.
  public let qr: String?

  init(secret bytes: [UInt8], username: String, issuer: String) {
    secret = Base32.text(of: bytes)
    let issuer = Self.percentEncoded(issuer)
    uri =
      "otpauth://totp/\(issuer):\(username)?secret=\(secret)&issuer=\(issuer)"
      + "&algorithm=SHA1&digits=\(Limits.codeDigits)&period=\(Limits.codeStepSeconds)"
    qr = QRCode(of: uri)?.svg
  }

  /// All but the unreserved characters as percent signs (RFC 3986 §2.3).
  private static func percentEncoded(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    let bytes = text.utf8.flatMap { byte in
      isUnreserved(byte)
        ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 0xF)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~".utf8.contains(byte)
    }
  }
}
