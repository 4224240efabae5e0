import HubbubDomain

/// All that a ``MemoryStore`` holds.
///
/// Every method that writes looks first and writes last, so that one that
/// throws has written nothing.
struct MemoryState {
  /// One login.
  typealias Login = NewSession

  /// A post and what became of it.
  struct PostRow {
    let new: NewPost
    let number: Int
    var likers: Set<UserID> = []
    var likes = LikeCount(count: 0, version: 0)
    var isDeleted = false
  }

  /// A room and who is in it.
  struct Room {
    let new: NewRoom
    let number: Int
    var members: [UserID: Membership] = [:]
    var messages: [Message] = []
  }

  /// Somebody's place in a room.
  struct Membership {
    let role: MemberRole
    var readSeq: Int64
    var readNumber: Int64
  }

  /// What was told of a topic; its seq is its place, counted from 1.
  enum Entry {
    case message(Message)
    case member(UserID, MemberRole, MemberChange)
    case conversation(ConversationID)
    case post(PostID)
    case postDeleted(PostID)
  }

  /// A name that an author gave, compared byte by byte, in what they wrote it.
  struct Key: Hashable {
    let author: UserID
    let conversation: ConversationID?
    let bytes: [UInt8]

    init(_ text: String, of author: UserID, in conversation: ConversationID? = nil) {
      self.author = author
      self.conversation = conversation
      bytes = Array(text.utf8)
    }
  }

  /// What the row says no to as a fault of ours: an id twice, a user who is not.
  struct Fault: Error {}

  var accounts: [UserID: Account] = [:]
  var sessions: [SessionID: Login] = [:]
  var posts: [PostID: PostRow] = [:]
  var postKeys: [Key: PostID] = [:]
  var rooms: [ConversationID: Room] = [:]
  var messageKeys: [Key: Message] = [:]
  var logs: [Topic: [Entry]] = [:]

  /// Carries out one change.
  ///
  /// - Throws: ``Fault``; nothing was written.
  mutating func apply(_ change: Change) throws -> Outcome {
    switch change {
    case .signUp(let user, let session): try signUp(user, session)
    case .openSession(let session): try open(session)
    case .endSession(let id):
      sessions.removeValue(forKey: id) == nil ? .unchanged(.nothing) : .done(.nothing, [])
    case .rehash(let user, let hash): rehash(user, hash)
    case .setRole(let user, let role): setRole(user, role)
    case .post(let post): try write(post)
    case .deletePost(let id, let user): deletePost(id, by: user)
    case .like(let post, let user, _): try like(true, post, by: user)
    case .unlike(let post, let user): try like(false, post, by: user)
    case .room(let room): try open(room)
    case .join(let room, let user, _): try join(room, user)
    case .leave(let room, let user): leave(room, user)
    case .message(let message): write(message)
    case .read(let room, let user, let seq): read(room, by: user, seq: seq)
    }
  }

  /// Gives an entry its topic's next number.
  mutating func append(_ entry: Entry, to topic: Topic) -> Int64 {
    logs[topic, default: []].append(entry)
    return head(of: topic)
  }

  func head(of topic: Topic) -> Int64 { Int64(logs[topic]?.count ?? 0) }
}
