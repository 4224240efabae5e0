import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// Who is in a conversation.
struct MemberRoutes: Sendable {
  let services: Services

  private struct RoleBody: Decodable {
    let role: String
  }

  /// Answers `GET /api/conversations/{id}/members?before=&limit=`: `{items:[member], next}`.
  ///
  /// The eldest accounts first; `before` is the `next` of the page before.
  ///
  /// - Throws: ``Refusal`` `not_found`; `bad_request` with its field.
  /// - Bounds: ``Limits/listItems``.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    .json(
      ListBody(
        try await services.hub.store.members(
          of: try context.id(ConversationsKind.self), after: try request.before(UserKind.self),
          limit: try request.limit(), for: session.user.id)))
  }

  /// Answers `PUT /api/conversations/{id}/members/{username}`: joins a room by
  /// oneself, or adds somebody to a group.
  ///
  /// 200 `{conversation}`, also for who is in it already.
  ///
  /// - Throws: ``Refusal`` `not_found`, `not_member`; `forbidden` for who is neither
  ///   owner nor admin, and for who takes messages from friends only; `blocked`;
  ///   `too_large` where there is no place.
  /// - Bounds: ``Limits/groupMembers``, ``Limits/roomMembers``, ``Limits/conversations``.
  @Sendable func add(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let other = try await person(context, session)
    return try await services.conversation(
      after: other == session.user.id
        ? .join(id, session.user, at: .now())
        : .add(other, to: id, by: session.user, at: .now()), .ok)
  }

  /// Answers `DELETE /api/conversations/{id}/members/{username}` with 204: leaves,
  /// or takes somebody out.
  ///
  /// - Throws: ``Refusal`` `not_found`, `not_member`; `forbidden` for who may not
  ///   take that person out, and in a conversation of two.
  @Sendable func remove(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let other = try await person(context, session)
    let change: Change =
      other == session.user.id
      ? .leave(id, session.user) : .remove(other, from: id, by: session.user)
    _ = try await services.hub.commit(change).result.get()
    return .done
  }

  /// Answers `PATCH /api/conversations/{id}/members/{username}`, `{conversation}`.
  ///
  /// Takes `{role}`; who makes another the owner is an admin from then on.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `role`; `not_found`, `not_member`;
  ///   `forbidden` for who is not the owner.
  @Sendable func setRole(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(ConversationsKind.self)
    let role: MemberRole = try WrittenText.choice(
      try await request.json(RoleBody.self).role, "role")
    let other = try await person(context, session)
    return try await services.conversation(
      after: .setMemberRole(other, role, in: id, by: session.user), .ok)
  }

  /// Whom the path names: a member who blocks the asker is one all the same.
  private func person(_ context: HubbubContext, _ session: Session) async throws -> UserID {
    let name = context.parameters.get("username")?.lowercased() ?? ""
    if name == session.user.username { return session.user.id }
    guard let account = try await services.hub.store.account(named: name) else {
      throw Refusal.noSuchUser
    }
    return account.user.id
  }
}
