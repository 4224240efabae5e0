import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// What a page starts with.
struct StartRoutes: Sendable {
  let services: Services

  /// Answers `GET /api/config`: `{limits, features}`, for anybody.
  @Sendable func config(_ request: Request, _ context: HubbubContext) async throws -> Response {
    .json(try await ConfigBody(services))
  }

  /// Answers `GET /api/bootstrap`: all that a page needs to start.
  ///
  /// `{me, epoch, since:{TOPIC:seq}, feed:{items, next}, conversations:[…],
  /// friends:[{user, presence}], requests:{incoming, outgoing},
  /// notifications:{unread}, openReports?, config}`, the last but one for admins. It is read in one transaction, so `since`
  /// fits the rest. `me` has a `role`, which tells the pages what to offer.
  ///
  /// - Bounds: ``Limits/bootstrapPosts``.
  @Sendable func bootstrap(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let store = services.hub.store
    let snapshot = try await store.snapshot(
      for: session.user.id, posts: Limits.bootstrapPosts)
    guard let me = snapshot.me else { throw Refusal.unauthorized }
    return .json(
      BootstrapBody(
        me: MeBody(profile: me), epoch: store.epoch,
        since: Dictionary(
          uniqueKeysWithValues: snapshot.heads.map { ($0.key.description, $0.value) }),
        feed: ListBody(snapshot.feed), conversations: snapshot.conversations,
        friends: snapshot.friends.map { FriendBody($0, on: services.hub) },
        requests: RequestsBody(incoming: snapshot.incoming, outgoing: snapshot.outgoing),
        notifications: .init(unread: snapshot.unreadNotifications),
        openReports: snapshot.openReports,
        config: try await ConfigBody(services)))
  }
}

private struct BootstrapBody: Encodable {
  let me: MeBody
  let epoch: String
  /// The head of each topic by its name; goes into `start` as it is.
  let since: [String: Int64]
  let feed: ListBody<Post>
  let conversations: [Conversation]
  let friends: [FriendBody]
  let requests: RequestsBody
  let notifications: Notifications
  /// For admins alone.
  let openReports: Int64?
  let config: ConfigBody

  struct Notifications: Encodable {
    let unread: Int64
  }
}
