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

  // MARK: - People

  /// A person's page, by their username in lower case; nil for who is unknown
  /// or blocks the reader.
  func profile(named username: String, for reader: UserID) async throws -> Profile?
  /// What a person has set for themselves.
  func ownProfile(of user: UserID) async throws -> OwnProfile?
  /// One of the reader's lists of people.
  ///
  /// - Parameter before: where a list goes on that can be continued.
  func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) async throws -> Page<Acquaintance, UserID>
  /// When somebody was there last, as the row has it; nil for nobody.
  func lastSeen(of user: UserID) async throws -> Presence?
  /// A person's bell, the newest first, from below the number `before` on.
  func notifications(
    of user: UserID, before: Int64?, limit: Int
  ) async throws -> Bell

  /// Who left at or before a time and is not erased yet, the first to leave first.
  func leavers(before time: Timestamp, limit: Int) async throws -> [UserID]

  // MARK: - Second factors

  /// The second factor that a user has set up, whether in force or not.
  func factor(of user: UserID) async throws -> Factor?
  /// Whether anybody has one.
  func hasFactors() async throws -> Bool
  /// The sessions of a user that still open something, the newest first.
  func sessions(of user: UserID, at now: Timestamp) async throws -> [ListedSession]

  // MARK: - Invitations

  /// Whether there is an admin who may log in.
  func hasAdmin() async throws -> Bool
  /// Who invites with a code; nil when it lets nobody in any more.
  func inviter(codeHash: [UInt8], at now: Timestamp) async throws -> User?
  /// Invitations, the newest first.
  ///
  /// - Parameter inviter: whose; nil for everybody's.
  func invites(
    of inviter: UserID?, before: InviteID?, limit: Int
  ) async throws -> Page<Invite, InviteID>

  // MARK: - What admins look after

  /// Reports that wait, or that were decided; the newest first.
  func reports(waiting: Bool, before: ReportID?, limit: Int) async throws -> Page<Report, ReportID>
  /// What somebody reported, by id, from behind `after` on.
  func reports(by reporter: UserID, after: ReportID?, limit: Int) async throws -> [Report]
  /// What is sent of a file that a report shows.
  func reportedMedia(_ id: MediaID) async throws -> MediaFile?
  /// The profile pictures of somebody that reports show.
  func reportedPictures(of user: UserID) async throws -> Set<PictureID>
  /// Where a message is, by its id.
  func place(of message: MessageID) async throws -> MessagePlace?
  /// Accounts, the newest first: all, or those whose username or name begins so.
  func listedAccounts(named start: String?, before: UserID?, limit: Int) async throws -> Page<
    ListedAccount, UserID
  >
  /// An account as admins see it.
  func listedAccount(_ id: UserID) async throws -> ListedAccount?
  /// What is kept, and by whom most.
  func storage(keepers limit: Int) async throws -> Storage
  /// Who may sign up, as an admin has decided; nil where none has.
  func signup() async throws -> SignupMode?

  // MARK: - Profile pictures

  /// The picture that a user chose; nil where one is drawn from their id, for
  /// who is nobody, and for whom they block.
  func picture(of user: UserID, for reader: UserID) async throws -> PictureID?

  // MARK: - Media

  /// One that a person took in.
  func ownMedia(_ id: MediaID, of owner: UserID) async throws -> Media?
  /// What is sent of a file to a reader; nil for who may not see anything that shows it.
  func shownMedia(_ id: MediaID, for reader: UserID) async throws -> MediaFile?
  /// A file that is kept, whoever has it.
  func mediaFile(_ hash: MediaFile.Hash) async throws -> MediaFile?
  /// The files that are kept, by hash, from behind `after` on.
  func mediaFiles(after: MediaFile.Hash?, limit: Int) async throws -> [MediaFile]
  /// How many bytes somebody keeps.
  func mediaBytes(of owner: UserID) async throws -> Int64
  /// Whether there is anything for a sweep to forget.
  func hasUnusedMedia(neverShownBefore time: Timestamp) async throws -> Bool
  /// What somebody took in, by id, from behind `after` on.
  func media(of owner: UserID, after: MediaID?, limit: Int) async throws -> [OwnedMedia]

  // MARK: - What is one's own

  /// The conversations that somebody wrote in, also those they have left.
  func conversationsWritten(by author: UserID) async throws -> [ConversationID]
  /// Somebody's messages in one stretch of a conversation's log.
  func messages(
    of conversation: ConversationID, by author: UserID, after: Int64, upTo last: Int64
  ) async throws -> [Message]
  /// Somebody's comments that were not deleted, by id, from behind `after` on.
  func comments(by author: UserID, after: CommentID?, limit: Int) async throws -> [Comment]
  /// The posts that somebody likes, by id, from behind `after` on.
  func likes(by user: UserID, after: PostID?, limit: Int) async throws -> [GivenLike]

  // MARK: - Posts

  /// A post, if it is there and the reader may see it.
  func post(_ id: PostID, for reader: UserID) async throws -> Post?
  /// Posts that the reader may see, newest first.
  ///
  /// - Parameter before: the `next` of the page before; a post deleted since does no harm.
  func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) async throws -> Page<Post, PostID>
  /// A post's comments, the newest first, from below the number `before` on.
  ///
  /// - Throws: ``Refusal`` `not_found` for who may not see the post.
  func comments(
    of post: PostID, before: Int64?, limit: Int, for reader: UserID
  ) async throws -> Page<Comment, Int64>
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
  /// Who is in a conversation, the eldest accounts first, behind `after`.
  ///
  /// - Throws: ``Refusal`` `not_found` for who may not look in.
  func members(
    of conversation: ConversationID, after: UserID?, limit: Int, for reader: UserID
  ) async throws -> Page<Member, UserID>
  /// How far the members have read who let others know: in conversations of two and
  /// groups up to ``Limits/tellingMembers``, for their members; else nothing.
  func reads(
    of conversation: ConversationID, for reader: UserID
  ) async throws -> [UserID: Int64]
  /// How much waits for somebody in a conversation; nil for who may not hear it.
  func unread(of user: UserID, in conversation: ConversationID) async throws -> UnreadCount?
  /// What a waking ``ConversationActor`` needs; nil when there is no such conversation.
  func wakeConversation(_ id: ConversationID) async throws -> ConversationState?

  // MARK: - Search

  /// What has words that begin with all of those searched for, of what the reader may
  /// see; the newest first, and people whose names have them before those whose
  /// bio has. What was written in the last moment is found a moment later.
  ///
  /// - Parameter before: the `next` of the page before; one of another kind is a place too.
  /// - Returns: nothing for a text without a word. A page may be short, or empty, and
  ///   still have a `next`: so many rows were looked at, and more may match.
  /// - Bounds: ``Limits/searchedRows``.
  func search(
    _ kind: Searched, for words: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) async throws -> Page<Found, SearchCursor>

  // MARK: - Listening

  /// All that a page needs to start, read in one transaction, so that the
  /// numbers fit what is shown.
  func snapshot(for reader: UserID, posts: Int) async throws -> Snapshot
  /// What a user's socket hears, and how far each topic goes, read in one
  /// transaction: their own topics, the feed, their friends, the conversations
  /// they are in, and those of `posts` that they may see.
  func hearing(of user: UserID, posts: [PostID]) async throws -> Hearing
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
  /// Up to a number and with it, and after it.
  case around(Int64)
}

