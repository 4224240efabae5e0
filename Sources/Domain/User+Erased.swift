extension User {
  /// What somebody may still know of a person who hides from them: no more than how
  /// to tell them from others.
  public var bare: User { User(id: id, username: username, displayName: username) }

  /// What is left of somebody who left for good: the author of their messages.
  ///
  /// No username has a hyphen, so nobody can sign up as them or mention them.
  public static func erased(_ id: UserID) -> User {
    let digits = id.description.filter { $0 != "-" }.suffix(16)
    return User(id: id, username: "gone-\(digits)", displayName: "Somebody who left")
  }
}
