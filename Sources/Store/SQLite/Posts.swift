import GRDB
import HubbubDomain

extension Database {
  /// A post, if it is there and this reader may see it.
  func post(_ id: PostID, for reader: UserID) throws -> Post? {
    try first(Self.onePost, reader, id, read: Self.post)
  }

  /// The post with a number in the order made, whoever may see it, as a reader has it.
  func post(number: Int64, for reader: UserID) throws -> Post? {
    try first(Self.numberedPost, reader, number, read: Self.post)
  }

  private static let numberedPost = posts + " WHERE number = ?2"

  private static let onePost = posts + " WHERE post.id = ?2 AND \(Sight.post(by: "?1"))"

  /// Posts that the reader may see, newest first.
  func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) throws -> Page<Post, PostID> {
    var end = Int64.max
    if let before {
      let found = try first("SELECT number FROM post WHERE id = ?", before) { $0.int(0) }
      guard let found else { return Page(items: [], next: nil) }
      end = found
    }
    let some = Int64(limit) + 1
    let posts =
      switch list {
      case .feed: try all(Self.feed, reader, end, some, read: Self.post)
      case .of(let author): try all(Self.ofOne, reader, end, some, author, read: Self.post)
      }
    return Page(
      items: Array(posts.prefix(limit)), next: posts.count > limit ? posts[limit - 1].id : nil)
  }

  /// What a post's actor starts from.
  func wakePost(_ id: PostID) throws -> PostState? {
    try first(
      """
      SELECT author, like_count, like_version FROM post WHERE id = ? AND is_deleted = 0
      """,
      id
    ) { row in
      PostState(
        author: try row.id(0), likes: LikeCount(count: row.int(1), version: row.int(2)))
    }
  }

  /// Reads as one user: `?1`.
  private static let posts = """
    SELECT user.id, username, display_name, picture, post.id, text, audience, post.created_at, like_count,
      like_version, post_like.post IS NOT NULL, key, edited_at, comment_count, post.media
    FROM post JOIN user ON user.id = post.author
    LEFT JOIN post_like ON post_like.post = post.id AND post_like.user = ?1
    """

  /// The newest posts of three indexes, merged: `?1` reader, `?2` end, `?3` how many.
  static let feed =
    posts + """
       WHERE number IN (
        SELECT number FROM post
        WHERE audience = 'public' AND is_deleted = 0 AND number < ?2
          AND \(Sight.apart("?1", "author"))
        UNION ALL
        SELECT number FROM post
        WHERE author = ?1 AND audience <> 'public' AND is_deleted = 0 AND number < ?2
        UNION ALL
        SELECT number FROM friend JOIN post ON post.author = friend.other
        WHERE friend.user = ?1 AND audience = 'friends' AND is_deleted = 0 AND number < ?2
        ORDER BY number DESC LIMIT ?3)
      ORDER BY number DESC
      """

  /// The newest posts of the author `?4`: `?1` reader, `?2` end, `?3` how many.
  static let ofOne =
    posts + """
       WHERE number IN (
        SELECT number FROM post
        WHERE author = ?4 AND audience = 'public' AND is_deleted = 0 AND number < ?2
          AND \(Sight.apart("?1", "?4"))
        UNION ALL
        SELECT number FROM post
        WHERE author = ?4 AND audience <> 'public' AND is_deleted = 0 AND number < ?2
          AND (?4 = ?1 OR (audience = 'friends'
            AND EXISTS (SELECT 1 FROM friend WHERE friend.user = ?1 AND other = ?4)))
        ORDER BY number DESC LIMIT ?3)
      ORDER BY number DESC
      """

  private static func post(_ row: Columns) throws -> Post {
    Post(
      id: try row.id(4), author: try row.user(0), text: row.text(5),
      media: try .init(column: row.optionalText(14)), audience: try row.name(6),
      createdAt: row.time(7), editedAt: row.isNull(12) ? nil : row.time(12),
      likes: Likes(LikeCount(count: row.int(8), version: row.int(9)), mine: row.bool(10)),
      comments: row.int(13), key: row.text(11))
  }
}
