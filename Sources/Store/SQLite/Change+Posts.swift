import GRDB
import HubbubDomain

extension Database {
  /// Writes a post, once per author and key, of who is not disabled.
  func write(_ new: NewPost) throws -> Outcome {
    let media: [Media]
    switch try self.media(new.media, of: new.author.id) {
    case .success(let found): media = found
    case .failure(let refusal): return try whyNotWritten(new, because: refusal)
    }
    let made = try run(
      """
      INSERT INTO post (id, author, key, text, audience, created_at, media)
      SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
      WHERE NOT \(Sight.silent("?2"))
      ON CONFLICT (author, key) DO NOTHING
      """,
      new.id, new.author.id, new.key, new.text, new.audience.rawValue, new.createdAt,
      try media.asColumn())
    guard made == 1 else { return try whyNotWritten(new) }
    try attach(media, toPost: new.id)
    let topic = new.audience.topic(of: new.author.id)
    let seq = try append(.post(new.id), to: topic)
    let post = Post(
      id: new.id, author: new.author, text: new.text, media: media,
      audience: new.audience, createdAt: new.createdAt, editedAt: nil,
      likes: Likes(LikeCount(count: 0, version: 0), mine: false), comments: 0, key: new.key)
    let told = Event(
      topic: topic, seq: seq, body: .post(post), hiddenFrom: try hidden(post, in: topic))
    let rung = try notifyMentioned(
      in: new.text, by: new.author, about: new.id, at: new.createdAt)
    return .done(.post(post), [told] + rung)
  }

  /// Who is not to see a post that is told on this topic.
  func hidden(_ post: Post, in topic: Topic) throws -> Set<UserID> {
    topic == .feed ? try hidden(from: post.author.id) : []
  }

  /// The first one again, unless it said something else or is gone.
  private func whyNotWritten(
    _ new: NewPost, because refusal: Refusal = .accountClosed
  ) throws -> Outcome {
    let earlier: PostID? = try first(
      "SELECT id FROM post WHERE author = ? AND key = ?", new.author.id, new.key
    ) { try $0.id(0) }
    guard let earlier else { return .refused(refusal) }
    guard let post = try post(earlier, for: new.author.id),
      post.text.isSame(as: new.text), post.audience == new.audience,
      post.media.map(\.id) == new.media
    else { return .refused(.keyReused) }
    return .repeated(.post(post))
  }

  /// Empties a post and forgets its likes; only its author may.
  func deletePost(_ id: PostID, by user: UserID) throws -> Outcome {
    let isTheirs = try exists(
      "SELECT 1 FROM post WHERE id = ? AND author = ? AND is_deleted = 0", id, user)
    guard isTheirs else {
      let isSeen = try post(id, for: user) != nil
      return .refused(
        isSeen ? Refusal(.forbidden, "Only its author can delete a post.") : .noSuchPost)
    }
    return .done(.nothing, try remove(id))
  }

  /// Removes a post and all that hangs on it; nothing where it is gone.
  func remove(_ id: PostID) throws -> [Event] {
    let text = try first("SELECT text FROM post WHERE id = ?", id) { $0.text(0) }
    let found: (author: UserID, audience: Audience)? = try first(
      """
      UPDATE post SET is_deleted = 1, text = '', media = NULL, like_count = 0, comment_count = 0
      WHERE id = ? AND is_deleted <> 1 RETURNING author, audience
      """,
      id
    ) { (try $0.id(0), try $0.name(1)) }
    guard let found, let text else { return [] }
    try searchTakes(post: id, insteadOf: text)
    let waiting = try waiting(for: id)
    try forgetWhatHangs(on: id)
    let topic = found.audience.topic(of: found.author)
    let seq = try append(.postDeleted(id), to: topic)
    return [Event(topic: topic, seq: seq, body: .postDeleted(id))] + (try waiting.map(bell))
  }

  /// Removes what others left on a post that is no more.
  func forgetWhatHangs(on post: PostID) throws {
    try run("DELETE FROM post_like WHERE post = ?", post)
    try run("UPDATE comment SET is_deleted = 1, text = '' WHERE post = ?", post)
    try run("DELETE FROM notification WHERE post = ?", post)
    try detach(fromPost: post)
  }

