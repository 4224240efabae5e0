/// An account, as other users see it.
public struct User: Hashable, Sendable, Encodable {
  public let id: UserID
  /// `[a-z0-9_]{2,30}`, lower case, unique.
  public let username: String
  public let displayName: String
  /// The picture they chose; nil where one is drawn from their id.
  public let picture: PictureID?

  public init(id: UserID, username: String, displayName: String, picture: PictureID? = nil) {
    self.id = id
    self.username = username
    self.displayName = displayName
    self.picture = picture
  }

  /// Where this user's picture is, on this server, in the size for lists: another
  /// picture has another address.
  public var avatar: String {
    picture.map { "/avatars/\(id)/\($0)-\(Limits.listPicturePixels).webp" } ?? "/avatars/\(id).svg"
  }

  private enum Key: String, CodingKey { case id, username, displayName, avatar }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(username, forKey: .username)
    try container.encode(displayName, forKey: .displayName)
    try container.encode(avatar, forKey: .avatar)
  }
}

/// What a user may do on this server.
public enum Role: String, Sendable, CaseIterable { case member, admin }

/// An account as login sees it: the user and what proves it.
public struct Account: Equatable, Sendable {
  public let user: User
  /// An Argon2id PHC string; nil for an account that only a token opens.
  public let passwordHash: String?
  public let role: Role
  public let isDisabled: Bool
  /// When they left; nil for who is here.
  public let leftAt: Timestamp?

  public init(
    user: User, passwordHash: String?, role: Role, isDisabled: Bool, leftAt: Timestamp? = nil
  ) {
    self.leftAt = leftAt
    self.user = user
    self.passwordHash = passwordHash
    self.role = role
    self.isDisabled = isDisabled
  }
}

extension Account {
  /// Whether they left so long ago that no login brings them back.
  public func isLost(at now: Timestamp) -> Bool {
    leftAt.map { $0 + Limits.returnPeriod <= now } ?? false
  }
}

/// One login on one device, with whom it belongs to.
public struct Session: Equatable, Sendable {
  public let id: SessionID
  public let user: User
  public let role: Role
  public let createdAt: Timestamp
  public let expiresAt: Timestamp
  /// What the row remembers of the person's coming and going.
  public let lastSeen: LastSeen
  /// When it was last noted that it is used.
  public let lastSeenAt: Timestamp
  /// What the person has chosen to read the pages in.
  public let language: Language

  /// - Parameter lastSeenAt: nil for one that was opened just now.
  public init(
    id: SessionID, user: User, role: Role, createdAt: Timestamp, expiresAt: Timestamp,
    lastSeen: LastSeen = .never,
    lastSeenAt: Timestamp? = nil, language: Language = .system
  ) {
    self.language = language
    self.lastSeenAt = lastSeenAt ?? createdAt
    self.id = id
    self.user = user
    self.role = role
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.lastSeen = lastSeen
  }
}

/// One of a user's logins, as they tell their devices apart.
public struct ListedSession: Equatable, Sendable {
  public let id: SessionID
  public let createdAt: Timestamp
  public let lastSeenAt: Timestamp
  /// What the device said it is.
  public let userAgent: String

  public init(id: SessionID, createdAt: Timestamp, lastSeenAt: Timestamp, userAgent: String) {
    self.id = id
    self.createdAt = createdAt
    self.lastSeenAt = lastSeenAt
    self.userAgent = userAgent
  }
}
