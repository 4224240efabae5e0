extension Wire {
  /// Encodes what was done: `{"ref":7,"ok":{…}}`.
  public static func answer(_ answer: Answer, ref: Int64) -> [UInt8] {
    ok(ref) { writer in
      switch answer {
      case .nothing, .session, .ended, .profile, .picture, .erasing, .searchFilled, .mediaSwept,
        .invite:
        writer.raw("{}")
      case .media(let media):
        writer.raw("{\"media\":")
        writer.media(media)
        writer.raw("}")
      case .message(let id, let seq, let createdAt):
        writer.raw("{\"seq\":")
        writer.integer(seq)
        writer.raw(",\"id\":\"")
        writer.identifier(id)
        writer.raw("\",\"createdAt\":")
        writer.timestamp(createdAt)
        writer.raw("}")
      case .likes(let likes):
        writer.raw("{\"likes\":")
        writer.likes(likes)
        writer.raw("}")
      case .post(let post):
        writer.raw("{\"post\":")
        writer.post(post)
        writer.raw("}")
      case .conversation(let conversation):
        writer.raw("{\"conversation\":")
        writer.conversation(conversation)
        writer.raw("}")
      case .changedMessage(let message):
        writer.raw("{\"message\":")
        writer.message(message)
        writer.raw("}")
      case .read(let seq, let unread):
        writer.raw("{\"readSeq\":")
        writer.integer(seq)
        writer.raw(",\"unread\":")
        writer.integer(unread)
        writer.raw("}")
      case .relation(let relation):
        writer.raw("{\"relation\":")
        writer.string(relation.rawValue)
        writer.raw("}")
      case .comment(let comment):
        writer.raw("{\"comment\":")
        writer.comment(comment)
        writer.raw("}")
      case .notifications(let unread):
        writer.raw("{\"unread\":")
        writer.integer(unread)
        writer.raw("}")
      }
    }
  }

  /// Encodes a "no": `{"ref":7,"error":{…}}`, with a null for what had no readable ref.
  public static func refusal(_ refusal: Refusal, ref: Int64?) -> [UInt8] {
    var writer = JSONWriter(capacity: 192)
    writer.raw("{\"ref\":")
    if let ref { writer.integer(ref) } else { writer.raw("null") }
    writer.raw(",\"error\":")
    writer.refusal(refusal)
    writer.raw("}")
    return writer.bytes
  }

  /// Encodes the answer to `start`: where each topic stands, and which must be read again.
  ///
  /// - Parameter heads: written in the topics' order, so that equal answers are equal bytes.
  public static func started(ref: Int64, heads: [Topic: Int64], reset: [Topic]) -> [UInt8] {
    ok(ref, capacity: 64 + 64 * (heads.count + reset.count)) { writer in
      writer.raw("{\"heads\":")
      writer.topics(heads) { $0.integer($1) }
      writer.raw(",\"reset\":")
      writer.list(reset.sorted { $0.precedes($1) }) { $0.topic($1) }
      writer.raw("}")
    }
  }

  /// Encodes the answer to `subscribe` and `unsubscribe`.
  public static func subscribed(ref: Int64, _ topics: [Topic: TopicState]) -> [UInt8] {
    ok(ref, capacity: 64 + 128 * topics.count) { writer in
      writer.raw("{\"topics\":")
      writer.topics(topics) { $0.state($1) }
      writer.raw("}")
    }
  }

  private static func ok(
    _ ref: Int64, capacity: Int = 128, _ write: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter(capacity: capacity)
    writer.raw("{\"ref\":")
    writer.integer(ref)
    writer.raw(",\"ok\":")
    write(&writer)
    writer.raw("}")
    return writer.bytes
  }
}

extension JSONWriter {
  /// Writes `{TOPIC:…}` in the topics' order.
  fileprivate mutating func topics<Value>(
    _ topics: [Topic: Value], _ write: (inout JSONWriter, Value) -> Void
  ) {
    raw("{")
    var isFirst = true
    for (topic, value) in topics.sorted(by: { $0.key.precedes($1.key) }) {
      if !isFirst { raw(",") }
      isFirst = false
      self.topic(topic)
      raw(":")
      write(&self, value)
    }
    raw("}")
  }

  /// Writes `{"seq","likes"?,"comments"?}`.
  fileprivate mutating func state(_ state: Wire.TopicState) {
    raw("{\"seq\":")
    integer(state.seq)
    if let likes = state.likes {
      raw(",\"likes\":")
      self.likes(likes)
    }
    if let comments = state.comments {
      raw(",\"comments\":")
      integer(comments)
    }
    raw("}")
  }
}

extension Topic {
  /// Whether the topic's text comes before the other's.
  fileprivate func precedes(_ other: Topic) -> Bool { rank < other.rank }

  private var rank: (Int, UInt64, UInt64) {
    switch self {
    case .conversation(let id): (0, id.high, id.low)
    case .feed: (1, 0, 0)
    case .person(let id): (2, id.high, id.low)
    case .post(let id): (3, id.high, id.low)
    case .stats: (4, 0, 0)
    case .user(let id): (5, id.high, id.low)
    }
  }
}
