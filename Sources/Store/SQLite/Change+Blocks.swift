import GRDB
import HubbubDomain

extension Database {
  /// Hides two people from each other, and ends what was between them.
  func block(_ user: User, _ id: UserID, at time: Timestamp) throws -> Outcome {
    guard user.id != id else { return .refused(.oneself) }
    guard let other = try visible(id, to: user.id) else { return .refused(.noSuchUser) }
    let before = try relation(of: user.id, to: id)
    guard before != .blocked else { return .unchanged(.relation(.blocked)) }
    if let refusal = try refusalOfBlock(by: user.id, at: time) { return .refused(refusal) }
    try run(
      "INSERT INTO block (blocker, blocked, created_at) VALUES (?, ?, ?)", user.id, id, time)
    var events = [try tellFriend(user.id, other, .blocked), try tell(id, of: user, before)]
    if before == .friends { events += try part(user.id, id) }
    try removeRequest(asked: id, asker: user.id)
    try removeRequest(asked: user.id, asker: id)
    events += try silenceBells(user.id, id) + closeDirect(user.id, id)
    return .done(.relation(.blocked), events)
  }

  /// Ends the conversation of two for both, as long as they are apart.
  private func closeDirect(_ one: UserID, _ other: UserID) throws -> [Event] {
    guard let id = try directConversation(of: Pair(one, other)) else { return [] }
    let closed = try run("UPDATE topic SET direct = 2 WHERE kind = 4 AND id = ? AND direct = 1", id)
    guard closed == 1 else { return [] }
    return try [one, other].map { user in
      let seq = try append(.parted(user), to: .conversation(id))
      return Event(topic: .conversation(id), seq: seq, body: .parted(user))
    }
  }

  /// Gives two people their conversation back, unless one still blocks the other.
  func reopenDirect(_ one: UserID, _ other: UserID) throws -> [Event] {
    guard let id = try directConversation(of: Pair(one, other)), try isApart(one, other) else {
      return []
    }
    let opened = try run("UPDATE topic SET direct = 1 WHERE kind = 4 AND id = ? AND direct = 2", id)
    guard opened == 1 else { return [] }
    let seq = try append(.conversation(id), to: .conversation(id))
    guard let seen = try conversation(id, for: .hub) else { return [] }
    let begun = Event(topic: .conversation(id), seq: seq, body: .conversation(seen))
    return [begun] + (try [one, other].map { try tellEntered(id, to: $0) })
  }

  /// Why somebody blocks nobody else now: each is told to two people's devices.
  private func refusalOfBlock(by user: UserID, at time: Timestamp) throws -> Refusal? {
    let count = try first("SELECT count(*) FROM block WHERE blocker = ?", user) { $0.int(0) } ?? 0
    guard count < Int64(Limits.blocks) else { return .tooManyBlocks }
    return try countAsk(by: user, at: time)
  }

  /// Tells who is blocked that something ended, or, where nothing was, no more
  /// than a number: what they hear is looked at again by that.
  private func tell(_ blocked: UserID, of blocker: User, _ before: Relation) throws -> Event {
    guard before == .none else { return try tellFriend(blocked, blocker, .none) }
    let seq = try append(.parted(blocker.id), to: .user(blocked))
    return Event(topic: .user(blocked), seq: seq, body: .parted(blocker.id))
  }

  /// Takes what each did off the other's bell.
  private func silenceBells(_ one: UserID, _ other: UserID) throws -> [Event] {
    var events: [Event] = []
    for (user, actor) in [(one, other), (other, one)] {
      let removed = try run("DELETE FROM notification WHERE user = ? AND actor = ?", user, actor)
      if removed > 0 { events.append(try bell(of: user)) }
    }
    return events
  }

  func unblock(_ user: User, _ id: UserID) throws -> Outcome {
    guard user.id != id else { return .refused(.oneself) }
    guard let other = try visible(id, to: user.id) else { return .refused(.noSuchUser) }
    let removed = try run("DELETE FROM block WHERE blocker = ? AND blocked = ?", user.id, id)
    guard removed == 1 else {
      return .unchanged(.relation(try relation(of: user.id, to: id)))
    }
    let told = try tellFriend(user.id, other, .none)
    return .done(.relation(.none), [told] + (try reopenDirect(user.id, id)))
  }

  /// Whom `user` blocks, and who blocks them: from these what they say publicly is hidden.
  func hidden(from user: UserID) throws -> Set<UserID> {
    Set(
      try all(
        """
        SELECT blocked FROM block WHERE blocker = ?1
        UNION SELECT blocker FROM block WHERE blocked = ?1
        """,
        user
      ) { try $0.id(0) })
  }
}
