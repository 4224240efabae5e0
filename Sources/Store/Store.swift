public import HubbubDomain

/// Where everything is kept.
///
/// SQLite now; another later, held to the same conformance suite.
///
/// A topic's numbers are dense: `commit` gives `head + 1` in the transaction
/// that stores the event, so commit order is number order.
public protocol Store: Sendable {
  /// Names this history; a restore begins a new one, a crash does not.
  var epoch: String { get }

  /// Writes changes in one transaction, each whole or not at all.
  ///
  /// A change that fails alone yields ``Outcome/failed`` and undoes only
  /// itself. When this returns, what is `done` is on disk.
  ///
  /// - Returns: an outcome for each change, in order.
  /// - Throws: when the transaction failed as a whole; nothing was written.
  func commit(_ batch: [Change]) async throws -> [Outcome]

  /// The numbered events after `after`, ascending and without a hole.
  ///
  /// Each says how things now are, as `reader` may see them; what they may
  /// not see, or what is no more, is a `skip`. The owner reads a `user:` or
  /// `person:` topic; the hub reads the others for everybody who listens, as
  /// ``UserID/hub``.
  ///
  /// - Parameter limit: how many at most.
  func read(
    _ topic: Topic, after: Int64, limit: Int, as reader: UserID
  ) async throws -> [Event]

  /// How far each topic goes; one that never had an event has head 0.
  func heads(_ topics: [Topic]) async throws -> [Topic: Extent]

  // MARK: - Accounts

  /// The account of a username in lower case.
  func account(named username: String) async throws -> Account?
  /// The session of a token's SHA-256, if the session has not expired, was not
  /// ended, and its account is not disabled.
  func session(tokenHash: [UInt8], at now: Timestamp) async throws -> Session?

  // MARK: - Posts

  /// A post, if it is there and the reader may see it.
  func post(_ id: PostID, for reader: UserID) async throws -> Post?
  /// Public posts, and the reader's own of every audience, newest first.
  ///
  /// - Parameter before: the `next` of the page before; a post deleted since does no harm.
  func feed(for reader: UserID, before: PostID?, limit: Int) async throws -> Page<Post, PostID>
  /// What a waking ``PostActor`` needs; nil when there is no such post.
  func wakePost(_ id: PostID) async throws -> PostState?

  // MARK: - Conversations

  /// Those the reader is in, the most recently written first.
  func conversations(of reader: UserID) async throws -> [Conversation]
  /// A conversation as the reader sees it; nil unless they are in it or it is
  /// a room, which anybody may look at before joining.
  func conversation(_ id: ConversationID, for reader: UserID) async throws -> Conversation?
  /// Rooms whose title contains `query`, newest first.
  func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) async throws -> Page<Conversation, ConversationID>
  /// Messages of a conversation, ascending by seq.
  ///
  /// - Throws: ``Refusal`` `not_found` for who is not a member.
  func messages(
    of conversation: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) async throws -> MessagePage
  /// What a waking ``ConversationActor`` needs; nil when there is no such conversation.
  func wakeConversation(_ id: ConversationID) async throws -> ConversationState?

  // MARK: - Listening

  /// All that a page needs to start, read in one transaction, so that the
  /// numbers fit what is shown.
  func snapshot(for reader: UserID, posts: Int) async throws -> Snapshot
  /// What a user's socket hears, and how far each topic goes, read in one
  /// transaction: their own topics, the feed, the conversations they are in,
  /// and those of `posts` that they may see.
  func hearing(of user: UserID, posts: [PostID]) async throws -> [Topic: Extent]
  /// Whether this user may hear this topic now.
  ///
  /// ``UserID/hub`` may hear the feed, and every conversation and post that is there.
  func mayHear(_ topic: Topic, _ user: UserID) async throws -> Bool

  // MARK: - Many at once

  /// Reads for all of them together, and tells by a call on any thread: what
  /// each socket asks when it opens and starts costs no task of its own.
  ///
  /// - Parameter found: called with answers, each of which the caller gives to
  ///   whoever asked; maybe several times, with each question's answer once.
  func ask(_ questions: [StoreQuestion], found: @escaping @Sendable ([StoreAnswer]) -> Void)

  // MARK: - Health

  /// Writes and removes a row; throws what a commit would throw.
  func checkWritable() async throws
  /// Carries the log into the file and closes it. Nothing may be asked afterwards.
  func close() async throws
}

/// From which number on a topic's events are kept, and its last number.
public struct Extent: Equatable, Sendable {
  /// Events up to this number are gone; 0 when all are kept.
  public let floor: Int64
  public let head: Int64

  public init(floor: Int64, head: Int64) {
    self.floor = floor
    self.head = head
  }
}

/// A stretch of a list, and where the next one begins.
public struct Page<Item: Sendable, Cursor: Sendable>: Sendable {
  public let items: [Item]
  /// Goes into `before` for what follows; nil at the end.
  public let next: Cursor?

  public init(items: [Item], next: Cursor?) {
    self.items = items
    self.next = next
  }
}

/// Which messages, by seq.
public enum MessageRange: Equatable, Sendable {
  /// The newest.
  case latest
  case after(Int64)
  case before(Int64)
}

/// Messages ascending by seq, and whether there are more in the asked direction.
public struct MessagePage: Equatable, Sendable {
  public let items: [Message]
  public let hasMore: Bool

  public init(items: [Message], hasMore: Bool) {
    self.items = items
    self.hasMore = hasMore
  }
}

/// A post as its actor keeps it.
public struct PostState: Equatable, Sendable {
  public let author: UserID
  public let audience: Audience
  public let likes: LikeCount
  public let comments: Int64

  public init(author: UserID, audience: Audience, likes: LikeCount, comments: Int64) {
    self.author = author
    self.audience = audience
    self.likes = likes
    self.comments = comments
  }
}

/// A conversation as its actor keeps it, true up to `head`.
public struct ConversationState: Equatable, Sendable {
  public let kind: ConversationKind
  public let members: Set<UserID>
  public let head: Int64

  public init(kind: ConversationKind, members: Set<UserID>, head: Int64) {
    self.kind = kind
    self.members = members
    self.head = head
  }
}

/// What a page starts from; `heads` fit the rest.
public struct Snapshot: Sendable {
  public let feed: Page<Post, PostID>
  public let conversations: [Conversation]
  /// The head of each topic that the reader's sockets hear.
  public let heads: [Topic: Int64]

  public init(
    feed: Page<Post, PostID>, conversations: [Conversation], heads: [Topic: Int64]
  ) {
    self.feed = feed
    self.conversations = conversations
    self.heads = heads
  }
}
