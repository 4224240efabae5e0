import GRDB
public import HubbubDomain

extension SQLiteStore {
  public func conversationsWritten(by author: UserID) async throws -> [ConversationID] {
    try await pool.read { try $0.conversationsWritten(by: author) }
  }

  public func messages(
    of conversation: ConversationID, by author: UserID, after: Int64, upTo last: Int64
  ) async throws -> [Message] {
    try await pool.read {
      try $0.messages(of: conversation, by: author, after: after, upTo: last)
    }
  }

  public func comments(
    by author: UserID, after: CommentID?, limit: Int
  ) async throws -> [Comment] {
    try await pool.read { try $0.comments(by: author, after: after, limit: limit) }
  }

  public func likes(
    by user: UserID, after: PostID?, limit: Int
  ) async throws -> [GivenLike] {
    try await pool.read { try $0.likes(by: user, after: after, limit: limit) }
  }
}
