/// A person as their page shows them to one reader.
public struct Profile: Equatable, Sendable {
  public let person: Acquaintance
  public let bio: String
  public let createdAt: Timestamp

  public init(person: Acquaintance, bio: String, createdAt: Timestamp) {
    self.person = person
    self.bio = bio
    self.createdAt = createdAt
  }
}

/// What a person has set for themselves, and nobody else is told.
public struct OwnProfile: Equatable, Sendable {
  public let user: User
  public let role: Role
  public let bio: String
  public let createdAt: Timestamp
  public let isInvisible: Bool
  /// Whether a second factor is in force.
  public let hasFactor: Bool
  public let settings: Settings

  /// How they want things to be.
  public struct Settings: Equatable, Sendable {
    public var messagesFrom: MessagesFrom
    public var theme: Theme
    public var language: Language
    public var motion: Motion
    /// Whether others see how far one has read.
    public var tellsReads: Bool
    /// What does not ring one's bell.
    public var silenced: Set<NotificationKind>

    public init(
      messagesFrom: MessagesFrom = .everyone, theme: Theme = .system, language: Language = .system,
      motion: Motion = .system, tellsReads: Bool = true, silenced: Set<NotificationKind> = []
    ) {
      self.messagesFrom = messagesFrom
      self.tellsReads = tellsReads
      self.silenced = silenced
      self.theme = theme
      self.language = language
      self.motion = motion
    }
  }

  public init(
    user: User, role: Role, bio: String, createdAt: Timestamp, isInvisible: Bool,
    hasFactor: Bool, settings: Settings
  ) {
    self.user = user
    self.role = role
    self.bio = bio
    self.createdAt = createdAt
    self.isInvisible = isInvisible
    self.hasFactor = hasFactor
    self.settings = settings
  }
}

/// Who may begin to write to a person.
public enum MessagesFrom: String, Sendable, Codable, CaseIterable { case everyone, friends }

/// Light or dark.
public enum Theme: String, Sendable, Codable, CaseIterable { case system, light, dark }

/// The language of the pages.
public enum Language: String, Sendable, Codable, CaseIterable {
  case system
  case english = "en"
  case german = "de"
}

/// How much moves on the pages.
public enum Motion: String, Sendable, Codable, CaseIterable { case system, reduced }

/// What a person changes about themselves; nil is left as it is.
public struct ProfileChange: Equatable, Sendable {
  public var displayName: String?
  public var bio: String?
  public var isInvisible: Bool?
  public var messagesFrom: MessagesFrom?
  public var theme: Theme?
  public var language: Language?
  public var motion: Motion?
  public var tellsReads: Bool?
  /// Whether these ring the bell from now on.
  public var rings: [NotificationKind: Bool] = [:]

  public init() {}
}
