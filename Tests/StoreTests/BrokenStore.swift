import HubbubDomain
import HubbubStore
import HubbubTesting

/// A fault that somebody could build into a store.
enum PlantedBug: String, CaseIterable, Sendable, CustomStringConvertible {
  case numberLeftOut = "a read leaves a number out"
  case repeatWrites = "the same key writes a second message"
  case repeatAnswersAnew = "a repeat is answered with another id"
  case deletedPostStays = "a deleted post can still be read"
  case strangerWrites = "a message of who is no member is accepted"
  case versionRunsAway = "a second like raises the version"
  case orderTurned = "a batch is carried out backwards"
  case markGoesBack = "a late read moves the mark back"

  var description: String { rawValue }
}

/// A store that keeps its promises but for one planted bug.
actor BrokenStore: Store {
  nonisolated let epoch = "broken"
  private let bug: PlantedBug
  let sound = MemoryStore()
  /// Posts as they were when they were written.
  private var written: [PostID: Post] = [:]
  private var deleted: Set<PostID> = []
  /// How often a second like was answered.
  private var runaway: Int64 = 0
  /// Keys that were made up, so that none is made up twice.
  private var madeUp = 0

  init(_ bug: PlantedBug) { self.bug = bug }

  func commit(_ batch: [Change]) async throws -> [Outcome] {
    if bug == .orderTurned { return await sound.commit(batch.reversed()).reversed() }
    var outcomes: [Outcome] = []
    for change in batch { outcomes.append(await commit(change)) }
    return outcomes
  }

  private func commit(_ change: Change) async -> Outcome {
    let outcome = await sound.commit([change])[0]
    switch (bug, change, outcome) {
    case (.repeatWrites, .message(let message), .repeated):
      madeUp += 1
      _ = await sound.commit([.message(message.under(key: "made up \(madeUp)"))])
      return outcome
    case (.repeatAnswersAnew, _, .repeated(.message(_, let seq, let time))):
      return .repeated(.message(id: .make(), seq: seq, createdAt: time))
    case (.deletedPostStays, _, .done(.post(let post), _)):
      written[post.id] = post
      return outcome
    case (.deletedPostStays, .deletePost(let id, _), .done):
      deleted.insert(id)
      return outcome
    case (.strangerWrites, .message(let message), .refused(.notMember)):
      return await smuggle(message)
    case (.versionRunsAway, .like, .unchanged(.likes(let likes))):
      runaway += 1
      let count = LikeCount(count: likes.count, version: likes.version + runaway)
      return .unchanged(.likes(Likes(count, mine: likes.mine)))
    case (.markGoesBack, .read(_, _, let seq), .unchanged(.read)):
      return .unchanged(.read(seq: seq, unread: 0))
    default: return outcome
    }
  }

  /// Lets a stranger in, takes the message, and shows them out again.
  private func smuggle(_ message: NewMessage) async -> Outcome {
    let outcomes = await sound.commit([
      .join(message.conversation, message.author, at: message.createdAt), .message(message),
      .leave(message.conversation, message.author),
    ])
    return outcomes[1]
  }

  func read(
    _ topic: Topic, after: Int64, limit: Int, as reader: UserID
  ) async throws -> [Event] {
    let events = await sound.read(topic, after: after, limit: limit, as: reader)
    return bug == .numberLeftOut ? events.filter { $0.seq != 2 } : events
  }

  func post(_ id: PostID, for reader: UserID) async throws -> Post? {
    if let post = await sound.post(id, for: reader) { return post }
    return deleted.contains(id) ? written[id] : nil
  }
}

/// What no bug is planted in.
extension BrokenStore {
  func heads(_ topics: [Topic]) async throws -> [Topic: Extent] { await sound.heads(topics) }

  func account(named username: String) async throws -> Account? {
    await sound.account(named: username)
  }

  func session(tokenHash: [UInt8], at now: Timestamp) async throws -> Session? {
    await sound.session(tokenHash: tokenHash, at: now)
  }

