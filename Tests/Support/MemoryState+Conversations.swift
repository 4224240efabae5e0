import HubbubDomain
import HubbubStore

extension MemoryState {
  /// A conversation and who is in it.
  struct Room {
    let id: ConversationID
    let kind: ConversationKind
    var title: String?
    let createdAt: Timestamp
    let number: Int
    /// Who opened it, of two.
    var opener: UserID?
    /// Whether the two are apart.
    var isClosed = false
    var members: [UserID: Membership] = [:]
    var messages: [Said] = []

    var pair: Set<UserID> { Set(members.keys) }
  }

  /// Somebody's place in a conversation.
  struct Membership {
    var role: MemberRole
    var mark = ReadMark(seq: 0, number: 0)
  }

  /// A message and what became of it.
  struct Said {
    let new: NewMessage
    let seq: Int64
    let number: Int64
    var text: String
    var media: [MediaID] = []
    var editedAt: Timestamp?
    var isDeleted = false
    /// In the order first given, each with who gave it.
    var reactions: [(emoji: String, givers: Set<UserID>)] = []
  }

  // MARK: - Opening

  mutating func open(_ new: NewConversation) throws -> Outcome {
    guard !isDisabled(new.owner.id) else { return .refused(.accountClosed) }
    for member in new.members {
      guard let refusal = refusalToAdd(member, by: new.owner.id) else { continue }
      return .refused(refusal.about("members", user(member)?.username ?? "Somebody"))
    }
    let everybody = [new.owner.id] + new.members
    guard rooms[new.id] == nil, accounts[new.owner.id] != nil,
      Set(everybody).count == everybody.count
    else { throw Fault() }
    var room = Room(
      id: new.id, kind: new.kind, title: new.title, createdAt: new.createdAt, number: rooms.count)
    for member in new.members { room.members[member] = Membership(role: .member) }
    room.members[new.owner.id] = Membership(role: .owner)
    rooms[new.id] = room
    guard case .done(let answer, let events) = try begin(new.id, told: everybody) else {
      throw Fault()
    }
    let rung = new.members.flatMap {
      ring($0, .groupAdded, by: new.owner, nil, in: .init(new.id, seq: nil), at: new.createdAt)
    }
    return .done(answer, events + rung)
  }

  mutating func open(_ new: NewDirect) throws -> Outcome {
    let (one, other) = (new.opener.id, new.other)
    guard one != other else { return .refused(.notToOneself) }
    guard visible(other, to: one) != nil else { return .refused(.noSuchUser.about("with")) }
    guard !isDisabled(one) else { return .refused(.accountClosed) }
    guard isApart(one, other) else { return .refused(.blockedByYou) }
    if let there = direct(one, other) {
      guard let seen = conversation(there, for: one) else {
        return .refused(.noSuchConversation)
      }
      return .unchanged(.conversation(seen))
    }
    if let refusal = refusalToAdd(other, by: one) { return .refused(refusal) }
    guard rooms[new.id] == nil, accounts[one] != nil else { throw Fault() }
    rooms[new.id] = Room(
      id: new.id, kind: .direct, createdAt: new.createdAt, number: rooms.count, opener: one,
      members: [one: Membership(role: .member), other: Membership(role: .member)])
    return try begin(new.id, told: [one, other])
  }

  private mutating func begin(_ id: ConversationID, told members: [UserID]) throws -> Outcome {
    let seq = append(.conversation(id), to: .conversation(id))
    let told = try members.map { try tellEntered(id, to: $0) }
    guard let first = members.first, let seen = conversation(id, for: first) else {
      throw Fault()
    }
    let begun = Event(
      topic: .conversation(id), seq: seq, body: .conversation(conversationToldToAll(id)))
    return .done(.conversation(seen), [begun] + told)
  }

  mutating func tellEntered(_ id: ConversationID, to user: UserID) throws -> Event {
    let seq = append(.conversation(id), to: .user(user))
    guard let seen = conversation(id, for: user) else { throw Fault() }
    return Event(topic: .user(user), seq: seq, body: .conversation(seen))
  }

  func direct(_ one: UserID, _ other: UserID) -> ConversationID? {
    rooms.values.first { $0.kind == .direct && $0.pair == [one, other] }?.id
  }

  func refusalToAdd(_ id: UserID, by user: UserID) -> Refusal? {
    guard visible(id, to: user) != nil else { return .noSuchUser }
    guard isApart(id, user) else { return .blockedByYou }
    return takesMessages(id, from: user) ? nil : .friendsOnly
  }

