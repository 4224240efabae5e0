/// What somebody wrote under a post.
public struct Comment: Equatable, Sendable, Encodable {
  public let id: CommentID
  public let post: PostID
  public let author: User
  public let text: String
  public let createdAt: Timestamp
  /// The author's own name for it, unique per author and post.
  public let key: String
  /// The number of the event that told it, within the post's topic.
  public let seq: Int64

  public init(
    id: CommentID, post: PostID, author: User, text: String, createdAt: Timestamp, key: String,
    seq: Int64
  ) {
    self.id = id
    self.post = post
    self.author = author
    self.text = text
    self.createdAt = createdAt
    self.key = key
    self.seq = seq
  }
}

/// A comment to be written.
public struct NewComment: Equatable, Sendable {
  public let id: CommentID
  public let post: PostID
  public let author: User
  public let key: String
  public let text: String
  public let createdAt: Timestamp

  public init(
    id: CommentID, post: PostID, author: User, key: String, text: String, createdAt: Timestamp
  ) {
    self.id = id
    self.post = post
    self.author = author
    self.key = key
    self.text = text
    self.createdAt = createdAt
  }
}
