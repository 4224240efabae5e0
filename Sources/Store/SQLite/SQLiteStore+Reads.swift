import GRDB
public import HubbubDomain

/// Each read sees one state of the file, and every commit that had returned before it.
extension SQLiteStore {
  public func read(
    _ topic: Topic, after: Int64, limit: Int, as reader: UserID
  ) async throws -> [Event] {
    try await gathered.read { try $0.events(of: topic, after: after, limit: limit, as: reader) }
  }

  public func heads(_ topics: [Topic]) async throws -> [Topic: Extent] {
    try await gathered.read { try $0.extents(of: topics) }
  }

  public func ask(
    _ questions: [StoreQuestion], found: @escaping @Sendable ([StoreAnswer]) -> Void
  ) {
    gathered.ask(questions, found: found)
  }

  public func account(named username: String) async throws -> Account? {
    try await pool.read { try $0.account(named: username) }
  }

  public func session(tokenHash: [UInt8], at now: Timestamp) async throws -> Session? {
    try await gathered.read { try $0.session(tokenHash: tokenHash, at: now) }
  }

  public func post(_ id: PostID, for reader: UserID) async throws -> Post? {
    try await gathered.read { try $0.post(id, for: reader) }
  }

  public func feed(
    for reader: UserID, before: PostID?, limit: Int
  ) async throws -> Page<Post, PostID> {
    try await pool.read { try $0.feed(for: reader, before: before, limit: limit) }
  }

  public func wakePost(_ id: PostID) async throws -> PostState? {
    try await gathered.read { try $0.wakePost(id) }
  }

  public func conversations(of reader: UserID) async throws -> [Conversation] {
    try await pool.read { try $0.conversations(of: reader) }
  }

  public func conversation(
    _ id: ConversationID, for reader: UserID
  ) async throws -> Conversation? {
    try await pool.read { try $0.conversation(id, for: reader) }
  }

  public func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) async throws -> Page<Conversation, ConversationID> {
    try await pool.read { db in
      try db.rooms(matching: query, for: reader, before: before, limit: limit)
    }
  }

  public func messages(
    of conversation: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) async throws -> MessagePage {
    try await pool.read { try $0.messages(of: conversation, range, limit: limit, for: reader) }
  }

  public func wakeConversation(_ id: ConversationID) async throws -> ConversationState? {
    try await gathered.read { try $0.wakeConversation(id) }
  }

  public func snapshot(for reader: UserID, posts: Int) async throws -> Snapshot {
    try await pool.read { db in
      let conversations = try db.conversations(of: reader)
      let topics: [Topic] =
        [.user(reader), .person(reader), .feed] + conversations.map { .conversation($0.id) }
      var heads: [Topic: Int64] = [:]
      for topic in topics { heads[topic] = try db.extent(of: topic).head }
      return Snapshot(
        feed: try db.feed(for: reader, before: nil, limit: posts), conversations: conversations,
        heads: heads)
    }
  }

  public func hearing(of user: UserID, posts: [PostID]) async throws -> [Topic: Extent] {
    try await gathered.read { try $0.hearing(of: user, posts: posts) }
  }

  public func mayHear(_ topic: Topic, _ user: UserID) async throws -> Bool {
    try await gathered.read { try $0.mayHear(topic, user) }
  }
}
