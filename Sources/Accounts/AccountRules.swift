public import HubbubDomain

/// What an account's name, password and display name may be.
public enum AccountRules {
  /// Folds a username to lower case and checks it.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `username`.
  public static func username(_ text: String) throws(Refusal) -> String {
    let folded = text.lowercased()
    guard isUsername(folded) else {
      throw Refusal(
        .invalid, "A username has 2 to 30 letters a–z, digits or underscores.", field: "username")
    }
    return folded
  }

  /// Whether `text` is a username as it is stored: `[a-z0-9_]{2,30}`.
  public static func isUsername(_ text: String) -> Bool {
    Limits.usernameCharacters.contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: "_")
        }
      }
  }

  /// Checks a new password of `username`.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `password`: too short, too long, or too common.
  public static func newPassword(_ text: String, of username: String) throws(Refusal) {
    guard Limits.passwordCharacters.contains(text.characterCount) else {
      throw Refusal(.invalid, "A password has 8 to 256 characters.", field: "password")
    }
    guard !CommonPasswords.contains(text, of: username) else {
      throw Refusal(
        .invalid, "This password is among the first that are guessed. Choose another.",
        field: "password")
    }
  }

  /// Trims a display name and checks it; `username` stands in for none.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `displayName`.
  public static func displayName(_ text: String?, else username: String) throws(Refusal) -> String {
    guard let text else { return username }
    let trimmed = text.trimmed
    guard Limits.displayNameCharacters.contains(trimmed.characterCount), !trimmed.isBlank,
      !trimmed.hasInvisibleControls
    else {
      throw Refusal(
        .invalid, "A display name has 1 to 50 characters on one line.", field: "displayName")
    }
    return trimmed
  }
}

extension String {
  /// Without white space at its ends.
  public var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }

  /// Whether it has characters that move, hide or reverse others: controls,
  /// line breaks, and the marks of writing direction that make one name look
  /// like another.
  ///
  /// - Source: Unicode categories Cc, Zl, Zp; UAX #9 §2 for the marks.
  public var hasInvisibleControls: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      }
    }
  }
}
