/// What an admin changes about another's account, all of it or nothing; nil is left as it is.
public struct AccountChange: Equatable, Sendable {
  public let user: UserID
  public let isDisabled: Bool?
  public let role: Role?
  public let admin: UserID

  public init(of user: UserID, isDisabled: Bool?, role: Role?, by admin: UserID) {
    self.user = user
    self.isDisabled = isDisabled
    self.role = role
    self.admin = admin
  }
}

/// An account as admins see it.
public struct ListedAccount: Equatable, Sendable {
  public let user: User
  public let role: Role
  public let isDisabled: Bool
  /// When they left; nil for who is here.
  public let leftAt: Timestamp?
  public let createdAt: Timestamp
  /// Of the pictures, films and sounds that they keep.
  public let mediaBytes: Int64

  public init(
    user: User, role: Role, isDisabled: Bool, leftAt: Timestamp?, createdAt: Timestamp,
    mediaBytes: Int64
  ) {
    self.user = user
    self.role = role
    self.isDisabled = isDisabled
    self.leftAt = leftAt
    self.createdAt = createdAt
    self.mediaBytes = mediaBytes
  }
}

/// What is kept, in bytes, and who keeps most of it.
public struct Storage: Equatable, Sendable {
  public let databaseBytes: Int64
  public let mediaFiles: Int64
  public let mediaBytes: Int64
  /// Those who keep most, the most first.
  public let keepers: [ListedAccount]

  public init(
    databaseBytes: Int64, mediaFiles: Int64, mediaBytes: Int64, keepers: [ListedAccount]
  ) {
    self.databaseBytes = databaseBytes
    self.mediaFiles = mediaFiles
    self.mediaBytes = mediaBytes
    self.keepers = keepers
  }
}

/// Who may make an account.
public enum SignupMode: String, Sendable, CaseIterable, Encodable {
  case open
  /// Whoever has an invitation.
  case invite
  case closed
}

extension Refusal {
  public static let onlyAdmins = Refusal(.forbidden, "Only admins can do this.")
  public static let notOnOneself = Refusal(
    .forbidden, "Only another admin can change your account.", field: "username")
  /// There is an admin already: they make others.
  public static let isSetUp = Refusal(.notFound, "Somebody has set this server up already.")
}
