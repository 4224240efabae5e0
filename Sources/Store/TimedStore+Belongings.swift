public import HubbubDomain

extension TimedStore {
  public func conversationsWritten(by author: UserID) async throws -> [ConversationID] {
    try await timed(.conversationsWritten) { try await store.conversationsWritten(by: author) }
  }

  public func messages(
    of conversation: ConversationID, by author: UserID, after: Int64, upTo last: Int64
  ) async throws -> [Message] {
    try await timed(.messagesWritten) {
      try await store.messages(of: conversation, by: author, after: after, upTo: last)
    }
  }

  public func comments(
    by author: UserID, after: CommentID?, limit: Int
  ) async throws -> [Comment] {
    try await timed(.commentsWritten) {
      try await store.comments(by: author, after: after, limit: limit)
    }
  }

  public func likes(
    by user: UserID, after: PostID?, limit: Int
  ) async throws -> [GivenLike] {
    try await timed(.likesGiven) { try await store.likes(by: user, after: after, limit: limit) }
  }
}
