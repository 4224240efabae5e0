import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// Oneself: what one says and how one wants things to be.
struct ProfileRoutes: Sendable {
  let services: Services

  private struct ProfileChangeBody: Decodable {
    let displayName: String?
    let bio: String?
    let invisible: Bool?
    let messagesFrom: String?
    let theme: String?
    let language: String?
    let motion: String?
    let tellsReads: Bool?
    let notify: [String: Bool]?
  }

  /// Answers `GET /api/me`: `{user}` with all that one has set.
  @Sendable func read(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    guard let profile = try await services.hub.store.ownProfile(of: session.user.id) else {
      throw Refusal.unauthorized
    }
    return .json(OwnBody(user: MeBody(profile: profile)))
  }

  /// Answers `PATCH /api/me`: changes some of it, `{user}`.
  ///
  /// Takes `{displayName?, bio?, invisible?, messagesFrom?, theme?, language?, motion?,
  /// tellsReads?, notify:{KIND:bool}?}`.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field.
  /// - Bounds: ``Limits/displayNameCharacters``, ``Limits/bioCharacters``.
  @Sendable func update(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let change = try Self.change(await request.json(ProfileChangeBody.self), of: session.user)
    let answer = try await services.hub.commit(.updateProfile(session.user.id, change)).result
      .get()
    guard case .profile(let profile) = answer else {
      preconditionFailure("a profile is answered with a profile, not \(answer)")
    }
    return .json(OwnBody(user: MeBody(profile: profile)))
  }

  private static func change(
    _ body: ProfileChangeBody, of user: User
  ) throws(Refusal) -> ProfileChange {
    var change = ProfileChange()
    if let name = body.displayName {
      change.displayName = try AccountRules.displayName(name, else: user.username)
    }
    change.bio = try body.bio.map { bio throws(Refusal) in try WrittenText.bio(bio) }
    change.isInvisible = body.invisible
    change.messagesFrom = try WrittenText.choice(ifAny: body.messagesFrom, "messagesFrom")
    change.theme = try WrittenText.choice(ifAny: body.theme, "theme")
    change.language = try WrittenText.choice(ifAny: body.language, "language")
    change.motion = try WrittenText.choice(ifAny: body.motion, "motion")
    change.tellsReads = body.tellsReads
    for (name, rings) in body.notify ?? [:] {
      change.rings[try WrittenText.choice(name, "notify")] = rings
    }
    return change
  }
}

private struct OwnBody: Encodable {
  let user: MeBody
}
