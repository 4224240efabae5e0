import HubbubAccounts
import HubbubDomain
import Hummingbird

/// One's own second factor: setting up, confirming, turning off.
struct FactorRoutes: Sendable {
  let services: Services

  private struct CodeBody: Decodable { let code: String }

  private struct PasswordBody: Decodable { let password: String }

  private struct RecoveryBody: Encodable { let recoveryCodes: [String] }

  /// Answers `POST /api/me/factor`: `{secret, uri}`, not in force until it is confirmed.
  ///
  /// Asked again it makes a new one, as long as none is in force.
  ///
  /// - Throws: ``Refusal`` `factor_on`; `unavailable` without the key.
  @Sendable func setUp(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    .json(
      try await services.accounts.setUpFactor(
        of: session.user, issuer: services.settings.publicURL?.host ?? "Hubbub"))
  }

  /// Answers `PUT /api/me/factor`: takes `{code}`, gives `{recoveryCodes}`.
  ///
  /// - Throws: ``Refusal`` `invalid_code`; `not_found` where none was set up;
  ///   `factor_on`; `unavailable` without the key.
  @Sendable func confirm(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(CodeBody.self)
    let codes = try await services.accounts.confirmFactor(of: session.user, code: body.code)
    return .json(RecoveryBody(recoveryCodes: codes))
  }

  /// Answers `DELETE /api/me/factor` with 204: takes `{password}`.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, `rate_limited`, `busy`.
  @Sendable func turnOff(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(PasswordBody.self)
    let client = Client(
      address: services.facts(of: request, context).address,
      userAgent: request.headers[.userAgent] ?? "", keepsToken: false)
    try await services.accounts.removeFactor(
      of: session.user, password: body.password, by: client)
    return .done
  }
}
