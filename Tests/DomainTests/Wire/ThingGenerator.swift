import HubbubDomain
import HubbubTesting

/// Makes users, messages, posts and conversations, with texts of every sort.
struct ThingGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func number() -> Int64 {
    random.once(in: 3)
      ? Int64.random(in: 0...(.max), using: &random) : Int64(random.number(0...9999))
  }

  mutating func id<Kind>() -> Identifier<Kind> {
    Identifier(high: random.next(), low: random.next())
  }

  mutating func topic() -> Topic {
    switch random.number(0...9) {
    case 0: .feed
    case 1: .stats
    case 2: .user(id())
    case 3, 4: .person(id())
    case 5...7: .conversation(id())
    default: .post(id())
    }
  }

  mutating func user() -> User { User(id: id(), username: text(), displayName: text()) }

  mutating func member() -> Member {
    Member(user: user(), role: random.pick([.owner, .admin, .member]))
  }

  mutating func message() -> Message {
    Message(
      id: id(), conversation: id(), seq: number(), number: number(), author: user(), text: text(),
      media: media(), createdAt: time(), key: text(), replyTo: random.once(in: 2) ? number() : nil,
      editedAt: random.once(in: 2) ? time() : nil, isDeleted: random.once(in: 3),
      reactions: Reaction.palette.shuffled(using: &random).prefix(random.number(0...4))
        .map { Reaction(emoji: $0, count: number()) },
      mine: random.once(in: 2) ? Array(Reaction.palette.prefix(random.number(0...3))) : nil)
  }

  mutating func post() -> Post {
    Post(
      id: id(), author: user(), text: text(), media: media(),
      audience: random.pick(Audience.allCases), createdAt: time(),
      editedAt: random.once(in: 2) ? time() : nil,
      likes: Likes(LikeCount(count: number(), version: number()), mine: random.once(in: 2)),
      comments: number(), key: text())
  }

  mutating func media() -> [Media] {
    (0..<random.pick([0, 0, 1, 4])).map { _ in
      Media(id: id(), facts: facts(), alt: text())
    }
  }

  private mutating func facts() -> MediaFile.Facts {
    MediaFile.Facts(
      type: random.pick(MediaType.allCases), bytes: number(),
      size: random.once(in: 2) ? .init(width: number(), height: number()) : nil,
      milliseconds: random.once(in: 2) ? Int64(random.number(0...100_000)) : nil,
      isAnimated: random.once(in: 2), placeholder: random.once(in: 2) ? "AA+/=" : nil,
      variants: MediaVariant.allCases.filter { _ in random.once(in: 2) },
      removed: random.once(in: 2) ? [text()] : [], missing: random.once(in: 2) ? [text()] : [])
  }

  mutating func conversation() -> Conversation {
    let read = Int64(random.number(0...1000))
    return Conversation(
      id: id(), kind: random.pick([.direct, .group, .room]),
      title: random.once(in: 2) ? text() : nil, memberCount: number(),
      members: (0..<random.number(0...5)).map { _ in member() }, lastSeq: number(),
      messages: read + Int64(random.number(0...50)),
      mark: random.once(in: 4) ? nil : ReadMark(seq: number(), number: read),
      role: random.once(in: 2) ? random.pick([.owner, .admin, .member]) : nil,
      lastMessage: random.once(in: 2) ? message() : nil)
  }

  /// A moment of the years 0000 to 9999.
  mutating func time() -> Timestamp {
    Timestamp(
      milliseconds: Int64.random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
  }

  /// A text of any characters, those that must be escaped more often than others.
  mutating func text() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<random.number(0...random.pick([3, 20, 200])) {
      let value: UInt32 =
        switch random.number(0...5) {
        case 0: UInt32(random.number(0...0x1F))
        case 1: random.pick([0x22, 0x5C, 0x2F, 0x7F, 0x2028])
        case 2: UInt32(random.number(0...0x10FFFF))
        default: UInt32(random.number(0x20...0x7E))
        }
      text.append(Unicode.Scalar(value) ?? "é")
    }
    return String(text)
  }
}
