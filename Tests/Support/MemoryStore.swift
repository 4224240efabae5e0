public import HubbubDomain
public import HubbubStore

/// A second store, in memory: what `Store` promises, said as plainly as it can
/// be, for the conformance suite to hold the first against.
///
/// - Isolation: an actor, so that each batch and each read sees one state.
public actor MemoryStore: Store {
  public nonisolated let epoch: String
  var state = MemoryState()

  public init(epoch: String = "memory") { self.epoch = epoch }

  public func commit(_ batch: [Change]) -> [Outcome] {
    batch.map { change in
      do { return try state.apply(change) } catch { return .failed }
    }
  }

  public func read(
    _ topic: Topic, after: Int64, limit: Int, as reader: UserID
  ) -> [Event] {
    state.events(of: topic, after: after, limit: limit, as: reader)
  }

  public func heads(_ topics: [Topic]) -> [Topic: Extent] {
    Dictionary(topics.map { ($0, state.extent(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: - Accounts

  public func account(named username: String) -> Account? {
    state.accounts.values.first { $0.user.username == username }
  }

  public func session(tokenHash: [UInt8], at now: Timestamp) -> Session? {
    state.sessions.values.first { $0.tokenHash == tokenHash && $0.expiresAt > now }
      .flatMap(state.session(of:))
  }

  // MARK: - Posts

  public func post(_ id: PostID, for reader: UserID) -> Post? { state.post(id, for: reader) }

  public func feed(for reader: UserID, before: PostID?, limit: Int) -> Page<Post, PostID> {
    state.feed(for: reader, before: before, limit: limit)
  }

  public func wakePost(_ id: PostID) -> PostState? {
    guard let post = state.posts[id], !post.isDeleted else { return nil }
    return PostState(
      author: post.new.author.id, audience: post.new.audience, likes: post.likes, comments: 0)
  }

  // MARK: - Conversations

  public func conversations(of reader: UserID) -> [Conversation] {
    state.conversations(of: reader)
  }

  public func conversation(_ id: ConversationID, for reader: UserID) -> Conversation? {
    state.conversation(id, for: reader)
  }

  public func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) -> Page<Conversation, ConversationID> {
    state.rooms(matching: query, for: reader, before: before, limit: limit)
  }

  public func messages(
    of conversation: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) throws -> MessagePage {
    guard state.mayHear(.conversation(conversation), reader) else {
      throw Refusal.noSuchConversation
    }
    return state.messages(of: conversation, range, limit: limit)
  }

  public func wakeConversation(_ id: ConversationID) -> ConversationState? {
    guard let room = state.rooms[id] else { return nil }
    return ConversationState(
      kind: .room, members: Set(room.members.keys), head: state.head(of: .conversation(id)))
  }

  // MARK: - Listening

  public func snapshot(for reader: UserID, posts: Int) -> Snapshot {
    let conversations = state.conversations(of: reader)
    let topics: [Topic] =
      [.user(reader), .person(reader), .feed] + conversations.map { .conversation($0.id) }
    return Snapshot(
      feed: state.feed(for: reader, before: nil, limit: posts), conversations: conversations,
      heads: heads(topics).mapValues(\.head))
  }

  public func hearing(of user: UserID, posts: [PostID]) -> [Topic: Extent] {
    let rooms = state.conversations(of: user).map { Topic.conversation($0.id) }
    let seen = posts.map(Topic.post).filter { state.mayHear($0, user) }
    return heads([.user(user), .person(user), .feed] + rooms + seen)
  }

  public func mayHear(_ topic: Topic, _ user: UserID) -> Bool { state.mayHear(topic, user) }

  // MARK: - Health

  public func checkWritable() {}

  public func close() {}
}
