import GRDB
import HubbubDomain

/// Erasing somebody who left for good, piece by piece.
extension Database {
  /// Erases some of what is left of somebody who went long enough ago: first
  /// who they were, then what they wrote and whom they knew.
  func erase(_ id: UserID, leftBefore time: Timestamp, rows: Int) throws -> Outcome {
    let found: (isBegun: Bool, picture: PictureID?)? = try first(
      "SELECT erased, picture FROM user WHERE id = ? AND deleted_at <= ? AND erased < 2", id, time
    ) { ($0.bool(0), $0.isNull(1) ? nil : try $0.id(1)) }
    guard let found else { return .unchanged(.nothing) }
    guard found.isBegun else {
      try forgetWho(id)
      // What a report shows goes with the report, which is the next that goes.
      let picture = try found.picture.flatMap { try isReported($0, of: id) ? nil : $0 }
      return .done(.erasing(picture), [])
    }
    let pieces = [
      eraseReports, erasePosts, eraseComments, eraseLikes, endFriendships, leaveRooms, forgetRest,
    ]
    for piece in pieces {
      if let events = try piece(id, Int64(rows)) { return .done(.erasing(nil), events) }
    }
    try run("UPDATE user SET erased = 2 WHERE id = ?", id)
    return .done(.nothing, [])
  }

  /// Takes a person's name, words and secrets; from here on nothing brings them back.
  private func forgetWho(_ id: UserID) throws {
    try run("INSERT INTO retired_username SELECT username FROM user WHERE id = ?", id)
    let before = try ownProfile(of: id)
    let nobody = User.erased(id)
    try run(
      """
      UPDATE user SET erased = 1, username = ?2, display_name = ?3, folded_name = ?4,
        password_hash = NULL, role = 'member', picture = NULL, bio = '', is_invisible = 0,
        messages_from = 'everyone', theme = 'system', language = 'system', motion = 'system',
        tells_reads = 1, silenced = '',
        active_at = 0, away_at = 0
      WHERE id = ?1
      """,
      id, nobody.username, nobody.displayName, nobody.displayName.lowercased())
    if let before { try searchTakes(person: id, insteadOf: PersonWords(before)) }
    _ = try removeFactor(id)
    try run("DELETE FROM friend_ask WHERE user = ?", id)
    try forgetInvites(of: id)
  }

  // MARK: - The pieces: nil where nothing of the kind is left

  /// Nobody is told: nobody has seen them since their author left.
  ///
  /// A post goes with all that hangs on it, which counts.
  private func erasePosts(of id: UserID, _ rows: Int64) throws -> [Event]? {
    let posts: [(id: PostID, rows: Int64, text: String)] = try all(
      """
      SELECT id, 1 + like_count + comment_count, text FROM post
      WHERE author = ? AND is_deleted <> 1 ORDER BY number LIMIT ?
      """,
      id, rows
    ) { (try $0.id(0), $0.int(1), $0.text(2)) }
    var left = rows
    for (post, rows, text) in posts where left > 0 {
      left -= rows
      try run(
        """
        UPDATE post SET is_deleted = 1, text = '', media = NULL, like_count = 0, comment_count = 0 WHERE id = ?
        """, post)
      try searchTakes(post: post, insteadOf: text)
      try forgetWhatHangs(on: post)
    }
    return posts.isEmpty ? nil : []
  }

  /// Whoever looks at the post is told, since its comments are one fewer.
  private func eraseComments(of id: UserID, _ rows: Int64) throws -> [Event]? {
    let comments: [(id: CommentID, post: PostID, seq: Int64)] = try all(
      """
      SELECT id, post, seq FROM comment WHERE author = ? AND is_deleted = 0
      ORDER BY key, post LIMIT ?
      """,
      id, rows
    ) { (try $0.id(0), try $0.id(1), $0.int(2)) }
    guard !comments.isEmpty else { return nil }
    return try comments.map { comment in
      try run("UPDATE comment SET is_deleted = 1, text = '' WHERE id = ?", comment.id)
      try run("UPDATE post SET comment_count = comment_count - 1 WHERE id = ?", comment.post)
      try forgetRinging(about: comment.post, by: id)
      let seq = try append(.commentDeleted(comment.id), to: .post(comment.post))
      return Event(
        topic: .post(comment.post), seq: seq,
        body: .commentDeleted(comment.id, of: comment.post, seq: comment.seq))
    }
  }

