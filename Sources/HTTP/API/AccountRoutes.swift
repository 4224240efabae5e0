import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird

/// Signing up, logging in and out.
struct AccountRoutes: Sendable {
  let services: Services

  private struct SignupBody: Decodable {
    let username: String
    let password: String
    let displayName: String?
    let invite: String?
    let token: Bool?
  }

  private struct SetupBody: Decodable {
    let key: String
    let username: String
    let password: String
    let displayName: String?
    let token: Bool?
  }

  private struct LoginBody: Decodable {
    let username: String
    let password: String
    let code: String?
    let token: Bool?
  }

  /// Answers `POST /api/signup`: makes an account and logs it in.
  ///
  /// Takes `{username, password, displayName?, invite?, token?}`; answers 201
  /// `{user}` with the cookie, or `{user, token}` without one for `token: true`.
  /// Who comes by an invitation is the inviter's friend.
  ///
  /// - Throws: ``Refusal`` `invalid` with its field, `username_taken`,
  ///   `forbidden` where nobody may sign up, `rate_limited`, `busy`.
  /// - Bounds: ``Limits/usernameCharacters``, ``Limits/passwordCharacters``,
  ///   ``Limits/displayNameCharacters``.
  @Sendable func signUp(_ request: Request, _ context: HubbubContext) async throws -> Response {
    let body = try await request.json(SignupBody.self)
    try await admitSignup(invite: body.invite)
    let facts = services.facts(of: request, context)
    let (session, token) = try await services.accounts.signUp(
      SignupWish(
        username: body.username, password: body.password, displayName: body.displayName,
        invite: body.invite),
      by: client(request, facts, keepsToken: body.token ?? false))
    return try await opened(session, token, .created, facts, givesToken: body.token ?? false)
  }

  /// Answers `POST /api/setup`: makes the first admin and logs them in.
  ///
  /// Takes `{key, username, password, displayName?, token?}`; answers as a signup.
  ///
  /// - Throws: ``Refusal`` `forbidden`, field `key`; `not_found` once there is an
  ///   admin; else what a signup throws, whoever may sign up.
  @Sendable func setUp(_ request: Request, _ context: HubbubContext) async throws -> Response {
    let body = try await request.json(SetupBody.self)
    let facts = services.facts(of: request, context)
    let (session, token) = try await services.accounts.setUp(
      SignupWish(
        username: body.username, password: body.password, displayName: body.displayName),
      key: body.key, by: client(request, facts, keepsToken: body.token ?? false))
    return try await opened(session, token, .created, facts, givesToken: body.token ?? false)
  }

  /// Answers `POST /api/login`: opens a session.
  ///
  /// Takes `{username, password, code?, token?}`; answers 200 with what signup gives.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, alike for every reason;
  ///   `code_required`, `invalid_code` where a second factor is in force;
  ///   `forbidden` for a closed account, `rate_limited`, `busy`.
  @Sendable func logIn(_ request: Request, _ context: HubbubContext) async throws -> Response {
    let body = try await request.json(LoginBody.self)
    let facts = services.facts(of: request, context)
    let (session, token) = try await services.accounts.logIn(
      username: body.username, password: body.password, code: body.code,
      by: client(request, facts, keepsToken: body.token ?? false))
    services.hub.loggedIn(session.user.id, at: session.createdAt)
    return try await opened(session, token, .ok, facts, givesToken: body.token ?? false)
  }

  /// Answers `POST /api/logout` with 204; the session's sockets end with it.
  ///
  /// - Throws: ``Refusal`` `unavailable`: the session goes on.
  @Sendable func logOut(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    try await services.accounts.logOut(session.id)
    services.hub.close(session, .signedOut)
    let facts = services.facts(of: request, context)
    var response = Response.done
    if facts.credentials.bearer == nil {
      response.headers[.setCookie] = SessionCookie.forgetting(isSecure: facts.isSecure)
    }
    return response
  }

  private func admitSignup(invite: String?) async throws {
    switch try await services.signup() {
    case .open: return
    case .invite:
      guard invite == nil else { return }
      throw Refusal(.forbidden, "You need an invitation to sign up here.", field: "invite")
    case .closed: throw Refusal.closedToAll
    }
  }

  private func client(_ request: Request, _ facts: RequestFacts, keepsToken: Bool) -> Client {
    Client(
      address: facts.address, userAgent: request.headers[.userAgent] ?? "",
      keepsToken: keepsToken)
  }

  /// The token goes into the answer or into the cookie, never into both: what
  /// a script can read is no cookie's secret.
  private func opened(
    _ session: Session, _ token: SessionToken, _ status: HTTPResponse.Status,
    _ facts: RequestFacts, givesToken: Bool
  ) async throws -> Response {
    guard let me = try await services.hub.store.ownProfile(of: session.user.id) else {
      throw Refusal.unauthorized
    }
    let user = MeBody(profile: me)
    guard givesToken else {
      var response = Response.json(UserBody(user: user), status)
      response.headers[.setCookie] = SessionCookie.keeping(token, isSecure: facts.isSecure)
      return response
    }
    return .json(UserBody(user: user, token: token.text), status)
  }
}

private struct UserBody: Encodable {
  let user: MeBody
  var token: String?
}
