import GRDB
import HubbubDomain

extension Database {
  /// Asks somebody to be friends, or accepts what they asked.
  func befriend(_ user: User, _ id: UserID, at time: Timestamp) throws -> Outcome {
    guard let other = try visible(id, to: user.id) else { return .refused(.noSuchUser) }
    guard try !isDisabled(user.id) else { return .refused(.accountClosed) }
    switch try relation(of: user.id, to: id) {
    case .oneself: return .refused(.oneself)
    case .blocked: return .refused(.blockedByYou)
    case .friends: return .unchanged(.relation(.friends))
    case .requested: return .unchanged(.relation(.requested))
    case .incoming: return try becomeFriends(user, other, at: time)
    case .none: return try ask(user, other, at: time)
    }
  }

  private func ask(_ user: User, _ other: User, at time: Timestamp) throws -> Outcome {
    if let refusal = try countAsk(by: user.id, at: time) { return .refused(refusal) }
    try run(
      "INSERT INTO friend_request (asked, asker, created_at) VALUES (?, ?, ?)", other.id, user.id,
      time)
    var events = try tellFriends(user, .requested, other, .incoming)
    events += try notify(other.id, .friendRequest, by: user, at: time)
    return .done(.relation(.requested), events)
  }

  /// Counts a request or a block of today; a refusal when it is one too many.
  func countAsk(by user: UserID, at time: Timestamp) throws -> Refusal? {
    let dayLength: Int64 = 86_400_000
    let day = time.milliseconds / dayLength
    let counted = try run(
      """
      INSERT INTO friend_ask (user, day, count) VALUES (?1, ?2, 1) ON CONFLICT (user) DO UPDATE
      SET count = CASE day WHEN ?2 THEN count + 1 ELSE 1 END, day = ?2
      WHERE day <> ?2 OR count < ?3
      """,
      user, day, Int64(Limits.friendRequestsPerDay))
    if counted == 1 { return nil }
    return .tooManyRequests(rest: .milliseconds((day + 1) * dayLength - time.milliseconds))
  }

  /// Makes two people friends, where both have room for one more.
  func becomeFriends(_ user: User, _ other: User, at time: Timestamp) throws -> Outcome {
    for one in [user.id, other.id] where try hasAllFriends(one) {
      return .refused(one == user.id ? .tooManyFriends : .theirTooManyFriends)
    }
    try removeRequest(asked: user.id, asker: other.id)
    for (one, another) in [(user.id, other.id), (other.id, user.id)] {
      try run(
        "INSERT INTO friend (user, other, created_at) VALUES (?, ?, ?)", one, another, time)
    }
    var events = try tellFriends(user, .friends, other, .friends)
    events += try answered(requestOf: other.id, by: user.id)
    events += try notify(other.id, .friendAccepted, by: user, at: time)
    return .done(.relation(.friends), events)
  }

  private func hasAllFriends(_ user: UserID) throws -> Bool {
    let count = try first("SELECT count(*) FROM friend WHERE user = ?", user) { $0.int(0) } ?? 0
    return count >= Int64(Limits.friends)
  }

  /// Takes a request back, declines one, or ends a friendship.
  func unfriend(_ user: User, _ id: UserID) throws -> Outcome {
    guard let other = try visible(id, to: user.id) else { return .refused(.noSuchUser) }
    let relation = try relation(of: user.id, to: id)
    var events: [Event]
    switch relation {
    case .oneself: return .refused(.oneself)
    case .none, .blocked: return .unchanged(.relation(relation))
    case .friends: events = try part(user.id, id)
    case .requested: events = try takeBack(requestOf: user.id, to: id)
    case .incoming:
      try removeRequest(asked: user.id, asker: id)
      events = try answered(requestOf: id, by: user.id)
    }
    events = try tellFriends(user, .none, other, .none) + events
    return .done(.relation(.none), events)
  }

  // MARK: - What blocks do, too

  /// Ends a friendship; each hears the other's topic no more.
  func part(_ one: UserID, _ other: UserID) throws -> [Event] {
    try run(
      "DELETE FROM friend WHERE (user = ?1 AND other = ?2) OR (user = ?2 AND other = ?1)", one,
      other)
    return try [(one, other), (other, one)].map { person, listener in
      let topic = Topic.person(person)
      let seq = try append(.parted(listener), to: topic)
      return Event(topic: topic, seq: seq, body: .parted(listener))
    }
  }

  /// Forgets a request that its asker does not want any more, and what the bell told of it.
  func takeBack(requestOf asker: UserID, to asked: UserID) throws -> [Event] {
    try removeRequest(asked: asked, asker: asker)
    let removed = try run(
      "DELETE FROM notification WHERE user = ? AND kind = 'friend_request' AND actor = ?", asked,
      asker)
    return removed > 0 ? [try bell(of: asked)] : []
  }

  /// Marks what the bell told of a request as read: it is answered.
  private func answered(requestOf asker: UserID, by asked: UserID) throws -> [Event] {
    let marked = try run(
      """
      UPDATE notification SET is_read = 1
      WHERE user = ? AND kind = 'friend_request' AND actor = ? AND is_read = 0
      """,
      asked, asker)
    return marked > 0 ? [try bell(of: asked)] : []
  }

  func removeRequest(asked: UserID, asker: UserID) throws {
    try run("DELETE FROM friend_request WHERE asked = ? AND asker = ?", asked, asker)
  }

  /// Tells each of two how they stand to the other now.
  private func tellFriends(
    _ user: User, _ relation: Relation, _ other: User, _ theirRelation: Relation
  ) throws -> [Event] {
    [
      try tellFriend(user.id, other, relation),
      try tellFriend(other.id, user, theirRelation),
    ]
  }

  /// Tells somebody how they stand to another now.
  func tellFriend(_ id: UserID, _ other: User, _ relation: Relation) throws -> Event {
    let seq = try append(.friend(other.id), to: .user(id))
    return Event(topic: .user(id), seq: seq, body: .friend(other, relation))
  }
}

extension Refusal {
  /// One person can know only so many.
  static let tooManyFriends = Refusal(
    .forbidden, "You have \(Limits.friends) friends, which is as many as one can have.")
  static let tooManyBlocks = Refusal(
    .forbidden, "You block \(Limits.blocks) people, which is as many as one can.")
  static let theirTooManyFriends = Refusal(
    .forbidden, "They have \(Limits.friends) friends, which is as many as one can have.")

  static func tooManyRequests(rest: Duration) -> Refusal {
    Refusal(
      .rateLimited,
      "Nobody can ask or block more than \(Limits.friendRequestsPerDay) people a day.",
      retryAfter: rest)
  }
}
