import HTTPTypes
import HubbubDomain
import HubbubHub
import Logging

/// Who may open a socket: the rule before ``Hub/connect(_:over:on:)``.
struct ServerAdmission: Sendable {
  let services: Services
  let hasDevEcho: Bool
  let logger: Logger

  /// Decides on one upgrade.
  ///
  /// A cookie comes along by itself wherever a browser is led, so it counts
  /// only from our own pages; a bearer token nobody adds by accident.
  func admit(_ request: UpgradeRequest) async -> Admission {
    do throws(Refusal) {
      guard request.path == SocketPath.echo else { return try await live(request) }
      guard hasDevEcho else { throw .noSuchAddress }
      return .echo
    } catch {
      return .refused(error.code.status, error)
    }
  }

  /// Counts an upgrade that was refused, here or for its form.
  func count(_ status: HTTPResponse.Status, _ code: Refusal.Code) {
    services.counts.count(.get, SocketPath.live, status, refusal: code)
  }

  private func live(_ request: UpgradeRequest) async throws(Refusal) -> Admission {
    let facts = services.facts(peer: request.remoteAddress, headers: request.headers)
    let credentials = facts.credentials
    if credentials.bearer == nil, credentials.cookie != nil {
      guard
        services.originRule.allowsSocket(
          origin: request.origin, host: request.host, isSecure: facts.isSecure)
      else { throw Refusal.badOrigin }
    }
    guard let session = try await session(of: credentials) else { throw Refusal.unauthorized }
    let hub = services.hub
    if let refusal = hub.refusesSocket(of: session) { throw refusal }
    return .socket { transport, loop in hub.connect(session, over: transport, on: loop) }
  }

  private func session(of credentials: Credentials) async throws(Refusal) -> Session? {
    do {
      return try await services.authenticator.session(of: credentials)
    } catch {
      logger.error("a session could not be read", metadata: ["error": "\(error)"])
      throw .unavailable
    }
  }
}
