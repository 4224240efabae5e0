import HubbubDomain
import HubbubHub
import ServiceLifecycle

/// Tells the sockets to go, before the server stops to listen.
struct ServerDrain: Service, CustomStringConvertible {
  let hub: Hub
  let health: Health

  var description: String { "drain" }

  /// Waits for the end to begin, and then for the sockets.
  func run() async throws {
    try await gracefulShutdown()
    await health.beginDraining()
    await hub.drain(patience: Limits.drainPatience)
  }
}
