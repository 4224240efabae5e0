import HubbubDomain

/// What a client shows to prove its session: 256 random bits as 43 characters
/// of base64url.
///
/// Whoever has it is that user, so it is stored as a hash only.
public struct SessionToken: Equatable, Sendable {
  /// The 43 characters that go to the client.
  public let text: String

  /// Makes a token that nobody has seen.
  public static func make() -> SessionToken {
    SessionToken(text: base64URL(Crypto.randomBytes(Limits.tokenBits / 8)))
  }

  /// Reads what a client showed; nil for what cannot be a token.
  public init?(_ text: String) {
    guard text.utf8.count == Self.characters, text.utf8.allSatisfy(Self.alphabet.contains) else {
      return nil
    }
    self.text = text
  }

  /// SHA-256 of the text: the 32 bytes that are stored.
  ///
  /// A plain hash does: there is nothing to guess in 256 random bits.
  public var hash: [UInt8] { Crypto.sha256(Array(text.utf8)) }

  private init(text: String) { self.text = text }

  private static let characters = (Limits.tokenBits + 5) / 6
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// Six bits a character, most significant first, without padding.
  ///
  /// - Source: RFC 4648 §5.
  private static func base64URL(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(characters)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[Int(bits >> UInt32(count) & 0x3F)])
      }
    }
    if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 0x3F)]) }
    return String(decoding: text, as: UTF8.self)
  }
}

extension SessionToken: CustomStringConvertible, CustomDebugStringConvertible {
  /// Never the token: what is printed ends in a log.
  public var description: String { "SessionToken(hidden)" }
  public var debugDescription: String { description }
}
