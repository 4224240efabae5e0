import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// Invitations: links that let somebody sign up and be a friend at once.
struct InviteRoutes: Sendable {
  let services: Services

  private struct NewBody: Decodable {
    let uses: Int?
    let days: Int?
  }

  private struct LookBody: Decodable {
    let invite: String
  }

  /// Answers `POST /api/invites`, 201 `{invite, code, link}`: the code is told this once.
  ///
  /// It stands behind the `#` of the link, which no log of a server or proxy sees.
  ///
  /// Takes `{uses?, days?}`: for how many people, by default one, and for how long.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field; `forbidden` with too many open,
  ///   and where nobody can sign up.
  /// - Bounds: ``Limits/inviteUses``, ``Limits/inviteDays``, ``Limits/openInvites``.
  @Sendable func create(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(NewBody.self)
    let uses = body.uses ?? Limits.inviteUses.lowerBound
    let days = body.days ?? Limits.inviteDaysByDefault
    guard Limits.inviteUses.contains(uses) else {
      throw Refusal(.invalid, "One invitation is for 1 to 50 people.", field: "uses")
    }
    guard Limits.inviteDays.contains(days) else {
      throw Refusal(.invalid, "An invitation is good for 1 to 30 days.", field: "days")
    }
    if try await services.signup() == .closed { throw Refusal.closedToAll }
    let (invite, code) = try await services.accounts.invite(
      by: session.user.id, uses: uses, lasting: .seconds(days * 86_400))
    let here = services.origin(of: request, context)?.description ?? ""
    return .json(
      MadeBody(
        invite: InviteBody(invite), code: code.text, link: "\(here)/signup#invite=\(code.text)"),
      .created)
  }

  /// Answers `GET /api/invites?before=&limit=`: one's own, `{items:[invite], next}`.
  ///
  /// - Bounds: ``Limits/listItems``.
  @Sendable func list(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    try await list(of: session.user.id, request)
  }

  /// Answers `GET /api/admin/invites?before=&limit=`: everybody's, for admins.
  @Sendable func listAll(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    try await list(of: nil, request)
  }

  /// Answers `DELETE /api/invites/{id}` with 204: it lets nobody in from now on.
  ///
  /// - Throws: ``Refusal`` `not_found` for what is no invitation of one's own; for
  ///   an admin, of anybody's.
  @Sendable func withdraw(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let id = try context.id(InviteKind.self)
    _ = try await services.hub.commit(.withdrawInvite(id, by: session.user.id)).result.get()
    return .done
  }

  /// Answers `POST /api/invites/look`, `{inviter}`: who invites with a code, for anybody.
  ///
  /// Takes `{invite}`, in a body since addresses are kept in logs.
  ///
  /// - Throws: ``Refusal`` `invalid`, field `invite`: it lets nobody in any more.
  @Sendable func look(_ request: Request, _ context: HubbubContext) async throws -> Response {
    let body = try await request.json(LookBody.self)
    return .json(InviterBody(inviter: try await services.accounts.inviter(with: body.invite)))
  }

  private func list(of inviter: UserID?, _ request: Request) async throws -> Response {
    let page = try await services.hub.store.invites(
      of: inviter, before: try request.before(InviteKind.self), limit: try request.limit())
    return .json(
      ListBody(items: page.items.map(InviteBody.init), next: page.next?.description))
  }
}

/// An invitation without what opens it: `{id, inviter, uses, joined, createdAt, expiresAt}`.
struct InviteBody: Encodable {
  let id: InviteID
  let inviter: User
  let uses: Int
  let joined: [User]
  let createdAt: Timestamp
  let expiresAt: Timestamp

  init(_ invite: Invite) {
    id = invite.id
    inviter = invite.inviter
    uses = invite.uses
    joined = invite.joined
    createdAt = invite.createdAt
    expiresAt = invite.expiresAt
  }
}

private struct MadeBody: Encodable {
  let invite: InviteBody
  let code: String
  let link: String
}

private struct InviterBody: Encodable {
  let inviter: User
}

extension Refusal {
  static let closedToAll = Refusal(.forbidden, "Nobody can sign up here at the moment.")
}

extension Services {
  /// How the pages of this server are reached: as the operator says, else as who asks
  /// does; nil for who names no host.
  func origin(of request: Request, _ context: HubbubContext) -> WebOrigin? {
    let isSecure = facts(of: request, context).isSecure
    let asked = request.head.authority.flatMap { WebOrigin(authority: $0, isSecure: isSecure) }
    return settings.publicURL ?? asked
  }
}
