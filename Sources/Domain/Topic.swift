/// What a socket may hear.
public enum Topic: Hashable, Sendable {
  /// Everything that concerns only this user, on all devices.
  case user(UserID)
  /// The public posts.
  case feed
  /// A person's presence, profile and friends-only posts, for their friends.
  case person(UserID)
  case conversation(ConversationID)
  /// Likes and comments of one post; asked for, never given unasked.
  case post(PostID)
}

extension Topic: CustomStringConvertible, LosslessStringConvertible {
  public var description: String {
    switch self {
    case .user(let id): "user:\(id)"
    case .feed: "feed"
    case .person(let id): "person:\(id)"
    case .conversation(let id): "conversation:\(id)"
    case .post(let id): "post:\(id)"
    }
  }

  /// Reads `kind:id`; nil for what is no topic of ours.
  public init?(_ description: String) {
    if description == "feed" {
      self = .feed
      return
    }
    let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let id = String(parts[1])
    switch parts[0] {
    case "user": guard let id = UserID(id) else { return nil }; self = .user(id)
    case "person": guard let id = UserID(id) else { return nil }; self = .person(id)
    case "conversation":
      guard let id = ConversationID(id) else { return nil }
      self = .conversation(id)
    case "post": guard let id = PostID(id) else { return nil }; self = .post(id)
    default: return nil
    }
  }
}
