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
    case .message(let number): said(number, in: topic, for: reader).map(Event.Body.message)
    case .messageEdited(let seq):
      said(at: seq, in: topic, for: reader).map { .messageEdited($0, nil) }
    case .messageDeleted(let seq):
      said(at: seq, in: topic, for: reader).map(Event.Body.messageDeleted)
    case .member(let id, let role, let change):
      user(id).map { .member(Member(user: $0, role: role), change) }
    case .conversation(let id):
      conversation(id, for: reader).map {
        .conversation(topic == .conversation(id) ? $0.toldToAll : $0)
      }
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

  private func said(_ number: Int64, in topic: Topic, for reader: UserID) -> Message? {
    guard case .conversation(let id) = topic, let room = rooms[id] else { return nil }
    return message(room.messages[Int(number) - 1], for: reader)
  }

  private func said(at seq: Int64, in topic: Topic, for reader: UserID) -> Message? {
    guard case .conversation(let id) = topic else { return nil }
    return said(at: MessagePlace(id, seq)).map { message($0, for: reader) }
  }

  func mayHear(_ topic: Topic, _ user: UserID) -> Bool {
    switch topic {
    case .user(let id): id == user
    case .person(let id): id == user || friends.contains(Pair(user, id))
    case .feed: true
    case .stats: false
    case .conversation(let id):
      user == .hub ? rooms[id] != nil : isPresent(user, in: id)
    case .post(let id):
      user == .hub
        ? posts[id].map { !$0.isDeleted && !isGone($0.new.author.id) } ?? false
        : post(id, for: user) != nil
    }
  }
}
