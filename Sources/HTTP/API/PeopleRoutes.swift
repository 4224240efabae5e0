import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// People as others see them, and friendships.
struct PeopleRoutes: Sendable {
  let services: Services

  /// Answers `GET /api/users?query=`: `{items:[user + relation], next:null}`.
  ///
  /// Those whose username or display name begins so, by username.
  ///
  /// - Throws: ``Refusal`` `bad_request`, field `query`, without a beginning.
  /// - Bounds: ``Limits/peopleFound``, ``Limits/queryCharacters``.
  @Sendable func search(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let query = (request.query("query") ?? "").trimmed
    guard !query.isEmpty, Limits.queryCharacters.contains(query.characterCount) else {
      throw Refusal(.badRequest, "One searches for 1 to 100 characters.", field: "query")
    }
    let start = query.hasPrefix("@") ? String(query.dropFirst()) : query
    let found = try await list(.named(start), session, limit: Limits.peopleFound)
    return .json(ListBody(items: found.map(AcquaintanceBody.init), next: nil))
  }

  /// Answers `GET /api/users/{username}`: `{user, relation, presence?}`.
  ///
  /// `user` has a `bio` and `createdAt` besides; `presence` is for friends and
  /// oneself.
  ///
  /// - Throws: ``Refusal`` `not_found`, also for who blocks the asker.
  @Sendable func read(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    .json(ProfileBody(try await profile(context, session), on: services.hub))
  }

  /// Answers `GET /api/users/{username}/posts?before=&limit=`: `{items:[post], next}`.
  ///
  /// - Throws: ``Refusal`` `not_found` as for the person; `bad_request` with its field.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func posts(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let user = try await profile(context, session).person.user
    return .json(
      ListBody(
        try await services.hub.store.posts(
          .of(user.id), for: session.user.id, before: try request.before(PostKind.self),
          limit: try request.limit())))
  }

  // MARK: - Friends

  /// Answers `GET /api/friends`: `{items:[{user, presence:{state, since}}], next:null}`.
  @Sendable func friends(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let friends = try await list(.friends, session, limit: Limits.friends)
    return .json(
      ListBody(items: friends.map { FriendBody($0, on: services.hub) }, next: nil))
  }

  /// Answers `GET /api/friends/requests`: `{incoming:[user], outgoing:[user]}`.
  ///
  /// - Bounds: ``Limits/listedRequests`` in each direction, the newest.
  @Sendable func requests(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    .json(
      RequestsBody(
        incoming: try await list(.incoming, session, limit: Limits.listedRequests),
        outgoing: try await list(.outgoing, session, limit: Limits.listedRequests)))
  }

  /// Answers `GET /api/online`: `{items:[{user, presence}], next:null}`.
  ///
  /// Friends who are online or idle and since when; for an admin with
  /// `?all=true` everybody who shows themselves, by pages, the newest account first.
  ///
  /// - Throws: ``Refusal`` `forbidden`; `bad_request`, field `before` or `limit`.
  /// - Bounds: ``Limits/friends``; ``Limits/listItems`` a page of everybody.
  @Sendable func online(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    if request.query("all") == "true" {
      guard session.role == .admin else {
        throw Refusal(.forbidden, "Only admins see everybody who is here.")
      }
      return .json(
        try await everybody(
          before: try request.before(UserKind.self), limit: try request.limit()))
    }
    let friends = try await list(.friends, session, limit: Limits.friends)
    let present = friends.map { FriendBody($0, on: services.hub) }
      .filter { $0.presence.state != .offline }
    return .json(ListBody(items: present, next: nil))
  }

  private func everybody(before: UserID?, limit: Int) async throws -> ListBody<FriendBody> {
    let present = services.hub.present.filter { id, _ in before.map { id < $0 } ?? true }
    let page = present.sorted { $0.key > $1.key }.prefix(limit)
    var items: [FriendBody] = []
    for (id, presence) in page {
      guard let profile = try await services.hub.store.ownProfile(of: id) else { continue }
      items.append(FriendBody(user: profile.user, presence: presence))
    }
    return ListBody(
      items: items, next: page.count < present.count ? page.last?.key.description : nil)
  }

  /// Answers `PUT /api/friends/{username}`, `{relation}`: asks, or accepts.
  ///
  /// - Throws: ``Refusal`` `not_found`; `invalid` for oneself; `blocked` for who
  ///   is blocked by the asker; `rate_limited`, `forbidden` for too many.
  /// - Bounds: ``Limits/friendRequestsPerDay``, ``Limits/friends``.
  @Sendable func befriend(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let other = try await profile(context, session).person.user.id
    return try await written(.befriend(session.user, other, at: .now()))
  }

  /// Answers `DELETE /api/friends/{username}`, `{relation}`: takes back, declines
  /// or unfriends.
  ///
  /// - Throws: ``Refusal`` `not_found`; `invalid` for oneself.
  @Sendable func unfriend(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let other = try await profile(context, session).person.user.id
    return try await written(.unfriend(session.user, other))
  }

  // MARK: - Blocks

  /// Answers `GET /api/blocks`: whom one blocks, `{items:[user], next:null}`.
  @Sendable func blocks(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let blocked = try await list(.blocked, session, limit: Limits.listedRequests)
    return .json(ListBody(items: blocked.map(\.user), next: nil))
  }

  /// Answers `PUT /api/blocks/{username}`: `{relation:"blocked"}`.
  ///
  /// - Throws: ``Refusal`` `not_found`; `invalid` for oneself.
  @Sendable func block(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let other = try await profile(context, session).person.user.id
    return try await written(.block(session.user, other, at: .now()))
  }

  /// Answers `DELETE /api/blocks/{username}`: `{relation}`.
  ///
  /// - Throws: ``Refusal`` `not_found`; `invalid` for oneself.
  @Sendable func unblock(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let other = try await profile(context, session).person.user.id
    return try await written(.unblock(session.user, other))
  }

  // MARK: - What they share

  private func list(
    _ list: PeopleList, _ session: Session, limit: Int
  ) async throws -> [Acquaintance] {
    try await services.hub.store.people(list, for: session.user.id, before: nil, limit: limit)
      .items
  }

  private func profile(_ context: HubbubContext, _ session: Session) async throws -> Profile {
    let username = context.parameters.get("username")?.lowercased() ?? ""
    guard
      let found = try await services.hub.store.profile(named: username, for: session.user.id)
    else { throw Refusal.noSuchUser }
    return found
  }

  private func written(_ change: Change) async throws -> Response {
    let answer = try await services.hub.commit(change).result.get()
    guard case .relation(let relation) = answer else {
      preconditionFailure("this change is answered with a relation, not \(answer)")
    }
    return .json(RelationBody(relation: relation))
  }
}

extension FriendBody {
  /// Somebody of whom it is known that they are there.
  fileprivate init(user: User, presence: Presence) {
    (self.user, self.presence) = (user, presence)
  }
}
