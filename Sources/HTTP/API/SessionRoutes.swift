import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import Hummingbird

/// One's password, and the sessions it opened.
struct SessionRoutes: Sendable {
  let services: Services

  private struct PasswordBody: Decodable {
    let current: String
    let new: String
  }

  /// Answers `POST /api/me/password` with 204: the asking session goes on,
  /// every other ends, its sockets with 4501.
  ///
  /// Takes `{current, new}`.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, field `current`; `invalid`,
  ///   field `new`; `rate_limited`, `busy`.
  /// - Bounds: ``Limits/passwordCharacters``.
  @Sendable func changePassword(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(PasswordBody.self)
    let client = Client(
      address: services.facts(of: request, context).address, userAgent: "", keepsToken: false)
    try await services.accounts.changePassword(
      of: session, from: body.current, to: body.new, by: client)
    return .done
  }

  /// Answers `GET /api/me/sessions`: `{items}`, the newest first.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let sessions = try await services.accounts.sessions(of: session.user.id)
    return .json(SessionsBody(items: sessions.map { .init($0, asker: session.id) }))
  }

  /// Answers `DELETE /api/me/sessions/{id}` with 204; the session's sockets
  /// end with 4501.
  ///
  /// - Throws: ``Refusal`` `not_found` for what is no session of one's own.
  @Sendable func end(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(SessionKind.self)
    let owned = try await services.accounts.sessions(of: session.user.id)
    // Nobody else's by the time it ends: a session never changes hands.
    guard owned.contains(where: { $0.id == id }) else { throw Refusal.noSuchSession }
    try await services.accounts.logOut(id)
    services.hub.close([id], of: session.user.id, .signedOut)
    return .done
  }
}

private struct SessionsBody: Encodable {
  let items: [SessionItem]
}

/// One of a person's logins, without what opens it.
struct SessionItem: Encodable {
  let id: SessionID
  let createdAt: Timestamp
  let lastSeenAt: Timestamp
  let userAgent: String
  /// Whether it is the one that asks.
  let current: Bool

  init(_ session: ListedSession, asker: SessionID) {
    id = session.id
    createdAt = session.createdAt
    lastSeenAt = session.lastSeenAt
    userAgent = session.userAgent
    current = session.id == asker
  }
}

extension Refusal {
  fileprivate static let noSuchSession = Refusal(.notFound, "You have no such session.")
}
