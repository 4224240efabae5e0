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

  public func factor(of user: UserID) async throws -> Factor? {
    try await pool.read { try $0.factor(of: user) }
  }

  public func hasFactors() async throws -> Bool {
    try await pool.read { try $0.hasFactors() }
  }

  public func sessions(of user: UserID, at now: Timestamp) async throws -> [ListedSession] {
    try await pool.read { try $0.sessions(of: user, at: now) }
  }

  public func hasAdmin() async throws -> Bool { try await pool.read { try $0.hasAdmin() } }

  public func inviter(codeHash: [UInt8], at now: Timestamp) async throws -> User? {
    try await pool.read { try $0.openInvite(codeHash, at: now)?.inviter }
  }

  public func invites(
    of inviter: UserID?, before: InviteID?, limit: Int
  ) async throws -> Page<Invite, InviteID> {
    try await pool.read { try $0.invites(of: inviter, before: before, limit: limit) }
  }

  public func picture(of user: UserID, for reader: UserID) async throws -> PictureID? {
    try await gathered.read { try $0.visible(user, to: reader)?.picture }
  }

  public func post(_ id: PostID, for reader: UserID) async throws -> Post? {
    try await gathered.read { try $0.post(id, for: reader) }
  }

  public func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) async throws -> Page<Post, PostID> {
    try await pool.read { try $0.posts(list, for: reader, before: before, limit: limit) }
  }

  public func comments(
    of post: PostID, before: Int64?, limit: Int, for reader: UserID
  ) async throws -> Page<Comment, Int64> {
    try await pool.read { db in
      try db.comments(of: post, before: before, limit: limit, for: reader)
    }
  }

  public func profile(named username: String, for reader: UserID) async throws -> Profile? {
    try await pool.read { try $0.profile(named: username, for: reader) }
  }

  public func ownProfile(of user: UserID) async throws -> OwnProfile? {
    try await pool.read { try $0.ownProfile(of: user) }
  }

  public func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) async throws -> Page<Acquaintance, UserID> {
    try await pool.read { try $0.people(list, for: reader, before: before, limit: limit) }
  }

  public func leavers(before time: Timestamp, limit: Int) async throws -> [UserID] {
    try await pool.read { try $0.leavers(before: time, limit: limit) }
  }

  public func search(
    _ kind: Searched, for words: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) async throws -> Page<Found, SearchCursor> {
    try await pool.read {
      try $0.search(kind, for: words, as: reader, before: before, limit: limit)
    }
  }

  public func lastSeen(of user: UserID) async throws -> Presence? {
    try await gathered.read { try $0.lastSeen(of: user) }
  }

  public func notifications(
    of user: UserID, before: Int64?, limit: Int
  ) async throws -> Bell {
    try await pool.read { db in
      let page = try db.notifications(of: user, before: before, limit: limit)
      return Bell(
        items: page.items, next: page.next, unread: try db.unreadNotifications(of: user))
    }
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

  public func members(
    of conversation: ConversationID, after: UserID?, limit: Int, for reader: UserID
  ) async throws -> Page<Member, UserID> {
    try await pool.read { db in
      try db.members(of: conversation, after: after, limit: limit, for: reader)
    }
  }

  public func reads(
    of conversation: ConversationID, for reader: UserID
  ) async throws -> [UserID: Int64] {
    try await pool.read { try $0.reads(of: conversation, for: reader) }
  }

  public func unread(
    of user: UserID, in conversation: ConversationID
  ) async throws -> UnreadCount? {
    try await gathered.read { try $0.unread(of: user, in: conversation) }
  }

  public func wakeConversation(_ id: ConversationID) async throws -> ConversationState? {
    try await gathered.read { try $0.wakeConversation(id) }
  }

  public func snapshot(for reader: UserID, posts: Int) async throws -> Snapshot {
    try await pool.read { try $0.snapshot(for: reader, posts: posts) }
  }

  public func hearing(of user: UserID, posts: [PostID]) async throws -> Hearing {
    try await gathered.read { try $0.hearing(of: user, posts: posts) }
  }

  public func mayHear(_ topic: Topic, _ user: UserID) async throws -> Bool {
    try await gathered.read { try $0.mayHear(topic, user) }
  }
}

extension Database {
  fileprivate func snapshot(for reader: UserID, posts limit: Int) throws -> Snapshot {
    func list(_ list: PeopleList, _ limit: Int) throws -> [Acquaintance] {
      try people(list, for: reader, before: nil, limit: limit).items
    }
    return Snapshot(
      me: try ownProfile(of: reader),
      feed: try posts(.feed, for: reader, before: nil, limit: limit),
      conversations: try conversations(of: reader),
      friends: try list(.friends, Limits.friends),
      incoming: try list(.incoming, Limits.listedRequests),
      outgoing: try list(.outgoing, Limits.listedRequests),
      unreadNotifications: try unreadNotifications(of: reader),
      openReports: try isAdmin(reader) ? openReports() : nil,
      heads: try hearing(of: reader, posts: []).topics.mapValues(\.head))
  }
}
