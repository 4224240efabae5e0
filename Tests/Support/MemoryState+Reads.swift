import HubbubDomain
import HubbubStore

extension MemoryState {
  func extent(of topic: Topic) -> Extent { Extent(floor: 0, head: head(of: topic)) }

  func events(of topic: Topic, after: Int64, limit: Int, as reader: UserID) -> [Event] {
    let isHeard = mayHear(topic, reader)
    return (logs[topic] ?? []).enumerated()
      .dropFirst(Int(clamping: max(0, after)))
      .prefix(max(0, limit))
      .map { index, entry in
        let body = isHeard ? body(of: entry, for: reader) : nil
        return Event(topic: topic, seq: Int64(index + 1), body: body ?? .skip)
      }
  }

  /// What an entry says today; nil when it is no more, or not for this reader.
  private func body(of entry: Entry, for reader: UserID) -> Event.Body? {
    switch entry {
    case .message(let message): .message(message)
    case .member(let id, let role, let change):
      user(id).map { .member(Member(user: $0, role: role), change) }
    case .conversation(let id): conversation(id, for: reader).map(Event.Body.conversation)
    case .post(let id): post(id, for: reader).map(Event.Body.post)
    case .postDeleted(let id): .postDeleted(id)
    }
  }

  func mayHear(_ topic: Topic, _ user: UserID) -> Bool {
    switch topic {
    case .user(let id), .person(let id): id == user
    case .feed: true
    case .stats: false
    case .conversation(let id):
      user == .hub ? rooms[id] != nil : rooms[id]?.members[user] != nil
    case .post(let id):
      user == .hub ? posts[id].map { !$0.isDeleted } ?? false : post(id, for: user) != nil
    }
  }

  func conversation(_ id: ConversationID, for reader: UserID) -> Conversation? {
    guard let room = rooms[id] else { return nil }
    let listed = room.members.sorted { $0.key < $1.key }.prefix(Limits.listedMembers)
      .compactMap { id, place in user(id).map { Member(user: $0, role: place.role) } }
    let place = room.members[reader]
    let head = head(of: .conversation(id))
    let count = Int64(room.messages.count)
    return Conversation(
      id: id, kind: .room, title: room.new.title, memberCount: Int64(room.members.count),
      members: listed, lastSeq: head, readSeq: place?.readSeq ?? head, messages: count,
      readNumber: place?.readNumber ?? count,
      lastMessage: place == nil ? nil : room.messages.last)
  }

  /// The most recently written first; of two written at one moment, the newer room.
  func conversations(of reader: UserID) -> [Conversation] {
    rooms.values.filter { $0.members[reader] != nil }
      .sorted { ($0.writtenAt, $0.number) > ($1.writtenAt, $1.number) }
      .compactMap { conversation($0.new.id, for: reader) }
  }

  func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) -> Page<Conversation, ConversationID> {
    var end = Int.max
    if let before {
      guard let room = rooms[before] else { return Page(items: [], next: nil) }
      end = room.number
    }
    let found = rooms.values.filter { $0.number < end && $0.matches(query) }
      .sorted { $0.number > $1.number }
    let items = found.prefix(limit).compactMap { conversation($0.new.id, for: reader) }
    return Page(items: items, next: found.count > limit ? items.last?.id : nil)
  }

  func messages(of id: ConversationID, _ range: MessageRange, limit: Int) -> MessagePage {
    let all = rooms[id]?.messages ?? []
    switch range {
    case .latest:
      return MessagePage(items: all.suffix(limit), hasMore: all.count > limit)
    case .before(let seq):
      let older = all.filter { $0.seq < seq }
      return MessagePage(items: older.suffix(limit), hasMore: older.count > limit)
    case .after(let seq):
      let newer = all.filter { $0.seq > seq }
      return MessagePage(items: Array(newer.prefix(limit)), hasMore: newer.count > limit)
    }
  }
}

extension MemoryState.Room {
  fileprivate var writtenAt: Timestamp { messages.last?.createdAt ?? new.createdAt }

  fileprivate func matches(_ query: String) -> Bool {
    query.isEmpty || new.title.lowercased().contains(query.lowercased())
  }
}
