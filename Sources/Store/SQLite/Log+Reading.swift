import GRDB
import HubbubDomain

extension Database {
  /// A topic's extent.
  func extent(of topic: Topic) throws -> Extent {
    let key = TopicKey(topic)
    let extent = try first(
      "SELECT floor, head FROM topic WHERE kind = ? AND id = ?", key.kind, key.id
    ) { Extent(floor: $0.int(0), head: $0.int(1)) }
    return extent ?? Extent(floor: 0, head: 0)
  }

  func extents(of topics: [Topic]) throws -> [Topic: Extent] {
    var extents: [Topic: Extent] = [:]
    for topic in topics { extents[topic] = try extent(of: topic) }
    return extents
  }

  /// The events after `after`, each number once: what is no more or not for
  /// `reader` is a skip.
  func events(
    of topic: Topic, after: Int64, limit: Int, as reader: UserID
  ) throws -> [Event] {
    let after = max(0, after)
    let head = try extent(of: topic).head
    guard limit > 0, after < head else { return [] }
    let last = after + min(head - after, Int64(limit))
    var bodies: [Int64: Event.Body] = [:]
    if try mayHear(topic, reader) {
      bodies = try logged(topic, after: after, upTo: last, as: reader)
      if case .conversation(let id) = topic {
        for message in try messages(of: id, after: after, upTo: last, for: reader) {
          bodies[message.seq] = .message(message)
        }
      }
    }
    return try (after + 1...last).map { seq in
      let body = bodies[seq] ?? .skip
      return Event(
        topic: topic, seq: seq, body: body,
        hiddenFrom: reader == .hub ? try hidden(body, in: topic) : [])
    }
  }

  /// Who is not to see what the hub reads for everybody.
  private func hidden(_ body: Event.Body, in topic: Topic) throws -> Set<UserID> {
    switch body {
    case .post(let post), .postEdited(let post): try hidden(post, in: topic)
    case .comment(let comment): try hidden(from: comment.author.id)
    default: []
    }
  }

  /// What a user's socket hears, each with its extent, and who of their friends
  /// was there last when.
  func hearing(of user: UserID, posts: [PostID]) throws -> Hearing {
    // A topic has a row from its first event on.
    let none = Extent(floor: 0, head: 0)
    var heard: [Topic: Extent] = [.user(user): none, .person(user): none, .feed: none]
    var unread: [UnreadCount] = []
    try each(Self.heardUnasked) {
      user.put(into: $0, at: 1)
    } read: { row in
      let topic: Topic =
        switch row.int(0) {
        case 1: .user(user)
        case 2: .feed
        case 3: .person(try row.id(3))
        default: .conversation(try row.id(3))
        }
      if case .conversation(let id) = topic {
        unread.append(
          UnreadCount(
            conversation: id, messages: row.int(4),
            mark: ReadMark(seq: row.int(5), number: row.int(6))))
      }
      heard[topic] = Extent(floor: row.int(1), head: row.int(2))
    }
    var friends: [UserID: Presence] = [:]
    try each(Self.heardFriends) {
      user.put(into: $0, at: 1)
    } read: { row in
      let friend: UserID = try row.id(0)
      heard[.person(friend)] = Extent(floor: row.int(1), head: row.int(2))
      // Who has left may come back, and be heard again; of nobody else it is told where they are.
      if row.isNull(6) { friends[friend] = row.lastSeen(3).presence }
    }
    for id in posts where try mayHear(.post(id), user) {
      heard[.post(id)] = try extent(of: .post(id))
    }
    return Hearing(topics: heard, friends: friends, unread: unread)
  }

  /// How much waits for somebody in a conversation; nil for who may not hear it.
  func unread(of user: UserID, in id: ConversationID) throws -> UnreadCount? {
    try standing(of: user, in: id).map {
      UnreadCount(conversation: id, messages: $0.messages, mark: $0.mark)
    }
  }

  /// A friend's topic has no row before its first event.
  private static let heardFriends = """
    SELECT friend.other, coalesce(floor, 0), coalesce(head, 0), active_at, away_at, is_invisible,
      deleted_at
    FROM friend JOIN user ON user.id = friend.other
    LEFT JOIN topic ON topic.kind = 3 AND topic.id = friend.other WHERE friend.user = ?1
    """

  /// As the row has it: who is here now is not known there.
  func lastSeen(of user: UserID) throws -> Presence? {
    try first("SELECT active_at, away_at, is_invisible FROM user WHERE id = ?", user) {
      $0.lastSeen(0).presence
    }
  }

