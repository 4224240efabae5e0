/// That somebody likes a post, and since when.
public struct GivenLike: Equatable, Sendable, Encodable {
  public let post: PostID
  public let createdAt: Timestamp

  public init(post: PostID, createdAt: Timestamp) {
    self.post = post
    self.createdAt = createdAt
  }
}
