/// Everything we may write.
///
/// Each case is written whole or not at all, and its statements check again
/// what memory decided.
public enum Change: Equatable, Sendable {
  // Accounts
  case signUp(NewUser, NewSession?)
  /// Makes the first admin, where there is none.
  case setUp(NewUser, NewSession)
  case openSession(NewSession)
  case endSession(SessionID)
  /// A hash under newer parameters, made at login from the password of the old one.
  case rehash(UserID, to: String, insteadOf: String)
  case setRole(UserID, Role)
  case changePassword(NewPassword)
  /// Switches an account off: its logins open nothing, and it writes nothing.
  case disable(UserID)
  case enable(UserID)
  /// A session was used; written once in ``Limits/sessionUseNoted``.
  case noteUse(SessionID, at: Timestamp)

  // Invitations
  case invite(NewInvite)
  /// Ends one: one's own, or as an admin anybody's.
  case withdrawInvite(InviteID, by: UserID)

  // What admins look after: each says who asks, and the row says whether they still are one
  case report(NewReport)
  case settleReport(ReportID, as: ReportState, by: UserID, at: Timestamp)
  /// Tells an admin how many reports wait, and writes nothing: it stands in line with what
  /// files and decides them, so that nobody is told an older number after a newer one.
  case countReports(for: UserID)
  case changeAccount(AccountChange)
  /// Makes an admin the owner of a room, in which they are then.
  case takeOver(ConversationID, by: User, at: Timestamp)
  case setSignup(SignupMode, by: UserID)

  // People
  case updateProfile(UserID, ProfileChange)
  /// Asks to be friends, or accepts where the other has asked.
  case befriend(User, UserID, at: Timestamp)
  /// Takes a request back, declines one, or ends a friendship.
  case unfriend(User, UserID)
  case block(User, UserID, at: Timestamp)
  case unblock(User, UserID)
  /// The clock of activity, and where they went, when that was.
  case touch(UserID, activeAt: Timestamp, awayAt: Timestamp?, isSeen: Bool)
  /// Marks what the bell told up to that number as read.
  case readNotifications(UserID, upTo: Int64)
  // Second factors
  /// Keeps a new secret, in place of one that is not in force.
  case setUpFactor(UserID, sealedSecret: [UInt8])
  case confirmFactor(FactorConfirmation)
  case removeFactor(UserID)
  /// A login of who has a factor in force.
  case openProvenSession(NewSession, FactorProof)

  // Profile pictures
  /// Another picture, whose files are on disk already; nil for the one drawn from the id.
  case setPicture(UserID, PictureID?)

  // Leaving
  /// Hides somebody and all they shared, and ends their sessions; a login
  /// within ``Limits/returnPeriod`` brings it all back.
  ///
  /// - Parameter provedBy: the hash that the password fitted, which must still
  ///   be the account's; nil asks for none.
  case leaveHubbub(UserID, provedBy: String?, at: Timestamp)
  /// Erases some of what is left of who went at or before a time, at most so
  /// many rows of one kind; to be written until nothing is left.
  case erase(UserID, leftBefore: Timestamp, rows: Int)

  // Search
  /// Takes in some of what was written since the last time, at most so many rows; to be
  /// written until nothing is left.
  case fillSearch(rows: Int)

  // Media
  /// Makes a file somebody's, whose forms are on disk already.
  case keepMedia(NewMedia)
  /// Keeps what is known of a file whose forms were made anew, wherever it is shown.
  case mendMedia(MediaFile)
  /// Says in words what a file shows; empty for nothing.
  case describeMedia(MediaID, by: UserID, alt: String)
  /// Lets go of a file that nothing shows.
  case dropMedia(MediaID, by: UserID)
  /// Forgets files that nobody has, at most so many, and before that as many that were
  /// taken in before a time and never shown.
  case sweepMedia(neverShownBefore: Timestamp, rows: Int)

  // Posts
  case post(NewPost)
  case editPost(PostID, by: UserID, PostEdit, at: Timestamp)
  case deletePost(PostID, by: UserID)
  case like(PostID, by: UserID, at: Timestamp)
  case unlike(PostID, by: UserID)
  case comment(NewComment)
  case deleteComment(CommentID, of: PostID, by: UserID)

  // Conversations
  /// Opens a group or a room.
  case open(NewConversation)
  /// Opens the one conversation of two people, where there is none yet.
  case direct(NewDirect)
  case retitle(ConversationID, to: String, by: User)
  /// Joins a room.
  case join(ConversationID, User, at: Timestamp)
  /// Adds somebody else to a group or a room.
  case add(UserID, to: ConversationID, by: User, at: Timestamp)
  case leave(ConversationID, User)
  /// Takes somebody else out.
  case remove(UserID, from: ConversationID, by: User)
  case setMemberRole(UserID, MemberRole, in: ConversationID, by: User)
  case message(NewMessage)
  case editMessage(MessagePlace, by: User, to: String, at: Timestamp)
  case deleteMessage(MessagePlace, by: User)
  case react(MessagePlace, Reacted)
  case read(ConversationID, by: UserID, seq: Int64)
}