  /// The extents of what a user hears unasked, in one statement.
  private static let heardUnasked = """
    SELECT kind, floor, head, id, 0, 0, 0 FROM topic WHERE kind = 1 AND id = ?1
    UNION ALL SELECT kind, floor, head, id, 0, 0, 0 FROM topic WHERE kind = 2 AND id = x''
    UNION ALL SELECT kind, floor, head, id, 0, 0, 0 FROM topic WHERE kind = 3 AND id = ?1
    UNION ALL SELECT 4, floor, head, conversation, messages, read_seq, read_number FROM member
    JOIN topic ON topic.kind = 4 AND topic.id = conversation AND direct < 2 WHERE user = ?1
    """

  /// Whether a user may hear a topic now; the hub hears what anybody might.
  func mayHear(_ topic: Topic, _ user: UserID) throws -> Bool {
    switch topic {
    case .user(let id): id == user
    case .person(let id):
      try id == user || exists("SELECT 1 FROM friend WHERE user = ? AND other = ?", user, id)
    case .feed: true
    case .stats: false
    case .conversation(let id) where user == .hub:
      try exists("SELECT 1 FROM conversation WHERE id = ?", id)
    case .conversation(let id): try exists(Self.hearsConversation, id, user)
    case .post(let id) where user == .hub:
      try exists("SELECT 1 FROM post WHERE id = ? AND is_deleted = 0", id)
    case .post(let id): try post(id, for: user) != nil
    }
  }

  /// `?1` conversation, `?2` who.
  private static let hearsConversation = """
    SELECT 1 FROM member JOIN topic ON topic.kind = 4 AND topic.id = ?1 AND direct < 2
    WHERE conversation = ?1 AND user = ?2
    """

  private func logged(
    _ topic: Topic, after: Int64, upTo last: Int64, as reader: UserID
  ) throws -> [Int64: Event.Body] {
    let key = TopicKey(topic)
    let rows = try all(
      """
      SELECT seq, what, subject, change, role, message FROM event
      WHERE kind = ? AND topic = ? AND seq > ? AND seq <= ?
      """,
      key.kind, key.id, after, last
    ) { (seq: $0.int(0), reference: try Reference($0, at: 1)) }
    var bodies: [Int64: Event.Body] = [:]
    for row in rows {
      bodies[row.seq] = try body(of: row.reference, row.seq, in: topic, as: reader)
    }
    return bodies
  }

  /// The thing itself, as it now is; nil when there is none for this reader.
  private func body(
    of reference: Reference, _ seq: Int64, in topic: Topic, as reader: UserID
  ) throws -> Event.Body? {
    switch reference {
    case .member(let id, let role, let change):
      return try user(id).map { .member(Member(user: $0, role: role), change) }
    case .conversation(let id):
      let seen = try conversation(id, for: reader)
      return seen.map { .conversation(topic == .conversation(id) ? $0.toldToAll : $0) }
    case .messageEdited(_, let message):
      return try self.message(message, in: topic, for: reader).map { .messageEdited($0, nil) }
    case .messageDeleted(_, let message):
      return try self.message(message, in: topic, for: reader).map(Event.Body.messageDeleted)
    case .post(let id):
      return try post(id, toldOn: topic, to: reader).map(Event.Body.post)
    case .postEdited(let id):
      return try post(id, toldOn: topic, to: reader).map(Event.Body.postEdited)
    case .postDeleted(let id):
      return .postDeleted(id)
    case .comment(let id):
      return try comment(id, for: reader).map(Event.Body.comment)
    case .commentDeleted(let id):
      return try place(of: id).map { .commentDeleted(id, of: $0.post, seq: $0.seq) }
    case .friend(let id):
      let relation = try relation(of: reader, to: id)
      // Who blocks the reader does not show how they are called by now.
      let isHidden = relation == .none ? try !isApart(reader, id) : false
      return try unhidden(id).map { .friend(isHidden ? $0.bare : $0, relation) }
    case .parted(let id): return .parted(id)
    case .notification:
      return try notification(of: reader, seq).map(Event.Body.notification)
    }
  }

  private func message(_ seq: Int64, in topic: Topic, for reader: UserID) throws -> Message? {
    guard case .conversation(let id) = topic else { return nil }
    return try message(MessagePlace(id, seq), for: reader)
  }

  /// A post where its audience hears it; nil where it was told before that changed.
  private func post(_ id: PostID, toldOn topic: Topic, to reader: UserID) throws -> Post? {
    guard let post = try post(id, for: reader), post.audience.topic(of: post.author.id) == topic
    else { return nil }
    return post
  }
}