  func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) async throws -> Page<Post, PostID> {
    await sound.posts(list, for: reader, before: before, limit: limit)
  }

  func hasAdmin() async throws -> Bool { await sound.hasAdmin() }

  func inviter(codeHash: [UInt8], at now: Timestamp) async throws -> User? {
    await sound.inviter(codeHash: codeHash, at: now)
  }

  func invites(
    of inviter: UserID?, before: InviteID?, limit: Int
  ) async throws -> Page<Invite, InviteID> {
    await sound.invites(of: inviter, before: before, limit: limit)
  }

  func picture(of user: UserID, for reader: UserID) async throws -> PictureID? {
    await sound.picture(of: user, for: reader)
  }

  func sessions(of user: UserID, at now: Timestamp) async throws -> [ListedSession] {
    await sound.sessions(of: user, at: now)
  }

  func comments(
    of post: PostID, before: Int64?, limit: Int, for reader: UserID
  ) async throws -> Page<Comment, Int64> {
    try await sound.comments(of: post, before: before, limit: limit, for: reader)
  }

  func profile(named username: String, for reader: UserID) async throws -> Profile? {
    await sound.profile(named: username, for: reader)
  }

  func ownProfile(of user: UserID) async throws -> OwnProfile? {
    await sound.ownProfile(of: user)
  }

  func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) async throws -> Page<Acquaintance, UserID> {
    await sound.people(list, for: reader, before: before, limit: limit)
  }

  func leavers(before time: Timestamp, limit: Int) async throws -> [UserID] {
    await sound.leavers(before: time, limit: limit)
  }

  func conversationsWritten(by author: UserID) async throws -> [ConversationID] {
    await sound.conversationsWritten(by: author)
  }

  func messages(
    of conversation: ConversationID, by author: UserID, after: Int64, upTo last: Int64
  ) async throws -> [Message] {
    await sound.messages(of: conversation, by: author, after: after, upTo: last)
  }

  func comments(by author: UserID, after: CommentID?, limit: Int) async throws -> [Comment] {
    await sound.comments(by: author, after: after, limit: limit)
  }

  func likes(by user: UserID, after: PostID?, limit: Int) async throws -> [GivenLike] {
    await sound.likes(by: user, after: after, limit: limit)
  }

  func search(
    _ kind: Searched, for words: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) async throws -> Page<Found, SearchCursor> {
    await sound.search(kind, for: words, as: reader, before: before, limit: limit)
  }

  func lastSeen(of user: UserID) async throws -> Presence? {
    await sound.lastSeen(of: user)
  }

  func notifications(of user: UserID, before: Int64?, limit: Int) async throws -> Bell {
    await sound.notifications(of: user, before: before, limit: limit)
  }

  func factor(of user: UserID) async throws -> Factor? { await sound.factor(of: user) }

  func hasFactors() async throws -> Bool { await sound.hasFactors() }

  func wakePost(_ id: PostID) async throws -> PostState? { await sound.wakePost(id) }

  func conversations(of reader: UserID) async throws -> [Conversation] {
    await sound.conversations(of: reader)
  }

  func conversation(_ id: ConversationID, for reader: UserID) async throws -> Conversation? {
    await sound.conversation(id, for: reader)
  }

  func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) async throws -> Page<Conversation, ConversationID> {
    await sound.rooms(matching: query, for: reader, before: before, limit: limit)
  }

  func messages(
    of conversation: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) async throws -> MessagePage {
    try await sound.messages(of: conversation, range, limit: limit, for: reader)
  }

  func members(
    of conversation: ConversationID, after: UserID?, limit: Int, for reader: UserID
  ) async throws -> Page<Member, UserID> {
    try await sound.members(of: conversation, after: after, limit: limit, for: reader)
  }

  func reads(
    of conversation: ConversationID, for reader: UserID
  ) async throws -> [UserID: Int64] {
    await sound.reads(of: conversation, for: reader)
  }

  func unread(
    of user: UserID, in conversation: ConversationID
  ) async throws -> UnreadCount? {
    await sound.unread(of: user, in: conversation)
  }

  func wakeConversation(_ id: ConversationID) async throws -> ConversationState? {
    await sound.wakeConversation(id)
  }

  func snapshot(for reader: UserID, posts: Int) async throws -> Snapshot {
    await sound.snapshot(for: reader, posts: posts)
  }

  func hearing(of user: UserID, posts: [PostID]) async throws -> Hearing {
    await sound.hearing(of: user, posts: posts)
  }

  func mayHear(_ topic: Topic, _ user: UserID) async throws -> Bool {
    await sound.mayHear(topic, user)
  }

  func checkWritable() async throws {}

  func close() async throws {}
}

extension NewMessage {
  fileprivate func under(key: String) -> NewMessage {
    NewMessage(
      id: id, conversation: conversation, author: author, key: key, text: text,
      createdAt: createdAt)
  }
}
