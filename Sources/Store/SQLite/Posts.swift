import GRDB
import HubbubDomain

extension Database {
  /// A post, if it is there and this reader may see it.
  func post(_ id: PostID, for reader: UserID) throws -> Post? {
    try first(
      Self.posts + """
         WHERE post.id = ?2 AND is_deleted = 0 AND (audience = 'public' OR author = ?1)
        """,
      reader, id, read: Self.post)
  }

  /// Public posts, and the reader's own of every audience; newest first.
  func feed(for reader: UserID, before: PostID?, limit: Int) throws -> Page<Post, PostID> {
    var end = Int64.max
    if let before {
      let found = try first("SELECT number FROM post WHERE id = ?", before) { $0.int(0) }
      guard let found else { return Page(items: [], next: nil) }
      end = found
    }
    let posts = try all(Self.feed, reader, end, Int64(limit) + 1, read: Self.post)
    return Page(
      items: Array(posts.prefix(limit)), next: posts.count > limit ? posts[limit - 1].id : nil)
  }

  /// What a post's actor starts from.
  func wakePost(_ id: PostID) throws -> PostState? {
    try first(
      """
      SELECT author, audience, like_count, like_version FROM post WHERE id = ? AND is_deleted = 0
      """,
      id
    ) { row in
      PostState(
        author: try row.id(0), audience: try row.name(1),
        likes: LikeCount(count: row.int(2), version: row.int(3)), comments: 0)
    }
  }

  /// Reads as one user: `?1`.
  private static let posts = """
    SELECT user.id, username, display_name, picture, post.id, text, audience, post.created_at, like_count,
      like_version, post_like.post IS NOT NULL, key
    FROM post JOIN user ON user.id = post.author
    LEFT JOIN post_like ON post_like.post = post.id AND post_like.user = ?1
    """

  /// The newest posts of two indexes, merged: `?1` reader, `?2` end, `?3` how many.
  static let feed =
    posts + """
       WHERE number IN (
        SELECT number FROM post WHERE audience = 'public' AND is_deleted = 0 AND number < ?2
        UNION ALL
        SELECT number FROM post
        WHERE author = ?1 AND audience <> 'public' AND is_deleted = 0 AND number < ?2
        ORDER BY number DESC LIMIT ?3)
      ORDER BY number DESC
      """

  private static func post(_ row: Columns) throws -> Post {
    Post(
      id: try row.id(4), author: try row.user(0), text: row.text(5), audience: try row.name(6),
      createdAt: row.time(7), editedAt: nil,
      likes: Likes(LikeCount(count: row.int(8), version: row.int(9)), mine: row.bool(10)),
      comments: 0, key: row.text(11))
  }
}