  func takesMessages(_ id: UserID, from user: UserID) -> Bool {
    people[id]?.settings.messagesFrom == .everyone || friends.contains(Pair(id, user))
  }

  // MARK: - Two who are apart, and not any more

  mutating func closeDirect(_ one: UserID, _ other: UserID) -> [Event] {
    guard let id = direct(one, other), rooms[id]?.isClosed == false else { return [] }
    rooms[id]?.isClosed = true
    return [one, other].map { user in
      let seq = append(.parted(user), to: .conversation(id))
      return Event(topic: .conversation(id), seq: seq, body: .parted(user))
    }
  }

  mutating func reopenDirect(_ one: UserID, _ other: UserID) throws -> [Event] {
    guard let id = direct(one, other), isApart(one, other), rooms[id]?.isClosed == true else {
      return []
    }
    rooms[id]?.isClosed = false
    let seq = append(.conversation(id), to: .conversation(id))
    let begun = Event(
      topic: .conversation(id), seq: seq, body: .conversation(conversationToldToAll(id)))
    return [begun] + (try [one, other].map { try tellEntered(id, to: $0) })
  }

  // MARK: - Reads

  /// Whether somebody may hear and do something in a conversation.
  func isPresent(_ user: UserID, in id: ConversationID) -> Bool {
    rooms[id]?.members[user] != nil && rooms[id]?.isClosed == false
  }

  func conversationToldToAll(_ id: ConversationID) -> Conversation {
    guard let told = conversation(id, for: .hub) else {
      preconditionFailure("the hub sees every conversation")
    }
    return told
  }

  func conversation(_ id: ConversationID, for reader: UserID) -> Conversation? {
    guard let room = rooms[id] else { return nil }
    guard reader == .hub || room.kind == .room || isPresent(reader, in: id) else { return nil }
    let place = room.members[reader]
    let (head, count) = (head(of: .conversation(id)), Int64(room.messages.count))
    let mark = place?.mark ?? ReadMark(seq: head, number: count)
    return Conversation(
      id: id, kind: room.kind, title: room.title, memberCount: Int64(room.members.count),
      members: Array(members(of: id).prefix(Limits.listedMembers)), lastSeq: head,
      messages: count, mark: reader == .hub ? nil : mark, role: place?.role,
      lastMessage: place == nil ? nil : room.messages.last.map { message($0, for: .hub) })
  }

  func members(of id: ConversationID) -> [Member] {
    let members = rooms[id]?.members.sorted { $0.key < $1.key } ?? []
    return members.compactMap { id, place in user(id).map { Member(user: $0, role: place.role) } }
  }

  /// The most recently written first; of two written at one moment, the newer one.
  func conversations(of reader: UserID) -> [Conversation] {
    rooms.values.filter { isPresent(reader, in: $0.id) }
      .sorted { ($0.writtenAt, $0.number) > ($1.writtenAt, $1.number) }
      .compactMap { conversation($0.id, for: reader) }
  }

  func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) -> Page<Conversation, ConversationID> {
    var end = Int.max
    if let before {
      guard let room = rooms[before] else { return Page(items: [], next: nil) }
      end = room.number
    }
    let found = rooms.values.filter { $0.kind == .room && $0.number < end && $0.matches(query) }
      .sorted { $0.number > $1.number }
    let items = found.prefix(limit).compactMap { conversation($0.id, for: reader) }
    return Page(items: items, next: found.count > limit ? items.last?.id : nil)
  }

  func unread(of user: UserID, in id: ConversationID) -> UnreadCount? {
    guard isPresent(user, in: id), let room = rooms[id], let place = room.members[user] else {
      return nil
    }
    return UnreadCount(
      conversation: id, messages: Int64(room.messages.count), mark: place.mark)
  }

  func reads(of id: ConversationID, for reader: UserID) -> [UserID: Int64] {
    guard isPresent(reader, in: id), let room = rooms[id], room.kind != .room,
      room.members.count <= Int(Limits.tellingMembers)
    else { return [:] }
    return room.members.filter { people[$0.key]?.settings.tellsReads == true }
      .mapValues(\.mark.seq)
  }
}

extension MemoryState.Room {
  fileprivate var writtenAt: Timestamp { messages.last?.new.createdAt ?? createdAt }

  fileprivate func matches(_ query: String) -> Bool {
    query.isEmpty || (title ?? "").lowercased().contains(query.lowercased())
  }
}
