/// What somebody who signs up has written.
public struct SignupWish: Equatable, Sendable {
  public let username: String
  public let password: String
  public let displayName: String?

  public init(username: String, password: String, displayName: String?) {
    self.username = username
    self.password = password
    self.displayName = displayName
  }
}
