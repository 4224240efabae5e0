public import HubbubHTTP
public import HubbubHub
public import HubbubStore
import Logging
import NIOPosix
import ServiceLifecycle

/// A whole server in this process, on a free port, with a store of its own.
///
/// Nobody is held to a rate unless the test says so.
public final class RunningServer: Sendable {
  public let port: Int
  public let hub: Hub
  public let store: SQLiteStore
  private let group: ServiceGroup
  private let running: Task<Void, any Error>

  /// Starts one; it listens when this returns.
  ///
  /// - Throws: what kept it from listening.
  public static func start(
    store: SQLiteStore? = nil,
    _ configure: (inout ServerSettings, inout HubConfiguration) -> Void = { _, _ in }
  ) async throws -> RunningServer {
    var settings = ServerSettings()
    var hubSettings = HubConfiguration()
    (settings.port, settings.http.limitsRates, hubSettings.limitsRates) = (0, false, false)
    configure(&settings, &hubSettings)

    let store = try store ?? temporaryStore()
    let loops = MultiThreadedEventLoopGroup.singleton
    let hub = Hub(store: store, loops: loops, configuration: hubSettings, logger: .silent())
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let server = try Server(hub: hub, settings: settings, loops: loops, logger: .silent()) {
      listening.yield($0)
    }
    let group = ServiceGroup(services: [server], logger: .silent())
    let running = Task {
      defer { listening.finish() }
      try await group.run()
    }
    guard let port = await ports.first(where: { _ in true }) else {
      try await running.value
      throw NotListening()
    }
    return RunningServer(port: port, hub: hub, store: store, group: group, running: running)
  }

  private struct NotListening: Error {}

  private init(
    port: Int, hub: Hub, store: SQLiteStore, group: ServiceGroup,
    running: Task<Void, any Error>
  ) {
    self.port = port
    self.hub = hub
    self.store = store
    self.group = group
    self.running = running
  }

  /// Begins the end: what SIGTERM does to the program.
  public func beginStopping() async { await group.triggerGracefulShutdown() }

  /// Ends it as SIGTERM would, and returns when nothing listens any more and
  /// the store is closed.
  public func stop() async throws {
    await beginStopping()
    try await running.value
    try await store.close()
  }
}

/// Runs `body` with a server, which is stopped afterwards.
public func withServer(
  _ configure: (inout ServerSettings, inout HubConfiguration) -> Void = { _, _ in },
  _ body: (RunningServer) async throws -> Void
) async throws {
  let server = try await RunningServer.start(configure)
  do { try await body(server) } catch {
    try await server.stop()
    throw error
  }
  try await server.stop()
}
