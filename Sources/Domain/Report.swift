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

  /// Whether a report that is so may be decided to be something else.
  ///
  /// One that was dismissed too early may still be acted on, one that was acted on
  /// still removed; never back, and what was removed stays so.
  public func mayBecome(_ other: ReportState) -> Bool { weight < other.weight }

  private var weight: Int {
    switch self {
    case .open: 0
    case .dismissed: 1
    case .acted: 2
    case .removed: 3
    }
  }
}

/// What was reported, as it was then: whatever its author does to it since.
public struct Evidence: Equatable, Sendable {
  /// Of its author, or of who is reported.
  public let username: String
  public let displayName: String
  /// A person's is their bio.
  public let text: String
  /// Who is reported showed this picture; nil where one was drawn, and for what they wrote.
  public let picture: PictureID?
  public let media: [Media]
  public let writtenAt: Timestamp

  public init(
    username: String, displayName: String, text: String, picture: PictureID? = nil,
    media: [Media], writtenAt: Timestamp
  ) {
    self.picture = picture
    self.username = username
    self.displayName = displayName
    self.text = text
    self.media = media
    self.writtenAt = writtenAt
  }
}

extension Evidence {
  /// Whether it shows what the other does: the name, the text, the picture and the files.
  public func shows(_ other: Evidence) -> Bool {
    displayName == other.displayName && text == other.text && picture == other.picture
      && media.map(\.id) == other.media.map(\.id)
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

extension Refusal {
  public static let noSuchReport = Refusal(.notFound, "There is no such report.")
  /// The field tells it from what else is forbidden.
  public static let settledReport = Refusal(
    .forbidden, "Somebody has decided that already.", field: "state")
  public static let ownReport = Refusal(.invalid, "Nobody reports themselves.", field: "user")
  public static let tooManyReports = Refusal(
    .forbidden,
    "You have \(Limits.openReports) reports that nobody has looked at yet, which is as many as one can have."
  )
  /// A person is suspended instead.
  public static let removesNobody = Refusal(
    .invalid, "A person is suspended, not removed.", field: "state")
}
