public import HubbubDomain
import HubbubStore

extension GatedStore {
  public func conversationsWritten(by author: UserID) async throws -> [ConversationID] {
    try await inner.conversationsWritten(by: author)
  }

  public func messages(
    of conversation: ConversationID, by author: UserID, after: Int64, upTo last: Int64
  ) async throws -> [Message] {
    try await inner.messages(of: conversation, by: author, after: after, upTo: last)
  }

  public func comments(
    by author: UserID, after: CommentID?, limit: Int
  ) async throws -> [Comment] {
    try await inner.comments(by: author, after: after, limit: limit)
  }

  public func likes(
    by user: UserID, after: PostID?, limit: Int
  ) async throws -> [GivenLike] {
    try await inner.likes(by: user, after: after, limit: limit)
  }
}
