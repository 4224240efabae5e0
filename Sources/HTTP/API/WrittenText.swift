import HubbubAccounts
import HubbubDomain

/// What people may write over HTTP.
enum WrittenText {
  /// Checks a post's text.
  ///
  /// It is empty only with media.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `text`.
  static func post(_ text: String, mayBeEmpty: Bool) throws(Refusal) -> String {
    guard mayBeEmpty || !text.isBlank else { throw .emptyPost }
    guard !text.exceeds(characters: Limits.postCharacters.upperBound) else {
      throw Refusal(.invalid, "A post has 2,000 characters at most.", field: "text")
    }
    guard !text.unicodeScalars.contains("\0") else {
      throw Refusal(.invalid, "The character NUL may not be in a post.", field: "text")
    }
    return text
  }

  /// The ids of what is shown with a post.
  ///
  /// - Throws: ``Refusal`` `invalid` for too many, `not_found` for what is no id; both
  ///   with field `media`.
  static func media(_ ids: [String]) throws(Refusal) -> [MediaID] {
    guard ids.count <= Limits.shownTogether else { throw .tooManyMedia }
    var media: [MediaID] = []
    for text in ids {
      guard let id = MediaID(text) else { throw .noSuchMedia }
      media.append(id)
    }
    return media
  }

  /// Checks what somebody says of a picture; it may be empty.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `alt`.
  static func alt(_ text: String) throws(Refusal) -> String {
    let alt = text.trimmed
    guard !alt.exceeds(characters: Limits.altCharacters.upperBound),
      !alt.unicodeScalars.contains("\0")
    else { throw Refusal(.invalid, "This has 1,500 characters at most.", field: "alt") }
    return alt
  }

  /// Checks a message's text.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `text`.
  static func message(_ text: String) throws(Refusal) -> String {
    guard !text.isBlank, !text.unicodeScalars.contains("\0"),
      !text.exceeds(characters: Limits.messageCharacters.upperBound)
    else { throw Refusal(.invalid, "A message has 1 to 4,000 characters.", field: "text") }
    return text
  }

  /// Checks a comment's text.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `text`.
  static func comment(_ text: String) throws(Refusal) -> String {
    guard !text.isBlank, !text.unicodeScalars.contains("\0"),
      !text.exceeds(characters: Limits.commentCharacters.upperBound)
    else { throw Refusal(.invalid, "A comment has 1 to 1,000 characters.", field: "text") }
    return text
  }

  /// Trims what somebody says about what they report and checks it.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `reason`.
  static func reason(_ text: String) throws(Refusal) -> String {
    let reason = text.trimmed
    guard !reason.isBlank, !reason.unicodeScalars.contains("\0"),
      !reason.exceeds(characters: Limits.reasonCharacters.upperBound)
    else { throw Refusal(.invalid, "A reason has 1 to 1,000 characters.", field: "reason") }
    return reason
  }

  /// Trims what somebody says of themselves and checks it; it may be empty.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `bio`.
  static func bio(_ text: String) throws(Refusal) -> String {
    let bio = text.trimmed
    guard !bio.exceeds(characters: Limits.bioCharacters.upperBound),
      !bio.unicodeScalars.contains("\0")
    else { throw Refusal(.invalid, "This has 500 characters at most.", field: "bio") }
    return bio
  }

  /// Checks a client's key.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `key`.
  static func key(_ key: String) throws(Refusal) -> String {
    guard Limits.keyCharacters.contains(key.characterCount), !key.hasInvisibleControls else {
      throw Refusal(.invalid, "A key has 1 to 64 characters.", field: "key")
    }
    return key
  }

  /// One of a few names.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field, naming them all.
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ field: String
  ) throws(Refusal) -> Choice {
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal(.invalid, "This is one of \(choices).", field: field)
    }
    return choice
  }

  /// The same where nothing may be chosen.
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    ifAny text: String?, _ field: String
  ) throws(Refusal) -> Choice? {
    guard let text else { return nil }
    return try choice(text, field)
  }

  /// Trims a title and checks it.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `title`.
  static func title(_ text: String) throws(Refusal) -> String {
    let title = text.trimmed
    guard Limits.titleCharacters.contains(title.characterCount), !title.isBlank,
      !title.hasInvisibleControls
    else {
      throw Refusal(.invalid, "A title has 1 to 80 characters on one line.", field: "title")
    }
    return title
  }
}
