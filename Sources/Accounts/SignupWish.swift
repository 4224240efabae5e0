/// What somebody who signs up has written.
public struct SignupWish: Equatable, Sendable {
  public let username: String
  public let password: String
  public let displayName: String?
  /// The code of an invitation, where they came by one.
  public let invite: String?

  public init(username: String, password: String, displayName: String?, invite: String? = nil) {
    self.invite = invite
    self.username = username
    self.password = password
    self.displayName = displayName
  }
}
