import GRDB
import HubbubDomain

/// What a person wrote and liked wherever it is, for who takes it along.
extension Database {
  /// The conversations that somebody wrote in, also those they have left.
  func conversationsWritten(by author: UserID) throws -> [ConversationID] {
    try all(
      "SELECT DISTINCT conversation FROM message WHERE author = ? ORDER BY conversation", author
    ) { try $0.id(0) }
  }

  /// Their messages in one stretch of a conversation's log.
  func messages(
    of conversation: ConversationID, by author: UserID, after: Int64, upTo last: Int64
  ) throws -> [Message] {
    try messages(of: conversation, after: after, upTo: last, for: .hub)
      .filter { $0.author.id == author }
  }

  /// Their comments that were not deleted, by id, which is by age.
  func comments(by author: UserID, after: CommentID?, limit: Int) throws -> [Comment] {
    try all(
      Self.commentsByAuthor, author, after ?? CommentID(high: 0, low: 0), Int64(limit),
      read: Self.comment)
  }

  /// The posts they like.
  func likes(by user: UserID, after: PostID?, limit: Int) throws -> [GivenLike] {
    try all(
      """
      SELECT post, created_at FROM post_like WHERE user = ? AND post > ? ORDER BY post LIMIT ?
      """,
      user, after ?? PostID(high: 0, low: 0), Int64(limit)
    ) { GivenLike(post: try $0.id(0), createdAt: $0.time(1)) }
  }
}
