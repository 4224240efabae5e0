extension Wire {
  /// Encodes an event: `{"event":"message","topic":"…","seq":43,"data":{…}}`.
  ///
  /// Encoded once, however many sockets hear it.
  public static func event(_ event: Event) -> [UInt8] {
    var writer = JSONWriter(capacity: 256 + event.body.bytesExpected)
    writer.raw("{\"event\":\"")
    writer.raw(event.name)
    writer.raw("\",\"topic\":")
    writer.topic(event.topic)
    if let seq = event.seq {
      writer.raw(",\"seq\":")
      writer.integer(seq)
    }
    writer.body(event.body)
    writer.raw("}")
    return writer.bytes
  }

  /// Encodes a number that its reader may not see, or whose thing is no more.
  public static func skip(_ topic: Topic, seq: Int64) -> [UInt8] {
    event(Event(topic: topic, seq: seq, body: .skip))
  }
}

extension JSONWriter {
  /// Writes `,"data":{…}`, or nothing where there is nothing to say.
  fileprivate mutating func body(_ body: Event.Body) {
    switch body {
    case .skip, .parted: return
    default: break
    }
    raw(",\"data\":{")
    switch body {
    case .message(let message), .messageDeleted(let message):
      named("message") { $0.message(message) }
    case .messageEdited(let message, let reacted):
      named("message") { $0.message(message) }
      if let reacted { self.reacted(reacted) }
    case .member(let member, let change):
      named("member") { $0.member(member) }
      raw(",")
      named("change") { $0.string(change.rawValue) }
    case .conversation(let conversation): named("conversation") { $0.conversation(conversation) }
    case .post(let post), .postEdited(let post): named("post") { $0.post(post) }
    case .postDeleted(let post):
      raw("\"post\":{")
      id("id", post)
      raw("}")
    case .comment(let comment): named("comment") { $0.comment(comment) }
    case .commentDeleted(let comment, let post, let seq):
      raw("\"comment\":{")
      id("id", comment)
      raw(",")
      id("post", post)
      number("seq", seq)
      raw("}")
    case .friend(let user, let relation):
      named("user") { $0.user(user) }
      raw(",")
      named("relation") { $0.string(relation.rawValue) }
    case .notification(let entry): named("notification") { $0.notification(entry) }
    case .skip, .parted: break
    case .likes(let post, let likes):
      id("post", post)
      number("count", likes.count)
      number("version", likes.version)
    case .liked(let post, let mine, let version):
      id("post", post)
      raw(",\"mine\":")
      boolean(mine)
      number("version", version)
    case .read(let conversation, let user, let seq):
      id("conversation", conversation)
      raw(",")
      id("user", user)
      number("seq", seq)
    case .unread(let conversation, let unread, let mark):
      id("conversation", conversation)
      number("unread", unread)
      number("readSeq", mark.seq)
      number("readNumber", mark.number)
    case .presence(let user, let presence):
      id("user", user)
      raw(",")
      named("state") { $0.string(presence.state.rawValue) }
      raw(",")
      named("since") { $0.timestamp(presence.since) }
    case .profile(let user): named("user") { $0.user(user) }
    case .settings(let settings):
      named("theme") { $0.string(settings.theme.rawValue) }
      raw(",")
      named("language") { $0.string(settings.language.rawValue) }
      raw(",")
      named("motion") { $0.string(settings.motion.rawValue) }
    case .notifications(let unread): named("unread") { $0.integer(unread) }
    case .reports(let open): named("open") { $0.integer(open) }
    case .typing(let conversation, let user):
      id("conversation", conversation)
      raw(",")
      id("user", user)
    }
    raw("}")
  }

  private mutating func named(_ name: StaticString, _ write: (inout JSONWriter) -> Void) {
    raw("\"")
    raw(name)
    raw("\":")
    write(&self)
  }

  /// Writes `,"reacted":{"user","emoji","given"}`.
  private mutating func reacted(_ reacted: Reacted) {
    raw(",\"reacted\":{")
    id("user", reacted.user)
    raw(",")
    named("emoji") { $0.string(reacted.emoji) }
    raw(",")
    named("given") { $0.boolean(reacted.given) }
    raw("}")
  }

  /// Writes `"name":"id"`.
  private mutating func id<Kind>(_ name: StaticString, _ id: Identifier<Kind>) {
    named(name) { $0.raw("\"") }
    identifier(id)
    raw("\"")
  }

  /// Writes `,"name":value`.
  private mutating func number(_ name: StaticString, _ value: Int64) {
    raw(",")
    named(name) { $0.integer(value) }
  }
}

extension Event.Body {
  /// About how many bytes it takes, so that nearly every frame is allocated once.
  fileprivate var bytesExpected: Int {
    switch self {
    case .message(let message), .messageEdited(let message, _), .messageDeleted(let message):
      message.bytesExpected
    case .member: 256
    case .conversation(let conversation):
      512 + 192 * conversation.members.count + (conversation.lastMessage?.bytesExpected ?? 0)
    case .post(let post), .postEdited(let post):
      512 + post.text.utf8.count + post.text.utf8.count / 8
    case .comment(let comment): 512 + comment.text.utf8.count + comment.text.utf8.count / 8
    case .friend, .notification, .profile: 384
    case .presence, .commentDeleted, .settings: 128
    case .postDeleted, .parted, .skip, .likes, .liked, .read, .unread, .notifications, .reports,
      .typing:
      64
    }
  }
}

extension Message {
  fileprivate var bytesExpected: Int { 512 + text.utf8.count + text.utf8.count / 8 }
}
