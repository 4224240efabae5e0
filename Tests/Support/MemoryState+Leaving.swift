import HubbubDomain

extension MemoryState {
  /// What becomes of somebody who has left.
  enum Stage { case mayReturn, erasing, erased }

  /// Somebody who has left.
  struct Leaver {
    let at: Timestamp
    var stage = Stage.mayReturn
  }

  func isGone(_ user: UserID) -> Bool { leavers[user] != nil }

  /// A user, unless they left and may come back.
  func unhidden(_ id: UserID) -> User? { leavers[id]?.stage == .mayReturn ? nil : user(id) }

  func mayLogIn(_ user: UserID, at time: Timestamp) -> Bool {
    guard let account = accounts[user], !account.isDisabled else { return false }
    guard let leaver = leavers[user] else { return true }
    return leaver.stage == .mayReturn && time < leaver.at + Limits.returnPeriod
  }

  func leavers(before time: Timestamp) -> [UserID] {
    leavers.filter { $0.value.at <= time && $0.value.stage != .erased }
      .sorted { ($0.value.at, $0.key) < ($1.value.at, $1.key) }.map(\.key)
  }

  mutating func leaveHubbub(
    _ user: UserID, provedBy hash: String?, at time: Timestamp
  ) -> Outcome {
    guard let account = accounts[user] else { return .refused(.noSuchUser) }
    guard !isDisabled(user) else { return .refused(.accountClosed) }
    guard hash == nil || hash == account.passwordHash else {
      return .refused(.passwordChangedMeanwhile)
    }
    let others = accounts.values.filter { $0.user.id != user && $0.role == .admin }
    guard account.role != .admin || others.contains(where: { !isDisabled($0.user.id) }) else {
      return .refused(.lastAdmin)
    }
    leavers[user] = Leaver(at: time)
    accounts[user] = account.gone(at: time)
    let ended = sessions.values.filter { $0.user == user }.map(\.id)
    for id in ended { _ = end(id) }
    return .done(.ended(ended.sorted()), [])
  }

  mutating func comeBack(_ user: UserID) {
    guard let account = accounts[user], leavers.removeValue(forKey: user) != nil else { return }
    accounts[user] = account.gone(at: nil)
  }

  mutating func erase(_ id: UserID, leftBefore time: Timestamp, rows: Int) throws -> Outcome {
    guard let leaver = leavers[id], leaver.at <= time, leaver.stage != .erased else {
      return .unchanged(.nothing)
    }
    guard leaver.stage == .erasing else { return forgetWho(id, leftAt: leaver.at) }
    let events =
      try eraseReports(of: id, rows) ?? erasePosts(of: id, rows) ?? eraseComments(of: id, rows)
      ?? eraseLikes(of: id, rows)
      ?? endFriendships(of: id, rows) ?? leaveRooms(of: id, rows) ?? forgetRest(of: id, rows)
    if let events { return .done(.erasing(nil), events) }
    leavers[id]?.stage = .erased
    return .done(.nothing, [])
  }

  private mutating func forgetWho(_ id: UserID, leftAt time: Timestamp) -> Outcome {
    guard let user = user(id), let person = people[id] else { return .failed }
    retiredNames.insert(user.username)
    accounts[id] = Account(
      user: .erased(id), passwordHash: nil, role: .member,
      isDisabled: accounts[id]?.isDisabled ?? false, leftAt: time)
    people[id] = Person(createdAt: person.createdAt)
    _ = removeFactor(id)
    invites = invites.filter { $0.value.new.inviter != id }
    leavers[id]?.stage = .erasing
    return .done(.erasing(unreported(user.picture, of: id)), [])
  }

  private mutating func erasePosts(of id: UserID, _ rows: Int) -> [Event]? {
    let some = posts.values.filter { $0.new.author.id == id && !$0.isDeleted }
      .sorted { $0.number < $1.number }.prefix(rows)
    var left = rows
    for post in some where left > 0 {
      left -= 1 + Int(post.likes.count) + post.comments.count { !$0.isDeleted }
      posts[post.new.id]?.isDeleted = true
      posts[post.new.id]?.media = []
      forgetUnshown(post.media)
      for owner in bells.keys { bells[owner]?.removeAll { $0.post == post.new.id } }
    }
    return some.isEmpty ? nil : []
  }

