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
  func admit(_ request: UpgradeRequest, _ answer: @escaping @Sendable (Admission) -> Void) {
    guard request.path == SocketPath.echo else { return live(request, answer) }
    answer(hasDevEcho ? .echo : .refused(.noSuchAddress))
  }

  /// Counts an upgrade that was refused, here or for its form.
  func count(_ status: HTTPResponse.Status, _ code: Refusal.Code) {
    services.counts.count(.get, SocketPath.live, status, refusal: code)
  }

  private func live(
    _ request: UpgradeRequest, _ answer: @escaping @Sendable (Admission) -> Void
  ) {
    let facts = services.facts(peer: request.remoteAddress, headers: request.headers)
    let credentials = facts.credentials
    if credentials.bearer == nil, credentials.cookie != nil {
      guard
        services.originRule.allowsSocket(
          origin: request.origin, host: request.host, isSecure: facts.isSecure)
      else { return answer(.refused(.badOrigin)) }
    }
    let question = services.authenticator.question(about: credentials) {
      answer(admission(of: $0))
    }
    guard let question else { return answer(.refused(.unauthorized)) }
    services.hub.ask(question, on: request.loop)
  }

  private func admission(of found: Result<Session?, any Error>) -> Admission {
    switch found {
    case .success(let session?):
      let hub = services.hub
      if let refusal = hub.refusesSocket(of: session) { return .refused(refusal) }
      services.noteUse(of: session)
      return .socket { transport, loop in hub.connect(session, over: transport, on: loop) }
    case .success(nil): return .refused(.unauthorized)
    case .failure(let error):
      logger.error("a session could not be read", metadata: ["error": "\(error)"])
      return .refused(.unavailable)
    }
  }
}

extension Admission {
  fileprivate static func refused(_ refusal: Refusal) -> Admission {
    .refused(refusal.code.status, refusal)
  }
}
