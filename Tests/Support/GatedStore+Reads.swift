public import HubbubDomain
public import HubbubStore

/// What goes through no door.
extension GatedStore {
  public func account(named username: String) async throws -> Account? {
    try await inner.account(named: username)
  }

  public func session(tokenHash: [UInt8], at now: Timestamp) async throws -> Session? {
    try await inner.session(tokenHash: tokenHash, at: now)
  }

  public func factor(of user: UserID) async throws -> Factor? {
    try await inner.factor(of: user)
  }

  public func hasFactors() async throws -> Bool { try await inner.hasFactors() }

  public func sessions(of user: UserID, at now: Timestamp) async throws -> [ListedSession] {
    try await inner.sessions(of: user, at: now)
  }

  public func hasAdmin() async throws -> Bool { try await inner.hasAdmin() }

  public func inviter(codeHash: [UInt8], at now: Timestamp) async throws -> User? {
    try await inner.inviter(codeHash: codeHash, at: now)
  }

  public func invites(
    of inviter: UserID?, before: InviteID?, limit: Int
  ) async throws -> Page<Invite, InviteID> {
    try await inner.invites(of: inviter, before: before, limit: limit)
  }

  public func picture(of user: UserID, for reader: UserID) async throws -> PictureID? {
    try await inner.picture(of: user, for: reader)
  }

  public func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) async throws -> Page<Post, PostID> {
    try await inner.posts(list, for: reader, before: before, limit: limit)
  }

  public func comments(
    of post: PostID, before: Int64?, limit: Int, for reader: UserID
  ) async throws -> Page<Comment, Int64> {
    try await inner.comments(of: post, before: before, limit: limit, for: reader)
  }

  public func profile(named username: String, for reader: UserID) async throws -> Profile? {
    try await inner.profile(named: username, for: reader)
  }

  public func ownProfile(of user: UserID) async throws -> OwnProfile? {
    try await inner.ownProfile(of: user)
  }

  public func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) async throws -> Page<Acquaintance, UserID> {
    try await inner.people(list, for: reader, before: before, limit: limit)
  }

  public func leavers(before time: Timestamp, limit: Int) async throws -> [UserID] {
    try await inner.leavers(before: time, limit: limit)
  }

  public func search(
    _ kind: Searched, for words: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) async throws -> Page<Found, SearchCursor> {
    try await inner.search(kind, for: words, as: reader, before: before, limit: limit)
  }

  public func lastSeen(of user: UserID) async throws -> Presence? {
    try await inner.lastSeen(of: user)
  }

  public func notifications(of user: UserID, before: Int64?, limit: Int) async throws -> Bell {
    try await inner.notifications(of: user, before: before, limit: limit)
  }

  public func conversations(of reader: UserID) async throws -> [Conversation] {
    try await inner.conversations(of: reader)
  }

  public func conversation(
    _ id: ConversationID, for reader: UserID
  ) async throws -> Conversation? {
    try await inner.conversation(id, for: reader)
  }

  public func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) async throws -> Page<Conversation, ConversationID> {
    try await inner.rooms(matching: query, for: reader, before: before, limit: limit)
  }

  public func messages(
    of conversation: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) async throws -> MessagePage {
    try await inner.messages(of: conversation, range, limit: limit, for: reader)
  }

  public func members(
    of conversation: ConversationID, after: UserID?, limit: Int, for reader: UserID
  ) async throws -> Page<Member, UserID> {
    try await inner.members(of: conversation, after: after, limit: limit, for: reader)
  }

  public func reads(
    of conversation: ConversationID, for reader: UserID
  ) async throws -> [UserID: Int64] {
    try await inner.reads(of: conversation, for: reader)
  }

  public func unread(
    of user: UserID, in conversation: ConversationID
  ) async throws -> UnreadCount? {
    try await inner.unread(of: user, in: conversation)
  }

  public func snapshot(for reader: UserID, posts: Int) async throws -> Snapshot {
    try await inner.snapshot(for: reader, posts: posts)
  }

  public func close() async throws { try await inner.close() }
}
