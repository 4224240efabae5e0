public import HubbubDomain
public import HubbubStore

/// What happens to one post: the rule, with no clock, database or `await`.
///
/// Who may see it depends on friendships and blocks, which change elsewhere: that
/// is the row's to judge.
public struct PostRules: Equatable, Sendable {
  public let id: PostID
  public let author: UserID
  /// Count and version as last committed.
  public private(set) var likes: LikeCount

  public init(id: PostID, _ state: PostState) {
    self.id = id
    author = state.author
    likes = state.likes
  }

  /// What a like by `user` would write.
  public func like(by user: UserID, at time: Timestamp) -> Change {
    .like(id, by: user, at: time)
  }

  /// What taking a like back would write.
  public func unlike(by user: UserID) -> Change { .unlike(id, by: user) }

  /// Takes in what was committed.
  ///
  /// An older version changes nothing.
  public mutating func absorb(_ event: Event) {
    guard case .likes(id, let newer) = event.body, newer.version > likes.version else { return }
    likes = newer
  }
}
