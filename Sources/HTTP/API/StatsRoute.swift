import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import Hummingbird

/// What an operator sees of this process.
struct StatsRoute: Sendable {
  let services: Services

  /// Answers `GET /api/stats`: everything that was counted since the start.
  ///
  /// Answer: `{hub:{NAME:number…, refusals:{CODE:count}, closes:{CODE:count}},
  /// http:{answers:[{method, route, status, count}], refusals:{CODE:count}},
  /// passwords:{hashed, busy, waiting}, process:{uptimeSeconds, residentBytes?, openFiles?}}`.
  ///
  /// For an admin, or a bearer of ``HTTPSettings/metricsToken``.
  ///
  /// - Throws: ``Refusal`` `unauthorized` without a login, `forbidden` for who is no admin.
  @Sendable func stats(_ request: Request, _ context: HubbubContext) async throws -> Response {
    try await admit(services.facts(of: request, context).credentials)
    return .json(
      StatsBody(
        hub: HubFigures(services.hub.snapshot()), http: HTTPFigures(services.counts),
        passwords: services.accounts.passwordCounts,
        process: ProcessFigures(since: services.startedAt)))
  }

  private func admit(_ credentials: Credentials) async throws {
    if let token = services.settings.metricsToken, let bearer = credentials.bearer,
      Crypto.areEqual(bearer, token)
    {
      return
    }
    guard let session = try await services.authenticator.session(of: credentials) else {
      throw Refusal.unauthorized
    }
    guard session.role == .admin else {
      throw Refusal(.forbidden, "Only an admin may see this.")
    }
  }
}

private struct StatsBody: Encodable {
  let hub: HubFigures
  let http: HTTPFigures
  let passwords: PasswordPool.Counts
  let process: ProcessFigures
}
