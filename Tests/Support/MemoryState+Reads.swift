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
        let seq = Int64(index + 1)
        let body = (isHeard ? body(of: entry, seq, in: topic, for: reader) : nil) ?? .skip
        return Event(
          topic: topic, seq: seq, body: body,
          hiddenFrom: reader == .hub ? hidden(body, in: topic) : [])
      }
  }

  private func hidden(_ body: Event.Body, in topic: Topic) -> Set<UserID> {
    switch body {
    case .post(let post), .postEdited(let post): hidden(post, in: topic)
    case .comment(let comment): hidden(from: comment.author.id)
    default: []
    }
  }

  private func post(_ id: PostID, toldOn topic: Topic, to reader: UserID) -> Post? {
    post(id, for: reader).flatMap { $0.audience.topic(of: $0.author.id) == topic ? $0 : nil }
  }

  /// What an entry says today; nil when it is no more, or not for this reader.
  private func body(
    of entry: Entry, _ seq: Int64, in topic: Topic, for reader: UserID
  ) -> Event.Body? {
    switch entry {
    case .message(let message): .message(renamed(message))
    case .member(let id, let role, let change):
      user(id).map { .member(Member(user: $0, role: role), change) }
    case .conversation(let id): conversation(id, for: reader).map(Event.Body.conversation)
    case .post(let id): post(id, toldOn: topic, to: reader).map(Event.Body.post)
    case .postEdited(let id): post(id, toldOn: topic, to: reader).map(Event.Body.postEdited)
    case .postDeleted(let id): .postDeleted(id)
    case .comment(let id): comment(id, for: reader).map(Event.Body.comment)
    case .commentDeleted(let id):
      place(of: id).map { .commentDeleted(id, of: $0.new.post, seq: $0.seq) }
    case .friend(let id):
      unhidden(id).map { user in
        let relation = relation(of: reader, to: id)
        let isHidden = relation == .none && !isApart(reader, id)
        return .friend(isHidden ? user.bare : user, relation)
      }
    case .parted(let id): .parted(id)
    case .notification:
      shown(of: reader).first { $0.seq == seq }.flatMap(notification)
        .map(Event.Body.notification)
    }
  }

  func mayHear(_ topic: Topic, _ user: UserID) -> Bool {
    switch topic {
    case .user(let id): id == user
    case .person(let id): id == user || friends.contains(Pair(user, id))
    case .feed: true
    case .stats: false
    case .conversation(let id):
      user == .hub ? rooms[id] != nil : rooms[id]?.members[user] != nil
    case .post(let id):
      user == .hub
        ? posts[id].map { !$0.isDeleted && !isGone($0.new.author.id) } ?? false
        : post(id, for: user) != nil
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
      lastMessage: place == nil ? nil : room.messages.last.map(renamed))
  }

  /// A message by its author as they are called now.
  private func renamed(_ message: Message) -> Message {
    Message(
      id: message.id, conversation: message.conversation, seq: message.seq,
      number: message.number, author: user(message.author.id) ?? message.author,
      text: message.text, createdAt: message.createdAt, key: message.key)
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
    let all = (rooms[id]?.messages ?? []).map(renamed)
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