  private mutating func eraseComments(of id: UserID, _ rows: Int) -> [Event]? {
    let some = posts.values.filter { !$0.isDeleted }.flatMap(\.comments)
      .filter { $0.new.author.id == id && !$0.isDeleted }
      .sorted { ($0.new.key, $0.new.post) < ($1.new.key, $1.new.post) }.prefix(rows)
    guard !some.isEmpty else { return nil }
    return some.map { comment in
      let post = comment.new.post
      forgetRinging(about: post, by: id)
      let place = posts[post]?.comments.firstIndex { $0.seq == comment.seq }
      if let place { posts[post]?.comments[place].isDeleted = true }
      let seq = append(.commentDeleted(comment.new.id), to: .post(post))
      return Event(
        topic: .post(post), seq: seq,
        body: .commentDeleted(comment.new.id, of: post, seq: comment.seq))
    }
  }

  private mutating func eraseLikes(of id: UserID, _ rows: Int) -> [Event]? {
    let some = posts.values.filter { !$0.isDeleted && $0.likers.contains(id) }
      .sorted { $0.new.id < $1.new.id }.prefix(rows)
    guard !some.isEmpty else { return nil }
    return some.map { post in
      let likes = LikeCount(count: post.likes.count - 1, version: post.likes.version + 1)
      forgetRinging(about: post.new.id, by: id)
      posts[post.new.id]?.likers.remove(id)
      posts[post.new.id]?.likedAt[id] = nil
      posts[post.new.id]?.likes = likes
      return Event(topic: .post(post.new.id), seq: nil, body: .likes(post.new.id, likes))
    }
  }

  private mutating func forgetRinging(about post: PostID, by actor: UserID) {
    for owner in bells.keys { bells[owner]?.removeAll { $0.post == post && $0.actor == actor } }
  }

  private mutating func endFriendships(of id: UserID, _ rows: Int) -> [Event]? {
    let some = friends.filter { $0.from == id }.map(\.to).sorted().prefix(rows)
    guard !some.isEmpty else { return nil }
    return some.flatMap { friend in
      bells[friend]?.removeAll { $0.actor == id }
      return [tell(friend, .erased(id), .none)] + part(id, friend)
    }
  }

  private mutating func leaveRooms(of id: UserID, _ rows: Int) -> [Event]? {
    let some = rooms.values.filter { $0.members[id] != nil && $0.kind != .direct }.map(\.id)
      .sorted().prefix(rows)
    guard !some.isEmpty else { return nil }
    return some.flatMap { room -> [Event] in
      if case .done(_, let events) = leave(room, .erased(id)) { events } else { [] }
    }
  }

  private mutating func forgetRest(of id: UserID, _ rows: Int) throws -> [Event]? {
    let asked = requests.keys.filter { $0.from == id || $0.to == id }
      .sorted { ($0.to, $0.from) < ($1.to, $1.from) }.prefix(rows)
    for pair in asked { requests[pair] = nil }
    let blocked = blocks.filter { $0.from == id || $0.to == id }
      .sorted { ($0.from, $0.to) < ($1.from, $1.to) }.prefix(rows)
    let reopened = try blocked.flatMap { pair in
      blocks.remove(pair)
      return try reopenDirect(pair.from, pair.to)
    }
    let rung = bells[id, default: []].prefix(rows).count
    bells[id]?.removeFirst(rung)
    return asked.count + blocked.count + rung > 0 ? reopened : nil
  }
}

extension Account {
  fileprivate func gone(at time: Timestamp?) -> Account {
    Account(
      user: user, passwordHash: passwordHash, role: role, isDisabled: isDisabled, leftAt: time)
  }
}
