import GRDB
import HubbubDomain

extension Database {
  /// Writes a post, once per author and key.
  func write(_ new: NewPost) throws -> Outcome {
    let made = try run(
      """
      INSERT INTO post (id, author, key, text, audience, created_at)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (author, key) DO NOTHING
      """,
      new.id, new.author.id, new.key, new.text, new.audience.rawValue, new.createdAt)
    guard made == 1 else { return try whyNotWritten(new) }
    let topic = new.audience.topic(of: new.author.id)
    let seq = try append(.post(new.id), to: topic)
    let post = Post(
      id: new.id, author: new.author, text: new.text, audience: new.audience,
      createdAt: new.createdAt, editedAt: nil,
      likes: Likes(LikeCount(count: 0, version: 0), mine: false), comments: 0, key: new.key)
    return .done(.post(post), [Event(topic: topic, seq: seq, body: .post(post))])
  }

  /// The first one again, unless it said something else or is gone.
  private func whyNotWritten(_ new: NewPost) throws -> Outcome {
    let earlier: PostID? = try first(
      "SELECT id FROM post WHERE author = ? AND key = ?", new.author.id, new.key
    ) { try $0.id(0) }
    guard let earlier, let post = try post(earlier, for: new.author.id),
      post.text.isSame(as: new.text), post.audience == new.audience
    else { return .refused(.keyReused) }
    return .repeated(.post(post))
  }

  /// Empties a post and forgets its likes; only its author may.
  func deletePost(_ id: PostID, by user: UserID) throws -> Outcome {
    let audience: Audience? = try first(
      """
      UPDATE post SET is_deleted = 1, text = '', like_count = 0
      WHERE id = ? AND author = ? AND is_deleted = 0 RETURNING audience
      """,
      id, user
    ) { try $0.name(0) }
    guard let audience else {
      let isSeen = try post(id, for: user) != nil
      return .refused(
        isSeen ? Refusal(.forbidden, "Only its author can delete a post.") : .noSuchPost)
    }
    try run("DELETE FROM post_like WHERE post = ?", id)
    let topic = audience.topic(of: user)
    let seq = try append(.postDeleted(id), to: topic)
    return .done(.nothing, [Event(topic: topic, seq: seq, body: .postDeleted(id))])
  }

  /// Counts a like of a post that the user may see, once.
  func like(_ post: PostID, by user: UserID, at time: Timestamp) throws -> Outcome {
    let made = try run(
      """
      INSERT INTO post_like (post, user, created_at)
      SELECT id, ?2, ?3 FROM post
      WHERE id = ?1 AND is_deleted = 0 AND (audience = 'public' OR author = ?2)
      ON CONFLICT (post, user) DO NOTHING
      """,
      post, user, time)
    return made == 1 ? try count(1, of: post, by: user) : try likesAsTheyAre(post, user)
  }

  /// Takes a like back, of a post that the user may see.
  func unlike(_ post: PostID, by user: UserID) throws -> Outcome {
    let removed = try run(
      """
      DELETE FROM post_like WHERE post = ?1 AND user = ?2 AND EXISTS (
        SELECT 1 FROM post
        WHERE id = ?1 AND is_deleted = 0 AND (audience = 'public' OR author = ?2))
      """,
      post, user)
    return removed == 1 ? try count(-1, of: post, by: user) : try likesAsTheyAre(post, user)
  }

  private func count(_ step: Int64, of post: PostID, by user: UserID) throws -> Outcome {
    let likes = try first(
      """
      UPDATE post SET like_count = like_count + ?, like_version = like_version + 1
      WHERE id = ? RETURNING like_count, like_version
      """,
      step, post
    ) { LikeCount(count: $0.int(0), version: $0.int(1)) }
    guard let likes else { return .refused(.noSuchPost) }
    let mine = step > 0
    return .done(
      .likes(Likes(likes, mine: mine)),
      [
        Event(topic: .post(post), seq: nil, body: .likes(post, likes)),
        Event(topic: .user(user), seq: nil, body: .liked(post, mine: mine, version: likes.version)),
      ])
  }

  private func likesAsTheyAre(_ id: PostID, _ user: UserID) throws -> Outcome {
    guard let post = try post(id, for: user) else { return .refused(.noSuchPost) }
    return .unchanged(.likes(post.likes))
  }
}
