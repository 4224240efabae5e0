import HTTPTypes
import HubbubDomain
import Hummingbird

/// Refuses what another site makes a browser ask with its user's cookie.
///
/// It looks at every changing request but those with a bearer token, which no
/// browser adds by itself: without a cookie too, so that no other site can
/// log somebody in as somebody else.
struct OriginCheck: RouterMiddleware {
  let services: Services

  func handle(
    _ request: Request, context: HubbubContext,
    next: (Request, HubbubContext) async throws -> Response
  ) async throws -> Response {
    let facts = services.facts(of: request, context)
    if request.changesSomething, facts.credentials.bearer == nil {
      guard
        services.originRule.allowsChange(
          OriginRule.Claim(
            origin: request.headers[.origin], fetchSite: request.fetchSite,
            referer: request.headers[.referer]),
          host: request.head.authority, isSecure: facts.isSecure)
      else { throw Refusal.badOrigin }
    }
    return try await next(request, context)
  }
}

extension Request {
  fileprivate var changesSomething: Bool {
    method != .get && method != .head && method != .options
  }

  fileprivate var fetchSite: String? {
    HTTPField.Name("sec-fetch-site").flatMap { headers[$0] }
  }
}
