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
  /// What the server counts, for its admins; asked for, never stored.
  case stats
}

extension Topic: CustomStringConvertible, LosslessStringConvertible {
  public var description: String {
    switch self {
    case .user(let id): "user:\(id)"
    case .feed: "feed"
    case .person(let id): "person:\(id)"
    case .conversation(let id): "conversation:\(id)"
    case .post(let id): "post:\(id)"
    case .stats: "stats"
    }
  }

  /// Reads `kind:id`; nil for what is no topic of ours.
  public init?(_ description: String) {
    var text = description
    guard let found = text.withUTF8({ Self(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = found
  }

  /// Reads `kind:id` from its bytes; nil for what is no topic of ours.
  public init?(utf8 text: UnsafeRawBufferPointer) {
    func id<Kind>(after kind: StaticString) -> Identifier<Kind>? {
      let kind = UnsafeBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount)
      guard text.starts(with: kind) else { return nil }
      return Identifier(utf8: UnsafeRawBufferPointer(rebasing: text[kind.count...]))
    }
    if let id: ConversationID = id(after: "conversation:") {
      self = .conversation(id)
    } else if let id: PostID = id(after: "post:") {
      self = .post(id)
    } else if let id: UserID = id(after: "person:") {
      self = .person(id)
    } else if let id: UserID = id(after: "user:") {
      self = .user(id)
    } else if text.elementsEqual("feed".utf8) {
      self = .feed
    } else if text.elementsEqual("stats".utf8) {
      self = .stats
    } else {
      return nil
    }
  }
}
