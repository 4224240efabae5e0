extension User {
  /// The same user with another picture.
  public func with(picture: PictureID?) -> User {
    User(id: id, username: username, displayName: displayName, picture: picture)
  }
}
