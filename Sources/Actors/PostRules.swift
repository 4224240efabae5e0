public import HubbubDomain
public import HubbubStore

/// Who may do what with one post: the rule, with no clock, database or `await`.
public struct PostRules: Equatable, Sendable {
  public let id: PostID
  public let author: UserID
  public private(set) var audience: Audience
  /// Count and version as last committed.
  public private(set) var likes: LikeCount

  public init(id: PostID, _ state: PostState) {
    self.id = id
    author = state.author
    audience = state.audience
    likes = state.likes
  }

  /// What a like by `user` would write.
  ///
  /// - Throws: ``Refusal`` `not_found` for whoever may not see the post.
  public func like(by user: UserID, at time: Timestamp) throws(Refusal) -> Change {
    try mustSee(user)
    return .like(id, by: user, at: time)
  }

  /// What taking a like back would write.
  ///
  /// - Throws: ``Refusal`` `not_found` for whoever may not see the post.
  public func unlike(by user: UserID) throws(Refusal) -> Change {
    try mustSee(user)
    return .unlike(id, by: user)
  }

  /// Takes in what was committed.
  ///
  /// An older version changes nothing.
  public mutating func absorb(_ event: Event) {
    guard case .likes(id, let newer) = event.body, newer.version > likes.version else { return }
    likes = newer
  }

  private func mustSee(_ user: UserID) throws(Refusal) {
    guard audience == .public || user == author else { throw .noSuchPost }
  }
}
