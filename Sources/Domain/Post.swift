/// Who may see a post.
public enum Audience: String, Sendable, Codable, CaseIterable {
  /// Every member of this Hubbub.
  case `public`
  case friends, me
}

/// How many like a post.
///
/// `version` goes up by one with each change and never down.
public struct LikeCount: Hashable, Sendable {
  public let count: Int64
  public let version: Int64

  public init(count: Int64, version: Int64) {
    self.count = count
    self.version = version
  }
}

/// A post's likes as one reader sees them.
public struct Likes: Hashable, Sendable, Encodable {
  public let count: Int64
  public let version: Int64
  /// Whether the reader is among them.
  public let mine: Bool

  public init(_ likes: LikeCount, mine: Bool) {
    count = likes.count
    version = likes.version
    self.mine = mine
  }
}

/// What somebody shared, as one reader sees it.
public struct Post: Equatable, Sendable {
  public let id: PostID
  public let author: User
  public let text: String
  public let media: [Media]
  public let audience: Audience
  public let createdAt: Timestamp
  public let editedAt: Timestamp?
  public let likes: Likes
  public let comments: Int64
  /// The author's key for this post: how their own page knows it again.
  public let key: String

  public init(
    id: PostID, author: User, text: String, media: [Media] = [], audience: Audience,
    createdAt: Timestamp, editedAt: Timestamp?, likes: Likes, comments: Int64, key: String
  ) {
    self.id = id
    self.author = author
    self.text = text
    self.media = media
    self.audience = audience
    self.createdAt = createdAt
    self.editedAt = editedAt
    self.likes = likes
    self.comments = comments
    self.key = key
  }
}

extension Audience {
  /// The topic that tells of an author's posts of this audience.
  public func topic(of author: UserID) -> Topic {
    switch self {
    case .public: .feed
    case .friends: .person(author)
    case .me: .user(author)
    }
  }
}

extension Post: Encodable {
  private enum Key: String, CodingKey {
    case id, author, text, media, audience, createdAt, editedAt, likes, comments, key
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(author, forKey: .author)
    try container.encode(text, forKey: .text)
    try container.encode(media, forKey: .media)
    try container.encode(audience, forKey: .audience)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encodeIfPresent(editedAt, forKey: .editedAt)
    try container.encode(likes, forKey: .likes)
    try container.encode(comments, forKey: .comments)
    try container.encode(key, forKey: .key)
  }
}
