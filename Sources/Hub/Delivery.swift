import HubbubDomain
import NIOCore

/// One event on its way to the sockets of this hub: encoded once, shared by all.
final class Delivery: Sendable {
  let topic: Topic
  let seq: Int64?
  /// The whole frame.
  let frame: ByteBuffer
  let lane: Lane
  /// What a newer one replaces while it waits; nil outside the latest-wins lane.
  let key: LatestKey?
  let hiddenFrom: Set<UserID>
  let consequence: Consequence?
  /// Of a new message: where, and how many there are with it.
  let message: (conversation: ConversationID, number: Int64)?

  /// What an event changes about who listens to what.
  enum Consequence: Sendable {
    /// Who hears this follows that topic from now on.
    case follow(Topic)
    /// That user's sockets hear no more of this topic.
    case depart(UserID)
    /// Who hears this may see less than before.
    case recheck
    /// Who hears this may see that post no more.
    case recheckPost(PostID)
    /// That is how this user is called from now on.
    case rename(User)
    /// Likes of a version: a socket that was told a newer one is left out.
    case likes(version: Int64)
  }

  init(_ event: Event) {
    topic = event.topic
    seq = event.seq
    frame = Frame.text(Wire.event(event))
    lane = event.lane
    key = LatestKey(event.body)
    hiddenFrom = event.hiddenFrom
    consequence = Consequence(event)
    message =
      if case .message(let message) = event.body { (message.conversation, message.number) } else {
        nil
      }
  }

  /// Whether every socket that listens is simply given the frame.
  var isPlain: Bool { lane == .lossless && hiddenFrom.isEmpty && consequence == nil }

  /// Whether it may wait for more to go out with it.
  var isPatient: Bool { if case .presence = key { true } else { false } }

  /// What those get from whom it is hidden.
  var skip: ByteBuffer? { seq.map { Frame.text(Wire.skip(topic, seq: $0)) } }
}

/// What a latest-wins frame is about: of two that wait, the newer is kept.
enum LatestKey: Hashable, Sendable {
  case likes(PostID)
  case liked(PostID)
  case read(ConversationID, UserID)
  case unread(ConversationID)
  case presence(UserID)
  case profile(UserID)
  case settings
  case notifications
  case reports
  case stats

  init?(_ body: Event.Body) {
    switch body {
    case .likes(let post, _): self = .likes(post)
    case .liked(let post, _, _): self = .liked(post)
    case .read(let conversation, let user, _): self = .read(conversation, user)
    case .unread(let conversation, _, _): self = .unread(conversation)
    case .presence(let user, _): self = .presence(user)
    case .profile(let user): self = .profile(user.id)
    case .settings: self = .settings
    case .notifications: self = .notifications
    case .reports: self = .reports
    case .message, .messageEdited, .messageDeleted, .member, .conversation, .post, .postEdited,
      .postDeleted, .comment, .commentDeleted, .friend, .notification, .parted, .skip, .typing:
      return nil
    }
  }
}

extension Delivery.Consequence {
  fileprivate init?(_ event: Event) {
    switch (event.topic, event.body) {
    case (.user, .conversation(let conversation)): self = .follow(.conversation(conversation.id))
    case (.user, .friend(let user, .friends)): self = .follow(.person(user.id))
    case (.user, .friend), (.user, .parted): self = .recheck
    case (.person, .parted(let user)): self = .depart(user)
    case (_, .postDeleted(let post)): self = .recheckPost(post)
    case (.person(let id), .profile(let user)) where id == user.id: self = .rename(user)
    case (.conversation, .parted(let user)): self = .depart(user)
    case (.conversation, .member(let member, .left)),
      (.conversation, .member(let member, .removed)):
      self = .depart(member.user.id)
    case (.post, .likes(_, let likes)): self = .likes(version: likes.version)
    default: return nil
    }
  }
}
