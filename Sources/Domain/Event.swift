/// Everything the server may tell of a topic.
public struct Event: Equatable, Sendable {
  public let topic: Topic
  /// The number within the topic: one more than the event before.
  ///
  /// Nil in the lanes that keep no count.
  public let seq: Int64?
  public let body: Body
  /// Who is not to see it; they are told `skip` instead.
  public let hiddenFrom: Set<UserID>

  /// What is told, with all that a frame of it needs.
  public enum Body: Equatable, Sendable {
    // Lossless: numbered, durable, recovered by `since`
    case message(Message)
    /// A message as it now is; with who reacted, where that was it.
    case messageEdited(Message, Reacted?)
    case messageDeleted(Message)
    case member(Member, MemberChange)
    case conversation(Conversation)
    case post(Post)
    case postEdited(Post)
    case postDeleted(PostID)
    case comment(Comment)
    case commentDeleted(CommentID, of: PostID, seq: Int64)
    case friend(User, Relation)
    case notification(Notification)
    /// On a person's topic: that user hears it no more. The wire says `skip`.
    case parted(UserID)
    /// A number that this reader may not see, or whose thing is no more.
    case skip

    // Latest wins: absolute values
    case likes(PostID, LikeCount)
    case liked(PostID, mine: Bool, version: Int64)
    case read(ConversationID, UserID, seq: Int64)
    case unread(ConversationID, unread: Int64, ReadMark)
    case presence(UserID, Presence)
    case profile(User)
    /// To one's own devices: how one wants things to be now.
    case settings(OwnProfile.Settings)
    /// How much waits on the bell.
    case notifications(unread: Int64)
    /// To an admin: how many reports nobody has decided.
    case reports(open: Int64)

    // Lossy: may be dropped
    case typing(ConversationID, UserID)
  }

  public init(topic: Topic, seq: Int64?, body: Body, hiddenFrom: Set<UserID> = []) {
    self.topic = topic
    self.seq = seq
    self.body = body
    self.hiddenFrom = hiddenFrom
  }
}

/// What is promised of an event.
public enum Lane: Sendable, CaseIterable {
  /// Numbered, delivered in order, once, and recovered after a loss.
  case lossless
  /// An absolute value: a newer one may replace an older one that still waits.
  case latestWins
  /// May be dropped.
  case lossy
}

extension Event {
  public var lane: Lane {
    switch body {
    case .message, .messageEdited, .messageDeleted, .member, .conversation, .post, .postEdited,
      .postDeleted, .comment,
      .commentDeleted, .friend, .notification, .parted, .skip:
      .lossless
    case .likes, .liked, .read, .unread, .presence, .profile, .settings, .notifications, .reports:
      .latestWins
    case .typing: .lossy
    }
  }

  /// The event's name on the wire.
  public var name: StaticString {
    switch body {
    case .message: "message"
    case .messageEdited: "message_edited"
    case .messageDeleted: "message_deleted"
    case .member: "member"
    case .conversation: "conversation"
    case .post: "post"
    case .postEdited: "post_edited"
    case .postDeleted: "post_deleted"
    case .comment: "comment"
    case .commentDeleted: "comment_deleted"
    case .friend: "friend"
    case .notification: "notification"
    case .parted, .skip: "skip"
    case .likes: "likes"
    case .liked: "liked"
    case .read: "read"
    case .unread: "unread"
    case .presence: "presence"
    case .profile: "profile"
    case .settings: "settings"
    case .notifications: "notifications"
    case .reports: "reports"
    case .typing: "typing"
    }
  }
}
