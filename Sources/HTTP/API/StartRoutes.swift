import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// What a page starts with.
struct StartRoutes: Sendable {
  let services: Services

  /// Answers `GET /api/config`: `{limits, features}`, for anybody.
  @Sendable func config(_ request: Request, _ context: HubbubContext) async throws -> Response {
    .json(ConfigBody(signup: services.settings.signup))
  }

  /// Answers `GET /api/bootstrap`: all that a page needs to start.
  ///
  /// `{me, epoch, since:{TOPIC:seq}, feed:{items, next}, conversations:[…],
  /// friends:[], requests:{incoming:[], outgoing:[]}, notifications:{unread},
  /// config}`. It is read in one transaction, so `since` fits the rest. `me`
  /// is a user with a `role`, which tells the pages what to offer.
  ///
  /// - Bounds: ``Limits/bootstrapPosts``.
  @Sendable func bootstrap(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let store = services.hub.store
    let snapshot = try await store.snapshot(
      for: session.user.id, posts: Limits.bootstrapPosts)
    return .json(
      BootstrapBody(
        me: Me(session), epoch: store.epoch,
        since: Dictionary(
          uniqueKeysWithValues: snapshot.heads.map { ($0.key.description, $0.value) }),
        feed: ListBody(snapshot.feed), conversations: snapshot.conversations,
        config: ConfigBody(signup: services.settings.signup)))
  }
}

private struct BootstrapBody: Encodable {
  let me: Me
  let epoch: String
  /// The head of each topic by its name; goes into `start` as it is.
  let since: [String: Int64]
  let feed: ListBody<Post>
  let conversations: [Conversation]
  let friends: [User] = []
  let requests = Requests()
  let notifications = Notifications()
  let config: ConfigBody

  struct Requests: Encodable {
    let incoming: [User] = []
    let outgoing: [User] = []
  }

  struct Notifications: Encodable {
    let unread = 0
  }
}

/// Who asks: a user, and what they may do here.
private struct Me: Encodable {
  private let session: Session

  init(_ session: Session) { self.session = session }

  private enum Key: String, CodingKey { case role }

  func encode(to encoder: any Encoder) throws {
    try session.user.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(session.role.rawValue, forKey: .role)
  }
}
