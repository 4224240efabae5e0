import HubbubDomain

/// A code that opens an account once in place of its authenticator's.
///
/// It is made as passwords are: 100 random bits, so a plain hash does.
struct RecoveryCode: Equatable, Sendable {
  /// Lower case, without hyphens.
  private let letters: String

  /// Makes one that nobody can guess; `text` is how it is written down.
  static func make() -> (code: RecoveryCode, text: String) {
    let text = MadePassword.make()
    return (RecoveryCode(letters: text.filter { $0 != "-" }), text)
  }

  /// SHA-256: the 32 bytes that are stored.
  var hash: [UInt8] { Crypto.sha256(Array(letters.utf8)) }

  fileprivate init(letters: String) { self.letters = letters }
}

/// What somebody typed where a code is asked for.
enum EnteredCode: Equatable, Sendable {
  /// Six digits, as authenticators show them.
  case time(String)
  case recovery(RecoveryCode)
  /// What can be neither.
  case neither

  /// Reads it, whatever its case, with spaces and hyphens or without.
  ///
  /// - Bounds: ``Limits/codeBytes``; what is longer is not looked at.
  init(_ text: String) {
    guard text.utf8.count <= Limits.codeBytes else {
      self = .neither
      return
    }
    let bare = String(
      String.UnicodeScalarView(text.lowercased().unicodeScalars.filter(Self.isMeant)))
    let isDigits = bare.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    switch bare.utf8.count {
    case Limits.codeDigits where isDigits: self = .time(bare)
    case Limits.madePasswordCharacters: self = .recovery(RecoveryCode(letters: bare))
    default: self = .neither
    }
  }

  private static func isMeant(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && scalar.properties.generalCategory != .dashPunctuation
  }
}
