/// The row of a file, with who has it: for who looks whether all is there.
public struct HeldFile: Equatable, Sendable {
  /// Somebody who has it.
  public struct Holder: Hashable, Sendable {
    public let media: MediaID
    public let username: String

    public init(media: MediaID, username: String) {
      (self.media, self.username) = (media, username)
    }
  }

  public let hash: MediaFile.Hash
  /// Nil where the row cannot be read.
  public let facts: MediaFile.Facts?
  /// Who took it in first; nil where nobody has it any more.
  public let holder: Holder?
  /// How many others have it.
  public let others: Int64

  public init(hash: MediaFile.Hash, facts: MediaFile.Facts?, holder: Holder?, others: Int64) {
    self.hash = hash
    self.facts = facts
    self.holder = holder
    self.others = others
  }
}

/// A profile picture, and whose.
public struct UsersPicture: Hashable, Sendable {
  public let user: UserID
  public let picture: PictureID

  public init(user: UserID, picture: PictureID) { (self.user, self.picture) = (user, picture) }
}

/// The profile picture that a user's row names.
public struct ChosenPicture: Equatable, Sendable {
  public let user: UserID
  public let username: String
  public let picture: PictureID

  public init(user: UserID, username: String, picture: PictureID) {
    self.user = user
    self.username = username
    self.picture = picture
  }
}
