public import HubbubDomain
public import HubbubStats

/// A store that tells how long each of its reads takes.
///
/// What is written is timed by the ``Writer``.
public final class TimedStore: Store {
  let store: any Store
  private let meters: [StoreRead: Meter]

  /// - Parameter isMeasured: false for one that measures nothing.
  public init(_ store: any Store, isMeasured: Bool = true) {
    self.store = store
    meters = Dictionary(
      uniqueKeysWithValues: StoreRead.allCases.map { ($0, Meter(isOn: isMeasured)) })
  }

  /// How long the reads that there were took.
  public var times: [StoreRead: Meter.Reading] {
    meters.mapValues { $0.reading() }.filter { $0.value.all.count > 0 }
  }

  /// Runs a read; one that fails is timed as well.
  func timed<Value>(
    _ read: StoreRead, _ body: () async throws -> Value
  ) async throws -> Value {
    let start = ContinuousClock.now
    defer { meters[read]?.add(since: start) }
    return try await body()
  }
}

extension TimedStore {
  public var epoch: String { store.epoch }

  public func commit(_ batch: [Change]) async throws -> [Outcome] {
    try await store.commit(batch)
  }

  public func read(
    _ topic: Topic, after: Int64, limit: Int, as reader: UserID
  ) async throws -> [Event] {
    try await timed(.read) {
      try await store.read(topic, after: after, limit: limit, as: reader)
    }
  }

  public func heads(_ topics: [Topic]) async throws -> [Topic: Extent] {
    try await timed(.heads) { try await store.heads(topics) }
  }

  public func ask(
    _ questions: [StoreQuestion], found: @escaping @Sendable ([StoreAnswer]) -> Void
  ) {
    let start = ContinuousClock.now
    store.ask(questions) { [meters] answers in
      for answer in answers { meters[answer.read]?.add(since: start) }
      found(answers)
    }
  }

  public func account(named username: String) async throws -> Account? {
    try await timed(.account) { try await store.account(named: username) }
  }

  public func session(tokenHash: [UInt8], at now: Timestamp) async throws -> Session? {
    try await timed(.session) { try await store.session(tokenHash: tokenHash, at: now) }
  }

  public func factor(of user: UserID) async throws -> Factor? {
    try await timed(.factor) { try await store.factor(of: user) }
  }

  public func hasFactors() async throws -> Bool {
    try await timed(.hasFactors) { try await store.hasFactors() }
  }

  public func sessions(of user: UserID, at now: Timestamp) async throws -> [ListedSession] {
    try await timed(.sessions) { try await store.sessions(of: user, at: now) }
  }

  public func hasAdmin() async throws -> Bool {
    try await timed(.hasAdmin) { try await store.hasAdmin() }
  }

  public func inviter(codeHash: [UInt8], at now: Timestamp) async throws -> User? {
    try await timed(.inviter) { try await store.inviter(codeHash: codeHash, at: now) }
  }

  public func invites(
    of inviter: UserID?, before: InviteID?, limit: Int
  ) async throws -> Page<Invite, InviteID> {
    try await timed(.invites) {
      try await store.invites(of: inviter, before: before, limit: limit)
    }
  }

  public func picture(of user: UserID, for reader: UserID) async throws -> PictureID? {
    try await timed(.picture) { try await store.picture(of: user, for: reader) }
  }

  public func post(_ id: PostID, for reader: UserID) async throws -> Post? {
    try await timed(.post) { try await store.post(id, for: reader) }
  }

  public func posts(
    _ list: PostList, for reader: UserID, before: PostID?, limit: Int
  ) async throws -> Page<Post, PostID> {
    try await timed(.posts) {
      try await store.posts(list, for: reader, before: before, limit: limit)
    }
  }

  public func comments(
    of post: PostID, before: Int64?, limit: Int, for reader: UserID
  ) async throws -> Page<Comment, Int64> {
    try await timed(.comments) {
      try await store.comments(of: post, before: before, limit: limit, for: reader)
    }
  }