  /// Changes a post; only its author may.
  func edit(
    _ id: PostID, by user: UserID, _ edit: PostEdit, at time: Timestamp
  ) throws -> Outcome {
    guard let before = try post(id, for: user) else { return .refused(.noSuchPost) }
    guard try !isDisabled(user) else { return .refused(.accountClosed) }
    guard before.author.id == user else {
      return .refused(Refusal(.forbidden, "Only its author can change a post."))
    }
    let (text, audience) = (edit.text ?? before.text, edit.audience ?? before.audience)
    let media: [Media]
    switch try edit.media.map({ try self.media($0, of: user) }) {
    case .success(let found)?: media = found
    case .failure(let refusal)?: return .refused(refusal)
    case nil: media = before.media
    }
    guard !text.isBlank || !media.isEmpty else { return .refused(.emptyPost) }
    let isOtherText = !text.isSame(as: before.text)
    let isOther = isOtherText || media.map(\.id) != before.media.map(\.id)
    guard isOther || audience != before.audience else { return .unchanged(.post(before)) }
    try run(
      """
      UPDATE post SET text = ?2, audience = ?3, media = ?6,
        edited_at = CASE WHEN ?4 THEN ?5 ELSE edited_at END
      WHERE id = ?1
      """,
      id, text, audience.rawValue, isOther ? 1 as Int64 : 0, time, try media.asColumn())
    if isOtherText { try searchTakes(post: id, insteadOf: before.text) }
    try show(media, insteadOf: before.media, in: id)
    guard let after = try post(id, for: user) else { return .refused(.noSuchPost) }
    let rung = try notifyMentioned(in: text, by: after.author, about: id, at: time)
    let told = try tell(after, insteadOf: before)
    // Who may see it no more has less on their bell.
    let bells = audience == before.audience ? [] : try waiting(for: id).map(bell)
    return .done(.post(after), told + rung + bells)
  }

  private func show(_ media: [Media], insteadOf before: [Media], in post: PostID) throws {
    let known = before.map(\.id)
    try attach(media.filter { !known.contains($0.id) }, toPost: post)
    try detach(fromPost: post, butFor: media.map(\.id))
  }

  /// Tells of a post that looks otherwise to those who hear it.
  func tellEdited(_ id: PostID, by author: UserID) throws -> Event? {
    guard let post = try post(id, for: author) else { return nil }
    let topic = post.audience.topic(of: author)
    let shown = post.seenByNobody
    let seq = try append(.postEdited(id), to: topic)
    return Event(
      topic: topic, seq: seq, body: .postEdited(shown), hiddenFrom: try hidden(shown, in: topic))
  }

  /// Tells of a changed post where it is heard: another audience hears another topic.
  private func tell(_ after: Post, insteadOf before: Post) throws -> [Event] {
    let author = after.author.id
    let (old, new) = (before.audience.topic(of: author), after.audience.topic(of: author))
    let shown = after.seenByNobody
    if old == new { return try tellEdited(after.id, by: author).map { [$0] } ?? [] }
    let goneSeq = try append(.postDeleted(after.id), to: old)
    let seq = try append(.post(after.id), to: new)
    return [
      Event(topic: old, seq: goneSeq, body: .postDeleted(after.id)),
      Event(topic: new, seq: seq, body: .post(shown), hiddenFrom: try hidden(shown, in: new)),
    ]
  }

  /// Counts a like of a post that the user may see, once.
  func like(_ post: PostID, by user: UserID, at time: Timestamp) throws -> Outcome {
    let made = try run(Self.like, post, user, time)
    guard made == 1 else { return try likesAsTheyAre(post, user) }
    let outcome = try count(1, of: post, by: user)
    guard case .done(let answer, let events) = outcome, let actor = try self.user(user),
      let author: UserID = try first(
        "SELECT author FROM post WHERE id = ?", post, read: { try $0.id(0) })
    else { return outcome }
    return .done(answer, events + (try notify(author, .like, by: actor, about: post, at: time)))
  }

  /// `?1` post, `?2` who, `?3` when.
  private static let like = """
    INSERT INTO post_like (post, user, created_at)
    SELECT id, ?2, ?3 FROM post WHERE id = ?1 AND \(Sight.post(by: "?2"))
      AND NOT \(Sight.silent("?2"))
    ON CONFLICT (post, user) DO NOTHING
    """

  /// `?1` post, `?2` who.
  private static let unlike = """
    DELETE FROM post_like WHERE post = ?1 AND user = ?2 AND EXISTS (
      SELECT 1 FROM post WHERE id = ?1 AND \(Sight.post(by: "?2"))
        AND NOT \(Sight.silent("?2")))
    """

  /// Takes a like back, of a post that the user may see.
  func unlike(_ post: PostID, by user: UserID) throws -> Outcome {
    let removed = try run(Self.unlike, post, user)
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
    guard try !isDisabled(user) else { return .refused(.accountClosed) }
    return .unchanged(.likes(post.likes))
  }
}

extension Post {
  /// The same with nobody's like but the count: what all are told.
  fileprivate var seenByNobody: Post {
    Post(
      id: id, author: author, text: text, media: media, audience: audience,
      createdAt: createdAt, editedAt: editedAt,
      likes: Likes(LikeCount(count: likes.count, version: likes.version), mine: false),
      comments: comments, key: key)
  }
}
