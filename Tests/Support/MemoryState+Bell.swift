import HubbubDomain
import HubbubStore

/// The bell.
extension MemoryState {
  mutating func ring(
    _ user: UserID, _ kind: NotificationKind, by actor: User, _ post: PostID?,
    in place: Notification.Place? = nil, at time: Timestamp
  ) -> [Event] {
    guard user != actor.id, isApart(user, actor.id),
      people[user]?.settings.silenced.contains(kind) != true
    else { return [] }
    let isRung = bells[user, default: []].contains {
      $0.kind == kind && (kind == .like || kind == .mention) && $0.actor == actor.id
        && $0.post == post && $0.place == place
    }
    guard !isRung else { return [] }
    let seq = append(.notification(actor.id), to: .user(user))
    bells[user, default: []].append(
      BellEntry(seq: seq, kind: kind, actor: actor.id, post: post, place: place, at: time))
    let isFull = bells[user, default: []].count > Limits.bellRows
    bells[user] = bells[user]?.suffix(Limits.bellRows)
    let shown = Notification(
      seq: seq, kind: kind, actor: actor, post: post, place: place, createdAt: time,
      isRead: false)
    let told = Event(topic: .user(user), seq: seq, body: .notification(shown))
    return isFull ? [told, bell(of: user)] : [told]
  }

  mutating func ringMentioned(
    in text: String, by actor: User, _ post: PostID, passing passed: Set<UserID>,
    at time: Timestamp
  ) -> [Event] {
    Mentions.usernames(in: text).flatMap { name -> [Event] in
      guard let id = accounts.values.first(where: { $0.user.username == name })?.user.id,
        !isGone(id), !passed.contains(id), self.post(post, for: id) != nil
      else { return [] }
      return ring(id, .mention, by: actor, post, at: time)
    }
  }

  mutating func ring(for message: Message) -> [Event] {
    guard let room = rooms[message.conversation], room.kind == .direct else {
      return ringMentioned(in: message, at: message.createdAt)
    }
    guard let other = room.pair.first(where: { $0 != message.author.id }) else { return [] }
    let own = bells[other, default: []].filter {
      $0.kind == .message && $0.place?.conversation == message.conversation
    }
    guard own.allSatisfy(\.isRead) else { return [] }
    bells[other]?.removeAll {
      $0.kind == .message && $0.place?.conversation == message.conversation
    }
    return ring(
      other, .message, by: message.author, nil,
      in: .init(message.conversation, seq: message.seq), at: message.createdAt)
  }

  mutating func ringMentioned(in message: Message, at time: Timestamp) -> [Event] {
    mentioned(in: message).flatMap {
      ring(
        $0, .mention, by: message.author, nil,
        in: .init(message.conversation, seq: message.seq), at: time)
    }
  }

  mutating func unringMentioned(in message: Message, butNotIn text: String) -> [Event] {
    let place = Notification.Place(message.conversation, seq: message.seq)
    return mentioned(in: message, passing: Mentions.usernames(in: text)).flatMap { user in
      forget(of: user) { $0.kind == .mention && $0.place == place }
    }
  }

  mutating func unringWritten(_ message: Message) -> [Event] {
    guard let room = rooms[message.conversation], room.kind == .direct, !room.isClosed,
      let other = room.pair.first(where: { $0 != message.author.id }),
      let place = bells[other]?.firstIndex(where: {
        $0.kind == .message && $0.place == .init(message.conversation, seq: message.seq)
      })
    else { return [] }
    let next = room.messages.first {
      $0.seq > message.seq && $0.new.author.id == message.author.id && !$0.isDeleted
    }
    if let next, bells[other]?[place].isRead == false {
      bells[other]?[place].place = .init(message.conversation, seq: next.seq)
      return []
    }
    bells[other]?.remove(at: place)
    return [bell(of: other)]
  }

  func mentioned(in message: Message, passing passed: [String] = []) -> [UserID] {
    guard let room = rooms[message.conversation], room.kind != .direct else { return [] }
    let named = Mentions.usernames(in: message.text).filter { !passed.contains($0) }
    return named.compactMap { name in
      let user = accounts.values.first { $0.user.username == name }?.user.id
      return user.flatMap { isGone($0) || room.members[$0] == nil ? nil : $0 }
    }
  }

  mutating func clearBell(
    of user: UserID, in id: ConversationID, upTo seq: Int64
  ) -> [Event] {
    var isNew = false
    bells[user] = bells[user, default: []].map { entry in
      var entry = entry
      if entry.place?.conversation == id, entry.place?.seq ?? 0 <= seq, !entry.isRead {
        (entry.isRead, isNew) = (true, true)
      }
      return entry
    }
    return isNew ? [bell(of: user)] : []
  }

  mutating func readBell(of user: UserID, upTo seq: Int64) -> Outcome {
    let entries = bells[user, default: []]
    let isNew = entries.contains { $0.seq <= seq && !$0.isRead }
    bells[user] = entries.map { entry in
      var entry = entry
      if entry.seq <= seq { entry.isRead = true }
      return entry
    }
    guard isNew else { return .unchanged(.notifications(unread: unread(of: user))) }
    return .done(.notifications(unread: unread(of: user)), [bell(of: user)])
  }

  mutating func markAnswered(_ asker: UserID, by asked: UserID) -> [Event] {
    var isNew = false
    bells[asked] = bells[asked, default: []].map { entry in
      var entry = entry
      if entry.kind == .friendRequest, entry.actor == asker, !entry.isRead {
        (entry.isRead, isNew) = (true, true)
      }
      return entry
    }
    return isNew ? [bell(of: asked)] : []
  }

  mutating func forget(of user: UserID, _ isGone: (BellEntry) -> Bool) -> [Event] {
    let left = bells[user, default: []].filter { !isGone($0) }
    let isChanged = left.count < bells[user, default: []].count
    bells[user] = left
    return isChanged ? [bell(of: user)] : []
  }

  func waiting(for post: PostID) -> [UserID] {
    bells.filter { $0.value.contains { $0.post == post && !$0.isRead } }.keys.sorted()
  }

  func bell(of user: UserID) -> Event {
    Event(topic: .user(user), seq: nil, body: .notifications(unread: unread(of: user)))
  }

  func shown(of user: UserID) -> [BellEntry] {
    bells[user, default: []].filter { entry in
      !isGone(entry.actor) && (entry.post.map { post($0, for: user) != nil } ?? true)
        && entry.place.map { isPresent(user, in: $0.conversation) } ?? true
    }
  }

  func unread(of user: UserID) -> Int64 { Int64(shown(of: user).count { !$0.isRead }) }

  func notification(_ entry: BellEntry) -> Notification? {
    user(entry.actor).map {
      Notification(
        seq: entry.seq, kind: entry.kind, actor: $0, post: entry.post, place: entry.place,
        createdAt: entry.at, isRead: entry.isRead)
    }
  }
}
