import HubbubDomain

/// What somebody was given so that they may sign up.
///
/// It is made as passwords are, 100 random bits that can be read out, so a
/// plain hash of it does.
public struct InviteCode: Equatable, Sendable {
  /// As it stands in a link: `k3mvp-9qwzx-…`.
  public let text: String

  /// Makes one that nobody can guess.
  public static func make() -> InviteCode { InviteCode(made: MadePassword.make()) }

  /// Reads what somebody has, whatever its case; nil for what cannot be one.
  public init?(_ text: String) {
    let isShort = text.utf8.count <= 2 * Limits.madePasswordCharacters
    guard isShort, Self.letters(of: text).count == Limits.madePasswordCharacters else {
      return nil
    }
    self.init(made: text)
  }

  /// The same; what cannot be one is refused as one that is over.
  static func read(_ text: String) throws(Refusal) -> InviteCode {
    guard let code = InviteCode(text) else { throw .noSuchInvite }
    return code
  }

  private init(made text: String) { self.text = text }

  /// SHA-256: the 32 bytes that are stored.
  public var hash: [UInt8] { Crypto.sha256(Self.letters(of: text)) }

  /// What counts: lower case, without hyphens and spaces.
  private static func letters(of text: String) -> [UInt8] {
    text.lowercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
  }
}
