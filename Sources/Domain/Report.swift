/// What somebody tells the admins of.
public enum Reported: Hashable, Sendable {
  case post(PostID)
  case message(MessagePlace)
  case user(UserID)
}

/// A report to be filed.
public struct NewReport: Equatable, Sendable {
  public let id: ReportID
  public let reporter: UserID
  public let subject: Reported
  public let reason: String
  public let createdAt: Timestamp

  public init(
    id: ReportID, reporter: UserID, subject: Reported, reason: String, createdAt: Timestamp
  ) {
    self.id = id
    self.reporter = reporter
    self.subject = subject
    self.reason = reason
    self.createdAt = createdAt
  }
}

/// What became of a report.
public enum ReportState: String, Sendable, Encodable, CaseIterable {
  /// Nobody has decided yet.
  case open
  /// There was nothing to do.
  case dismissed
  /// What it was about was removed.
  case removed
  /// Something else was done about it: who it was about was suspended, say.
  case acted
}

/// What was reported, as it was then: whatever its author does to it since.
public struct Evidence: Equatable, Sendable {
  /// Of its author, or of who is reported.
  public let username: String
  public let displayName: String
  /// A person's is their bio.
  public let text: String
  public let media: [Media]
  public let writtenAt: Timestamp

  public init(
    username: String, displayName: String, text: String, media: [Media], writtenAt: Timestamp
  ) {
    self.username = username
    self.displayName = displayName
    self.text = text
    self.media = media
    self.writtenAt = writtenAt
  }
}

/// A report as admins see it.
public struct Report: Equatable, Sendable {
  public let id: ReportID
  public let reporter: User
  /// Who wrote it, or who is reported, as they are now.
  public let author: User
  public let subject: Reported
  public let reason: String
  public let evidence: Evidence
  public let createdAt: Timestamp
  public let state: ReportState
  public let settledBy: User?

  public init(
    id: ReportID, reporter: User, author: User, subject: Reported, reason: String,
    evidence: Evidence, createdAt: Timestamp, state: ReportState, settledBy: User? = nil
  ) {
    self.id = id
    self.reporter = reporter
    self.author = author
    self.subject = subject
    self.reason = reason
    self.evidence = evidence
    self.createdAt = createdAt
    self.state = state
    self.settledBy = settledBy
  }
}

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
  public static let noSuchReport = Refusal(.notFound, "There is no such report.")
  public static let settledReport = Refusal(.forbidden, "Somebody has decided that already.")
  public static let ownReport = Refusal(.invalid, "Nobody reports themselves.", field: "user")
  public static let tooManyReports = Refusal(
    .forbidden,
    "You have \(Limits.openReports) reports that nobody has looked at yet, which is as many as one can have."
  )
  public static let onlyAdmins = Refusal(.forbidden, "Only admins can do this.")
  public static let notOnOneself = Refusal(
    .forbidden, "Only another admin can change your account.", field: "username")
  /// A person is suspended instead.
  public static let removesNobody = Refusal(
    .invalid, "A person is suspended, not removed.", field: "state")
}
