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

  // MARK: - People

  public func profile(named username: String, for reader: UserID) -> Profile? {
    guard let user = account(named: username)?.user, !state.isGone(user.id),
      !state.blocks.contains(MemoryState.Pair(user.id, reader)),
      let person = state.acquaintance(user.id, of: reader), let own = state.ownProfile(of: user.id)
    else { return nil }
    return Profile(person: person, bio: own.bio, createdAt: own.createdAt)
  }

  public func ownProfile(of user: UserID) -> OwnProfile? { state.ownProfile(of: user) }

  public func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) -> Page<Acquaintance, UserID> {
    state.people(list, for: reader, before: before, limit: limit)
  }

  public func lastSeen(of user: UserID) -> Presence? { state.lastSeen(of: user)?.presence }

  public func notifications(of user: UserID, before: Int64?, limit: Int) -> Bell {
    let all = state.shown(of: user).filter { $0.seq < before ?? .max }.reversed()
      .compactMap(state.notification)
    return Bell(
      items: Array(all.prefix(limit)), next: all.count > limit ? all[limit - 1].seq : nil,
      unread: state.unread(of: user))
  }

  public func leavers(before time: Timestamp, limit: Int) -> [UserID] {
    Array(state.leavers(before: time).prefix(limit))
  }

  // MARK: - Second factors

  public func factor(of user: UserID) -> Factor? { state.factors[user] }

  public func hasFactors() -> Bool { !state.factors.isEmpty }

  public func sessions(of user: UserID, at now: Timestamp) -> [ListedSession] {
    state.sessions(of: user, at: now)
  }

  // MARK: - Invitations

  public func hasAdmin() -> Bool { state.hasAdmin() }

  public func inviter(codeHash: [UInt8], at now: Timestamp) -> User? {
    state.openInvite(codeHash, at: now).flatMap { state.user($0.new.inviter) }
  }

  public func invites(
    of inviter: UserID?, before: InviteID?, limit: Int
  ) -> Page<Invite, InviteID> {
    state.invites(of: inviter, before: before, limit: limit)
  }

  // MARK: - Profile pictures

  public func picture(of user: UserID, for reader: UserID) -> PictureID? {
    state.visible(user, to: reader)?.picture
  }

  // MARK: - Posts

  public func post(_ id: PostID, for reader: UserID) -> Post? { state.post(id, for: reader) }

  public func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) -> Page<Post, PostID> {
    state.posts(list, for: reader, before: before, limit: limit)
  }

  public func comments(
    of post: PostID, before: Int64?, limit: Int, for reader: UserID
  ) throws -> Page<Comment, Int64> {
    try state.comments(of: post, before: before, limit: limit, for: reader)
  }

  public func wakePost(_ id: PostID) -> PostState? {
    guard let post = state.posts[id], !post.isDeleted, !state.isGone(post.new.author.id)
    else { return nil }
    return PostState(author: post.new.author.id, likes: post.likes)
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
    return state.messages(of: conversation, range, limit: limit, for: reader)
  }

  public func members(
    of conversation: ConversationID, after: UserID?, limit: Int, for reader: UserID
  ) throws -> Page<Member, UserID> {
    guard state.conversation(conversation, for: reader) != nil else {
      throw Refusal.noSuchConversation
    }
    let first = UserID(high: 0, low: 0)
    let rest = state.members(of: conversation).filter { $0.user.id > after ?? first }
    return Page(
      items: Array(rest.prefix(limit)), next: rest.count > limit ? rest[limit - 1].user.id : nil)
  }

  public func reads(of conversation: ConversationID, for reader: UserID) -> [UserID: Int64] {
    state.reads(of: conversation, for: reader)
  }

  public func unread(of user: UserID, in conversation: ConversationID) -> UnreadCount? {
    state.unread(of: user, in: conversation)
  }

  public func wakeConversation(_ id: ConversationID) -> ConversationState? {
    guard let room = state.rooms[id] else { return nil }
    let members = room.isClosed ? [] : Set(room.members.keys)
    return ConversationState(
      kind: room.kind, members: members.count > Limits.typingMembers ? nil : members,
      head: state.head(of: .conversation(id)))
  }

  // MARK: - Search

  public func search(
    _ kind: Searched, for words: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) -> Page<Found, SearchCursor> {
    state.search(kind, for: words, as: reader, before: before, limit: limit)
  }

  // MARK: - Listening

  public func snapshot(for reader: UserID, posts: Int) -> Snapshot {
    func list(_ list: PeopleList) -> [Acquaintance] {
      state.people(list, for: reader, before: nil, limit: .max - 1).items
    }
    return Snapshot(
      me: state.ownProfile(of: reader),
      feed: state.posts(.feed, for: reader, before: nil, limit: posts),
      conversations: state.conversations(of: reader), friends: list(.friends),
      incoming: list(.incoming), outgoing: list(.outgoing),
      unreadNotifications: state.unread(of: reader),
      openReports: state.isAdmin(reader) ? state.openReports : nil,
      heads: hearing(of: reader, posts: []).topics.mapValues(\.head))
  }

  public func hearing(of user: UserID, posts: [PostID]) -> Hearing {
    let rooms = state.conversations(of: user).map { Topic.conversation($0.id) }
    let seen = posts.map(Topic.post).filter { state.mayHear($0, user) }
    let friends = state.friends.filter { $0.from == user }.map(\.to)
    let seenLast = friends.filter { !state.isGone($0) }.map {
      ($0, (state.lastSeen(of: $0) ?? .never).presence)
    }
    return Hearing(
      topics: heads(
        [.user(user), .person(user), .feed] + friends.map(Topic.person) + rooms + seen),
      friends: Dictionary(uniqueKeysWithValues: seenLast),
      unread: state.conversations(of: user).compactMap { state.unread(of: user, in: $0.id) })
  }

  public func mayHear(_ topic: Topic, _ user: UserID) -> Bool { state.mayHear(topic, user) }

  // MARK: - Health

  public func checkWritable() {}

  public func close() {}
}
