/// An invitation to be made: whoever has its code may sign up, and is the
/// inviter's friend then.
public struct NewInvite: Equatable, Sendable {
  public let id: InviteID
  public let inviter: UserID
  /// SHA-256 of the code, 32 bytes; the code itself is never stored.
  public let codeHash: [UInt8]
  /// How many people may come in by it.
  public let uses: Int
  public let createdAt: Timestamp
  public let expiresAt: Timestamp

  public init(
    id: InviteID, inviter: UserID, codeHash: [UInt8], uses: Int, createdAt: Timestamp,
    expiresAt: Timestamp
  ) {
    self.id = id
    self.inviter = inviter
    self.codeHash = codeHash
    self.uses = uses
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }
}

/// An invitation that was made, and who came by it.
public struct Invite: Equatable, Sendable {
  public let id: InviteID
  public let inviter: User
  public let uses: Int
  /// Those who came, in that order; who was erased since is still counted.
  public let joined: [User]
  public let createdAt: Timestamp
  public let expiresAt: Timestamp

  public init(
    id: InviteID, inviter: User, uses: Int, joined: [User], createdAt: Timestamp,
    expiresAt: Timestamp
  ) {
    self.id = id
    self.inviter = inviter
    self.uses = uses
    self.joined = joined
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }

  /// Whether it still lets somebody in.
  public func isOpen(at now: Timestamp) -> Bool { joined.count < uses && now < expiresAt }
}

extension Refusal {
  public static let noSuchInvite = Refusal(
    .invalid, "This invitation is not valid any more. Ask for a new one.", field: "invite")
  public static let unknownInvite = Refusal(.notFound, "There is no such invitation.")
  public static let tooManyInvites = Refusal(
    .forbidden,
    "You have \(Limits.openInvites) invitations open, which is as many as one can have.")
}
