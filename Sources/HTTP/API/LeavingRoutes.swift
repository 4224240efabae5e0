import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import Hummingbird

/// Leaving Hubbub.
struct LeavingRoutes: Sendable {
  let services: Services

  private struct LeavingBody: Decodable { let password: String }

  /// Answers `DELETE /api/me`, which takes `{password}`, with 204.
  ///
  /// Nobody sees the person any more, and every session of theirs ends, its
  /// sockets with 4501. A login within ``Limits/returnPeriod`` brings all back.
  ///
  /// - Throws: ``Refusal`` `invalid_credentials`, field `password`; `forbidden`
  ///   for the last admin; `rate_limited`, `busy`.
  @Sendable func leave(
    _ request: Request, _ context: HubbubContext, _ session: Session
  ) async throws -> Response {
    let body = try await request.json(LeavingBody.self)
    let facts = services.facts(of: request, context)
    let client = Client(address: facts.address, userAgent: "", keepsToken: false)
    try await services.accounts.leave(session, password: body.password, by: client)
    var response = Response.done
    if facts.credentials.bearer == nil {
      response.headers[.setCookie] = SessionCookie.forgetting(isSecure: facts.isSecure)
    }
    return response
  }
}