/// Which message: by its conversation and number.
public struct MessagePlace: Hashable, Sendable {
  public let conversation: ConversationID
  public let seq: Int64

  public init(_ conversation: ConversationID, _ seq: Int64) {
    self.conversation = conversation
    self.seq = seq
  }
}

/// An account to be made.
public struct NewUser: Equatable, Sendable {
  public let user: User
  public let passwordHash: String?
  public let role: Role
  public let createdAt: Timestamp
  /// SHA-256 of the code of an invitation, which must still let somebody in; nil
  /// for who comes without one.
  public let inviteHash: [UInt8]?

  public init(
    user: User, passwordHash: String?, role: Role, createdAt: Timestamp,
    inviteHash: [UInt8]? = nil
  ) {
    self.inviteHash = inviteHash
    self.user = user
    self.passwordHash = passwordHash
    self.role = role
    self.createdAt = createdAt
  }
}

/// A login to be kept.
public struct NewSession: Equatable, Sendable {
  public let id: SessionID
  public let user: UserID
  /// SHA-256 of the token, 32 bytes; the token itself is never stored.
  public let tokenHash: [UInt8]
  public let userAgent: String
  public let createdAt: Timestamp
  public let expiresAt: Timestamp
  /// The hash that the password fitted, which must still be the account's;
  /// nil for one that no password opened.
  public let provedBy: String?

  public init(
    id: SessionID, user: UserID, tokenHash: [UInt8], userAgent: String, createdAt: Timestamp,
    expiresAt: Timestamp, provedBy: String? = nil
  ) {
    self.provedBy = provedBy
    self.id = id
    self.user = user
    self.tokenHash = tokenHash
    self.userAgent = userAgent
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }
}

/// Another password for an account; its sessions end, but for one.
public struct NewPassword: Equatable, Sendable {
  public let user: UserID
  public let hash: String
  /// The hash that must still be the account's; nil replaces any.
  public let oldHash: String?
  /// The session that asks and goes on, which must still be there; nil for an
  /// operator, who has none.
  public let asker: SessionID?

  public init(of user: UserID, hash: String, insteadOf oldHash: String?, asker: SessionID?) {
    self.user = user
    self.hash = hash
    self.oldHash = oldHash
    self.asker = asker
  }
}

/// A post to be written.
public struct NewPost: Equatable, Sendable {
  public let id: PostID
  public let author: User
  public let key: String
  public let text: String
  /// What of their own its author shows with it, in order.
  public let media: [MediaID]
  public let audience: Audience
  public let createdAt: Timestamp

  public init(
    id: PostID, author: User, key: String, text: String, media: [MediaID] = [],
    audience: Audience, createdAt: Timestamp
  ) {
    self.id = id
    self.author = author
    self.key = key
    self.text = text
    self.media = media
    self.audience = audience
    self.createdAt = createdAt
  }
}

/// What an author changes about a post; nil is left as it is.
public struct PostEdit: Equatable, Sendable {
  public let text: String?
  public let media: [MediaID]?
  public let audience: Audience?

  public init(text: String?, media: [MediaID]? = nil, audience: Audience?) {
    self.text = text
    self.media = media
    self.audience = audience
  }
}

/// A group or a room to be opened by its owner.
public struct NewConversation: Equatable, Sendable {
  public let id: ConversationID
  public let kind: ConversationKind
  public let title: String
  public let owner: User
  /// The others, each once; a room has none yet.
  public let members: [UserID]
  public let createdAt: Timestamp

  public init(
    id: ConversationID, kind: ConversationKind, title: String, owner: User,
    members: [UserID] = [], createdAt: Timestamp
  ) {
    precondition(
      kind == .group || (kind == .room && members.isEmpty),
      "a conversation of two has no owner, and everybody joins a room by themselves")
    self.id = id
    self.kind = kind
    self.title = title
    self.owner = owner
    self.members = members
    self.createdAt = createdAt
  }
}

/// A conversation of two to be opened by one of them.
public struct NewDirect: Equatable, Sendable {
  public let id: ConversationID
  public let opener: User
  public let other: UserID
  public let createdAt: Timestamp

  public init(id: ConversationID, opener: User, other: UserID, createdAt: Timestamp) {
    self.id = id
    self.opener = opener
    self.other = other
    self.createdAt = createdAt
  }
}

/// A message to be written.
public struct NewMessage: Equatable, Sendable {
  public let id: MessageID
  public let conversation: ConversationID
  public let author: User
  public let key: String
  public let text: String
  /// What of their own its author sends with it, in order.
  public let media: [MediaID]
  /// The seq of the message that it answers.
  public let replyTo: Int64?
  public let createdAt: Timestamp

  public init(
    id: MessageID, conversation: ConversationID, author: User, key: String, text: String,
    media: [MediaID] = [], replyTo: Int64? = nil, createdAt: Timestamp
  ) {
    self.id = id
    self.conversation = conversation
    self.author = author
    self.key = key
    self.text = text
    self.media = media
    self.replyTo = replyTo
    self.createdAt = createdAt
  }
}