  public func wakePost(_ id: PostID) async throws -> PostState? {
    try await timed(.wakePost) { try await store.wakePost(id) }
  }

  public func conversations(of reader: UserID) async throws -> [Conversation] {
    try await timed(.conversations) { try await store.conversations(of: reader) }
  }

  public func conversation(
    _ id: ConversationID, for reader: UserID
  ) async throws -> Conversation? {
    try await timed(.conversation) { try await store.conversation(id, for: reader) }
  }

  public func rooms(
    matching query: String, for reader: UserID, before: ConversationID?, limit: Int
  ) async throws -> Page<Conversation, ConversationID> {
    try await timed(.rooms) {
      try await store.rooms(matching: query, for: reader, before: before, limit: limit)
    }
  }

  public func messages(
    of conversation: ConversationID, _ range: MessageRange, limit: Int, for reader: UserID
  ) async throws -> MessagePage {
    try await timed(.messages) {
      try await store.messages(of: conversation, range, limit: limit, for: reader)
    }
  }

  public func members(
    of conversation: ConversationID, after: UserID?, limit: Int, for reader: UserID
  ) async throws -> Page<Member, UserID> {
    try await timed(.members) {
      try await store.members(of: conversation, after: after, limit: limit, for: reader)
    }
  }

  public func reads(
    of conversation: ConversationID, for reader: UserID
  ) async throws -> [UserID: Int64] {
    try await timed(.reads) { try await store.reads(of: conversation, for: reader) }
  }

  public func unread(
    of user: UserID, in conversation: ConversationID
  ) async throws -> UnreadCount? {
    try await timed(.unread) { try await store.unread(of: user, in: conversation) }
  }

  public func wakeConversation(_ id: ConversationID) async throws -> ConversationState? {
    try await timed(.wakeConversation) { try await store.wakeConversation(id) }
  }

  public func snapshot(for reader: UserID, posts: Int) async throws -> Snapshot {
    try await timed(.snapshot) { try await store.snapshot(for: reader, posts: posts) }
  }

  public func hearing(of user: UserID, posts: [PostID]) async throws -> Hearing {
    try await timed(.hearing) { try await store.hearing(of: user, posts: posts) }
  }

  public func mayHear(_ topic: Topic, _ user: UserID) async throws -> Bool {
    try await timed(.mayHear) { try await store.mayHear(topic, user) }
  }

  public func checkWritable() async throws { try await store.checkWritable() }

  public func close() async throws { try await store.close() }
}

// MARK: - People

extension TimedStore {
  public func leavers(before time: Timestamp, limit: Int) async throws -> [UserID] {
    try await timed(.leavers) { try await store.leavers(before: time, limit: limit) }
  }

  public func profile(named username: String, for reader: UserID) async throws -> Profile? {
    try await timed(.profile) { try await store.profile(named: username, for: reader) }
  }

  public func ownProfile(of user: UserID) async throws -> OwnProfile? {
    try await timed(.ownProfile) { try await store.ownProfile(of: user) }
  }

  public func people(
    _ list: PeopleList, for reader: UserID, before: UserID?, limit: Int
  ) async throws -> Page<Acquaintance, UserID> {
    try await timed(.people) {
      try await store.people(list, for: reader, before: before, limit: limit)
    }
  }

  public func search(
    _ kind: Searched, for words: String, as reader: UserID, before: SearchCursor?, limit: Int
  ) async throws -> Page<Found, SearchCursor> {
    try await timed(.search) {
      try await store.search(kind, for: words, as: reader, before: before, limit: limit)
    }
  }

  public func lastSeen(of user: UserID) async throws -> Presence? {
    try await timed(.lastSeen) { try await store.lastSeen(of: user) }
  }

  public func notifications(
    of user: UserID, before: Int64?, limit: Int
  ) async throws -> Bell {
    try await timed(.notifications) {
      try await store.notifications(of: user, before: before, limit: limit)
    }
  }
}
