import HubbubDomain
import HubbubStore

/// Three people and a room that two of them are in, to begin a check with.
struct StoreCompany {
  let store: any Store
  let ada: User
  let bob: User
  /// Is in no room.
  let eve: User
  /// Ada's, with Bob in it.
  let room: ConversationID

  static let noon = Timestamp(milliseconds: 1_800_000_000_000)

  static func gather(in store: any Store) async throws -> StoreCompany {
    let ada = try await store.addUser("ada", at: noon)
    let bob = try await store.addUser("bob", at: noon)
    let eve = try await store.addUser("eve", at: noon)
    let room = try await store.addRoom("The hall", owner: ada, members: [bob], at: noon)
    return StoreCompany(store: store, ada: ada, bob: bob, eve: eve, room: room)
  }

  /// A message to the room that nobody has committed yet.
  func message(_ text: String, by author: User, key: String, after: Int64 = 0) -> Change {
    .message(
      NewMessage(
        id: .make(), conversation: room, author: author, key: key, text: text,
        createdAt: Self.noon + .seconds(after)))
  }

  /// A post that nobody has committed yet.
  func post(
    _ text: String, by author: User, key: String, audience: Audience = .public, id: PostID = .make()
  ) -> Change {
    .post(
      NewPost(
        id: id, author: author, key: key, text: text, audience: audience, createdAt: Self.noon))
  }

  /// The first thing that Ada's bell rings for.
  func bell(_ kind: NotificationKind, by actor: User, about post: PostID?) -> Event {
    let seq: Int64 = 2  // behind the room that she opened
    return Event(
      topic: .user(ada.id), seq: seq,
      body: .notification(
        Notification(
          seq: seq, kind: kind, actor: actor, post: post, createdAt: Self.noon, isRead: false)))
  }

  /// Who is in the room, as it now is.
  func members() async throws -> Set<UserID> {
    try await store.wakeConversation(room)?.members ?? []
  }

  /// All the room's messages, as Ada reads them.
  func messages() async throws -> [Message] {
    try await store.messages(of: room, .latest, limit: 1_000, for: ada.id).items
  }

  /// The room's log from its beginning.
  func log(as reader: UserID = .hub) async throws -> [Event] {
    try await store.read(.conversation(room), after: 0, limit: 1_000, as: reader)
  }

  func head() async throws -> Int64 {
    let topic = Topic.conversation(room)
    return try await store.heads([topic])[topic]?.head ?? -1
  }
}

extension Outcome {
  /// What there is to tell.
  var events: [Event] {
    if case .done(_, let events) = self { events } else { [] }
  }

  /// The seq a message was given, now or the first time.
  var messageSeq: Int64? {
    switch self {
    case .done(.message(_, let seq, _), _), .repeated(.message(_, let seq, _)): seq
    default: nil
    }
  }

  /// The likes it answers with.
  var likes: Likes? {
    switch self {
    case .done(.likes(let likes), _), .unchanged(.likes(let likes)): likes
    default: nil
    }
  }
}
