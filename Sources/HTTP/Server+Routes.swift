import HTTPTypes
import HubbubAccounts
import HubbubDomain
import HubbubHub
import HubbubStore
import Hummingbird
import Logging

extension Server {
  /// Everything that HTTP answers: the API, the probes, then the pages.
  static func router(
    _ services: Services, _ health: Health, _ pages: StaticPages
  ) -> Router<HubbubContext> {
    let router = Router(context: HubbubContext.self)
    addAPIRoutes(to: router, services: services)
    OpsRoutes(health: health).add(to: router)
    for path in [SocketPath.live, SocketPath.echo] {
      router.get(RouterPath(stringLiteral: path)) { _, _ -> Response in throw onlySockets }
    }
    // Last, so that it is asked only for what no route above answers.
    router.add(
      middleware: PagesMiddleware(
        pages: pages,
        visitor: { request, context in
          let credentials = services.facts(of: request, context).credentials
          return try await services.authenticator.session(of: credentials).map {
            Visitor(role: $0.role, language: $0.language)
          }
        }, waitsForSetup: { try await services.accounts.waitsForSetup() }))
    return router
  }

  /// What a plain GET of a socket's address is told (RFC 9110 §15.5.22).
  private static var onlySockets: RefusedWith {
    RefusedWith(
      refusal: Refusal(
        .badRequest, "Only WebSocket is spoken here, on a connection of its own."),
      status: .upgradeRequired,
      headers: [.upgrade: "websocket", .connection: "Upgrade, close"])
  }
}

extension Health {
  /// Whether `hub` is of use: a row can be written, a frame can be fanned out.
  init(of hub: Hub, logger: Logger) {
    self.init(
      [
        HealthCheck(name: "store", run: { try await hub.store.checkWritable() }),
        HealthCheck(name: "hub", run: { try await hub.checkReady() }),
      ], logger: logger)
  }
}