/// Messages ascending by seq, and whether there are more in the asked direction.
public struct MessagePage: Equatable, Sendable {
  public let items: [Message]
  public let hasMore: Bool
  /// Of those around a number; nil else.
  public let hasMoreBefore: Bool?
  public let hasMoreAfter: Bool?

  public init(
    items: [Message], hasMore: Bool, hasMoreBefore: Bool? = nil, hasMoreAfter: Bool? = nil
  ) {
    self.items = items
    self.hasMore = hasMore
    self.hasMoreBefore = hasMoreBefore
    self.hasMoreAfter = hasMoreAfter
  }
}

/// A post as its actor keeps it.
public struct PostState: Equatable, Sendable {
  public let author: UserID
  public let likes: LikeCount

  public init(author: UserID, likes: LikeCount) {
    self.author = author
    self.likes = likes
  }
}

/// What a person hears, and of whom they hear whether they are there.
public struct Hearing: Equatable, Sendable {
  public let topics: [Topic: Extent]
  /// Their friends, as the rows have them.
  public let friends: [UserID: Presence]
  /// How much waits in each of their conversations.
  public let unread: [UnreadCount]

  public init(
    topics: [Topic: Extent], friends: [UserID: Presence], unread: [UnreadCount] = []
  ) {
    self.topics = topics
    self.friends = friends
    self.unread = unread
  }
}

/// How many messages a conversation has, and how far somebody has read them.
public struct UnreadCount: Equatable, Sendable {
  public let conversation: ConversationID
  public let messages: Int64
  public let mark: ReadMark

  public init(conversation: ConversationID, messages: Int64, mark: ReadMark) {
    self.conversation = conversation
    self.messages = messages
    self.mark = mark
  }
}

/// A stretch of a person's bell, and how much of the whole waits.
public struct Bell: Equatable, Sendable {
  public let items: [Notification]
  public let next: Int64?
  public let unread: Int64

  public init(items: [Notification], next: Int64?, unread: Int64) {
    self.items = items
    self.next = next
    self.unread = unread
  }
}

/// A conversation as its actor keeps it, true up to `head`.
public struct ConversationState: Equatable, Sendable {
  public let kind: ConversationKind
  /// None of two who are apart; nil where they are more than ``Limits/typingMembers``.
  public let members: Set<UserID>?
  public let head: Int64

  public init(kind: ConversationKind, members: Set<UserID>?, head: Int64) {
    self.kind = kind
    self.members = members
    self.head = head
  }
}

/// What a page starts from; `heads` fit the rest.
public struct Snapshot: Sendable {
  public let me: OwnProfile?
  public let feed: Page<Post, PostID>
  public let conversations: [Conversation]
  public let friends: [Acquaintance]
  public let incoming: [Acquaintance]
  public let outgoing: [Acquaintance]
  public let unreadNotifications: Int64
  /// How many reports nobody has decided; nil for who is no admin.
  public let openReports: Int64?
  /// The head of each topic that the reader's sockets hear.
  public let heads: [Topic: Int64]

  public init(
    me: OwnProfile?, feed: Page<Post, PostID>, conversations: [Conversation],
    friends: [Acquaintance], incoming: [Acquaintance], outgoing: [Acquaintance],
    unreadNotifications: Int64, openReports: Int64? = nil, heads: [Topic: Int64]
  ) {
    self.me = me
    self.feed = feed
    self.conversations = conversations
    self.friends = friends
    self.incoming = incoming
    self.outgoing = outgoing
    self.unreadNotifications = unreadNotifications
    self.openReports = openReports
    self.heads = heads
  }
}
