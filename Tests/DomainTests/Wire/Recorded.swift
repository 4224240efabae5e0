import HubbubDomain

/// The people and things that the recorded frames are about.
enum Recorded {
  static let ada = person(1, "ada", "Ada Lovelace")
  static let bob = person(2, "bob", "Bob “the \"Builder\" 👷”")
  static let eve = person(3, "eve", "Eve")
  static let square: ConversationID = id(0x2000, 1)
  static let direct: ConversationID = id(0x2000, 2)
  static let morning: PostID = id(0x3000, 7)
  static let secret: PostID = id(0x3000, 8)
  static let session: SessionID = id(0x5000, 1)
  static let written = Timestamp(milliseconds: 1_795_349_065_007)
  static let edited = Timestamp(milliseconds: 1_795_349_100_250)
  static let escaped =
    "a \"quote\", a \\, a tab\t, two\nlines, \u{1}, é, 👷🏽, \u{2028}, </script>"

  static func id<Kind>(_ kind: UInt64, _ number: UInt64) -> Identifier<Kind> {
    Identifier(high: 0x0199_F3C1_0000_7000 | kind << 16, low: 0x8000_0000_0000_0000 | number)
  }

  static func person(_ number: UInt64, _ username: String, _ displayName: String) -> User {
    User(id: id(0x1000, number), username: username, displayName: displayName)
  }

  static func message(_ seq: Int64, number: Int64, by author: User, _ text: String) -> Message {
    Message(
      id: id(0x4000, UInt64(seq)), conversation: square, seq: seq, number: number, author: author,
      text: text, createdAt: written, key: "k-\(seq)")
  }

  /// What bob answered to the message 43.
  static let reply = Message(
    id: id(0x4000, 46), conversation: square, seq: 46, number: 42, author: bob,
    text: "hello to you", createdAt: written, key: "k-46", replyTo: 43)

  /// The message 43 after it was edited and liked.
  static let edited43 = Message(
    id: id(0x4000, 43), conversation: square, seq: 43, number: 40, author: ada, text: "hello",
    createdAt: written, key: "k-43", editedAt: edited,
    reactions: [Reaction(emoji: "👍", count: 2)])

  static let deleted43 = Message(
    id: id(0x4000, 43), conversation: square, seq: 43, number: 40, author: ada, text: "",
    createdAt: written, key: "k-43", isDeleted: true)

  static func post(
    _ id: PostID, _ text: String, _ audience: Audience, editedAt: Timestamp? = nil,
    likes: LikeCount = LikeCount(count: 0, version: 0), comments: Int64 = 0, key: String
  ) -> Post {
    Post(
      id: id, author: ada, text: text, audience: audience, createdAt: written, editedAt: editedAt,
      likes: Likes(likes, mine: false), comments: comments, key: key)
  }

  static let comment = Comment(
    id: id(0x6000, 1), post: morning, author: bob, text: "Same to you", createdAt: edited,
    key: "c-1", seq: 6)

  /// Bob, with a picture of his own.
  static let pictured = User(
    id: bob.id, username: bob.username, displayName: bob.displayName, picture: id(0x8000, 1))

  /// The room with its last message, as a reader two messages behind sees it.
  static let room = Conversation(
    id: square, kind: .room, title: "Town square", memberCount: 2,
    members: [Member(user: ada, role: .owner), Member(user: bob, role: .member)], lastSeq: 43,
    messages: 40, mark: ReadMark(seq: 41, number: 38), role: .member,
    lastMessage: message(43, number: 40, by: ada, "hi"))

  /// A conversation that has just begun.
  static let begun = Conversation(
    id: direct, kind: .direct, title: nil, memberCount: 2,
    members: [Member(user: ada, role: .member), Member(user: eve, role: .member)], lastSeq: 0,
    messages: 0, mark: ReadMark(seq: 0, number: 0), role: .member, lastMessage: nil)
}
