import GRDB
import HubbubDomain

extension Database {
  /// Writes a comment under a post that its author may see, once per key.
  func write(_ new: NewComment) throws -> Outcome {
    guard let post = try post(new.post, for: new.author.id) else { return .refused(.noSuchPost) }
    guard try !isDisabled(new.author.id) else { return .refused(.accountClosed) }
    if let repeated = try earlier(new) { return repeated }
    let seq = try append(.comment(new.id), to: .post(new.post))
    try run(
      """
      INSERT INTO comment (post, seq, id, author, key, text, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      new.post, seq, new.id, new.author.id, new.key, new.text, new.createdAt)
    try run("UPDATE post SET comment_count = comment_count + 1 WHERE id = ?", new.post)
    let comment = Comment(
      id: new.id, post: new.post, author: new.author, text: new.text, createdAt: new.createdAt,
      key: new.key, seq: seq)
    let told = Event(
      topic: .post(new.post), seq: seq, body: .comment(comment),
      hiddenFrom: try hidden(from: new.author.id))
    return .done(.comment(comment), [told] + (try notify(of: new, under: post.author.id)))
  }

  /// The post's author hears of each comment, and of no mention besides.
  private func notify(of new: NewComment, under author: UserID) throws -> [Event] {
    try notify(author, .comment, by: new.author, about: new.post, at: new.createdAt)
      + notifyMentioned(
        in: new.text, by: new.author, about: new.post, passing: [author], at: new.createdAt)
  }

  /// What the same key was answered with before.
  private func earlier(_ new: NewComment) throws -> Outcome? {
    let earlier = try first(
      Self.comments + " WHERE comment.author = ? AND key = ? AND post = ?", new.author.id, new.key,
      new.post
    ) { row in (comment: try Self.comment(row), isDeleted: row.bool(10)) }
    guard let earlier else { return nil }
    guard !earlier.isDeleted, earlier.comment.text.isSame(as: new.text) else {
      return .refused(.keyReused)
    }
    return .repeated(.comment(earlier.comment))
  }

  /// Empties a comment; its author may, and the author of the post, whoever
  /// blocks whom.
  func deleteComment(_ id: CommentID, of post: PostID, by user: UserID) throws -> Outcome {
    guard let found = try owners(of: id, under: post) else { return .refused(.noSuchComment) }
    guard found.author == user || found.host == user else {
      let isSeen = try self.post(post, for: user) != nil && comment(id, for: user) != nil
      return .refused(
        isSeen ? Refusal(.forbidden, "Only its author can delete a comment.") : .noSuchComment)
    }
    try run("UPDATE comment SET is_deleted = 1, text = '' WHERE id = ?", id)
    try run("UPDATE post SET comment_count = comment_count - 1 WHERE id = ?", post)
    let seq = try append(.commentDeleted(id), to: .post(post))
    return .done(
      .nothing,
      [
        Event(topic: .post(post), seq: seq, body: .commentDeleted(id, of: post, seq: found.seq))
      ])
  }

  /// Who wrote a comment and the post above it, where both still are.
  private func owners(
    of id: CommentID, under post: PostID
  ) throws -> (author: UserID, host: UserID, seq: Int64)? {
    try first(
      """
      SELECT comment.author, post.author, seq FROM comment JOIN post ON post.id = comment.post
      WHERE comment.id = ? AND post.id = ? AND comment.is_deleted = 0 AND post.is_deleted = 0
      """,
      id, post
    ) { (try $0.id(0), try $0.id(1), $0.int(2)) }
  }

  /// A post's comments, the newest first, from below `seq` on.
  ///
  /// - Throws: ``Refusal`` `not_found` for who may not see the post.
  func comments(
    of post: PostID, before seq: Int64?, limit: Int, for reader: UserID
  ) throws -> Page<Comment, Int64> {
    guard try self.post(post, for: reader) != nil else { throw Refusal.noSuchPost }
    let found = try all(
      Self.commentsOfPost, post, seq ?? .max, Int64(limit) + 1, reader, read: Self.comment)
    return Page(
      items: Array(found.prefix(limit)), next: found.count > limit ? found[limit - 1].seq : nil)
  }

  /// A comment, if it and its author are there, and the reader and they do not block each other.
  func comment(_ id: CommentID, for reader: UserID) throws -> Comment? {
    try first(Self.oneComment, id, reader, read: Self.comment)
  }

  /// Where a comment was, also once it is deleted.
  func place(of id: CommentID) throws -> (post: PostID, seq: Int64)? {
    try first("SELECT post, seq FROM comment WHERE id = ?", id) { (try $0.id(0), $0.int(1)) }
  }

  private static let comments = """
    SELECT user.id, username, display_name, picture, comment.id, post, text, comment.created_at,
      key, seq, is_deleted
    FROM comment JOIN user ON user.id = comment.author
    """

  /// `?1` author, `?2` after, `?3` how many.
  static let commentsByAuthor =
    comments
    + " WHERE comment.author = ?1 AND is_deleted = 0 AND comment.id > ?2"
    + " ORDER BY comment.id LIMIT ?3"

  /// `?1` which, `?2` reader.
  private static let oneComment =
    comments
    + " WHERE comment.id = ?1 AND is_deleted = 0 AND deleted_at IS NULL AND \(Sight.apart("?2", "user.id"))"

  /// `?1` post, `?2` end, `?3` how many, `?4` reader.
  static let commentsOfPost =
    comments + """
       WHERE post = ?1 AND seq < ?2 AND is_deleted = 0 AND deleted_at IS NULL
        AND \(Sight.apart("?4", "user.id"))
      ORDER BY seq DESC LIMIT ?3
      """

  static func comment(_ row: Columns) throws -> Comment {
    Comment(
      id: try row.id(4), post: try row.id(5), author: try row.user(0), text: row.text(6),
      createdAt: row.time(7), key: row.text(8), seq: row.int(9))
  }
}