  private func eraseLikes(of id: UserID, _ rows: Int64) throws -> [Event]? {
    let posts: [PostID] = try all(
      "SELECT post FROM post_like WHERE user = ? ORDER BY post LIMIT ?", id, rows
    ) { try $0.id(0) }
    guard !posts.isEmpty else { return nil }
    return try posts.compactMap { post in
      try run("DELETE FROM post_like WHERE post = ? AND user = ?", post, id)
      try forgetRinging(about: post, by: id)
      let likes = try first(
        """
        UPDATE post SET like_count = like_count - 1, like_version = like_version + 1
        WHERE id = ? RETURNING like_count, like_version
        """,
        post
      ) { LikeCount(count: $0.int(0), version: $0.int(1)) }
      return likes.map { Event(topic: .post(post), seq: nil, body: .likes(post, $0)) }
    }
  }

  private func endFriendships(of id: UserID, _ rows: Int64) throws -> [Event]? {
    let friends: [UserID] = try all(
      "SELECT other FROM friend WHERE user = ? ORDER BY other LIMIT ?", id, rows
    ) { try $0.id(0) }
    guard !friends.isEmpty else { return nil }
    return try friends.flatMap { friend in
      try run("DELETE FROM notification WHERE user = ? AND actor = ?", friend, id)
      return [try tellFriend(friend, .erased(id), .none)] + (try part(id, friend))
    }
  }

  /// Their messages stay, in conversations of two they stay themselves.
  private func leaveRooms(of id: UserID, _ rows: Int64) throws -> [Event]? {
    let rooms: [ConversationID] = try all(
      """
      SELECT member.conversation FROM member
      JOIN conversation ON conversation.id = member.conversation
      WHERE member.user = ? AND kind <> 'direct' ORDER BY member.conversation LIMIT ?
      """,
      id, rows
    ) { try $0.id(0) }
    guard !rooms.isEmpty else { return nil }
    return try rooms.flatMap { room -> [Event] in
      guard case .done(_, let events) = try leave(room, .erased(id)) else { return [] }
      return events
    }
  }

  /// Requests, blocks and the bell; of these, others hear only that what two wrote is
  /// there again.
  private func forgetRest(of id: UserID, _ rows: Int64) throws -> [Event]? {
    let requests = try run(
      """
      DELETE FROM friend_request WHERE (asked, asker) IN (
        SELECT asked, asker FROM friend_request WHERE asked = ?1 OR asker = ?1
        ORDER BY asked, asker LIMIT ?2)
      """, id, rows)
    let blocks: [(UserID, UserID)] = try all(
      """
      SELECT blocker, blocked FROM block WHERE blocker = ?1 OR blocked = ?1
      ORDER BY blocker, blocked LIMIT ?2
      """, id, rows
    ) { (try $0.id(0), try $0.id(1)) }
    let reopened = try blocks.flatMap { blocker, blocked in
      try run("DELETE FROM block WHERE blocker = ? AND blocked = ?", blocker, blocked)
      return try reopenDirect(blocker, blocked)
    }
    let notifications = try run(
      """
      DELETE FROM notification WHERE user = ?1 AND seq IN (
        SELECT seq FROM notification WHERE user = ?1 ORDER BY seq LIMIT ?2)
      """, id, rows)
    return requests + blocks.count + notifications > 0 ? reopened : nil
  }

  /// Takes what somebody did about a post off every bell.
  private func forgetRinging(about post: PostID, by actor: UserID) throws {
    try run("DELETE FROM notification WHERE post = ? AND actor = ?", post, actor)
  }
}
