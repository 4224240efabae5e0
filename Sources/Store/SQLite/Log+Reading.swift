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
        for message in try messages(of: id, after: after, upTo: last) {
          bodies[message.seq] = .message(message)
        }
      }
    }
    return (after + 1...last).map { seq in
      Event(topic: topic, seq: seq, body: bodies[seq] ?? .skip)
    }
  }

  /// What a user's socket hears, each with its extent.
  func hearing(of user: UserID, posts: [PostID]) throws -> [Topic: Extent] {
    // A topic has a row from its first event on.
    let none = Extent(floor: 0, head: 0)
    var heard: [Topic: Extent] = [.user(user): none, .person(user): none, .feed: none]
    try each(Self.heardUnasked) {
      user.put(into: $0, at: 1)
    } read: { row in
      let topic: Topic =
        switch row.int(0) {
        case 1: .user(user)
        case 2: .feed
        case 3: .person(user)
        default: .conversation(try row.id(3))
        }
      heard[topic] = Extent(floor: row.int(1), head: row.int(2))
    }
    for id in posts where try mayHear(.post(id), user) {
      heard[.post(id)] = try extent(of: .post(id))
    }
    return heard
  }

  /// The extents of what a user hears unasked, in one statement.
  private static let heardUnasked = """
    SELECT kind, floor, head, id FROM topic WHERE kind = 1 AND id = ?1
    UNION ALL SELECT kind, floor, head, id FROM topic WHERE kind = 2 AND id = x''
    UNION ALL SELECT kind, floor, head, id FROM topic WHERE kind = 3 AND id = ?1
    UNION ALL SELECT 4, floor, head, conversation FROM member
    JOIN topic ON topic.kind = 4 AND topic.id = conversation WHERE user = ?1
    """

  /// Whether a user may hear a topic now; the hub hears what anybody might.
  func mayHear(_ topic: Topic, _ user: UserID) throws -> Bool {
    switch topic {
    case .user(let id), .person(let id): id == user
    case .feed: true
    case .stats: false
    case .conversation(let id) where user == .hub:
      try exists("SELECT 1 FROM conversation WHERE id = ?", id)
    case .conversation(let id):
      try exists("SELECT 1 FROM member WHERE conversation = ? AND user = ?", id, user)
    case .post(let id) where user == .hub:
      try exists("SELECT 1 FROM post WHERE id = ? AND is_deleted = 0", id)
    case .post(let id): try post(id, for: user) != nil
    }
  }

  private func logged(
    _ topic: Topic, after: Int64, upTo last: Int64, as reader: UserID
  ) throws -> [Int64: Event.Body] {
    let key = TopicKey(topic)
    let rows = try all(
      """
      SELECT seq, what, subject, change, role FROM event
      WHERE kind = ? AND topic = ? AND seq > ? AND seq <= ?
      """,
      key.kind, key.id, after, last
    ) { (seq: $0.int(0), reference: try Reference($0, at: 1)) }
    var bodies: [Int64: Event.Body] = [:]
    for row in rows { bodies[row.seq] = try body(of: row.reference, in: topic, as: reader) }
    return bodies
  }

  /// The thing itself, as it now is; nil when there is none for this reader.
  private func body(
    of reference: Reference, in topic: Topic, as reader: UserID
  ) throws -> Event.Body? {
    switch reference {
    case .member(let id, let role, let change):
      return try user(id).map { .member(Member(user: $0, role: role), change) }
    case .conversation(let id):
      return try conversation(id, for: reader).map(Event.Body.conversation)
    case .post(let id):
      return try post(id, for: reader).map(Event.Body.post)
    case .postDeleted(let id):
      return .postDeleted(id)
    }
  }
}
