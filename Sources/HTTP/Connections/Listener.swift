import HubbubDomain
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOPosix
import ServiceLifecycle

/// The one port: each connection begins with a gate, and becomes a socket or HTTP.
///
/// A connection that becomes a socket costs no task: only those of HTTP do.
///
/// - Bounds: none of its own: as many as there are files, of which sockets may
///   not have all. What speaks HTTP waits in a list until the next turn of a task.
/// - Source: DECISIONS.md, "Sockets past the HTTP server", "What a return costs".
struct Listener: Service, CustomStringConvertible {
  let host: String
  let port: Int
  let loops: any EventLoopGroup
  let http: HTTPConnections
  var headTimeout = Limits.headTimeout
  let admit: Admit
  var tellRefused: TellRefused = { _, _ in }
  /// Called each time that nobody is let in for a while.
  var tellRest: @Sendable () -> Void = {}
  /// Called once, with the port.
  let onListening: @Sendable (Int) -> Void
  let logger: Logger

  var description: String { "listener" }

  /// Listens until it is told to shut down gracefully.
  ///
  /// Then nobody comes in, and it ends with the last HTTP connection; the hub
  /// waits for its sockets.
  ///
  /// - Throws: what the system says to our wish to listen.
  func run() async throws {
    let (connections, come) = AsyncStream.makeStream(of: HTTPConnections.Value.self)
    let quiescing = ServerQuiescingHelper(group: loops)
    let channel = try await listen(quiescing, come)
    // Nobody comes in by a channel that is closed.
    channel.closeFuture.whenComplete { _ in come.finish() }
    logger.info("listening on \(host):\(channel.localAddress?.port ?? port)")
    onListening(channel.localAddress?.port ?? port)
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { [http, logger] group in
        for await connection in connections {
          group.addTask { await http.handle(value: connection, logger: logger) }
        }
      }
    } onGracefulShutdown: {
      quiescing.initiateShutdown(promise: nil)
    }
    channel.close(promise: nil)
  }

  private func listen(
    _ quiescing: ServerQuiescingHelper,
    _ come: AsyncStream<HTTPConnections.Value>.Continuation
  ) async throws -> any Channel {
    let pace = SocketPace(loops: loops.makeIterator().reduce(0) { count, _ in count + 1 })
    let means = means(come, pace)
    let tellRest: @Sendable (any Error) -> Void = { [logger, tellRest] error in
      logger.error("nobody is let in for a while", metadata: ["cause": "\(error)"])
      tellRest()
    }
    return try await ServerBootstrap(group: loops)
      .serverChannelOption(.backlog, value: CInt(Limits.backlog))
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.maxMessagesPerRead, value: UInt(Limits.acceptsAtOnce))
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let collector = quiescing.makeServerChannelHandler(channel: channel)
          try channel.pipeline.syncOperations.addHandler(collector)
          try channel.pipeline.syncOperations.addHandler(
            AcceptPatience(pace: pace, tellRest: tellRest))
        }
      }
      .childChannelInitializer { channel in
        pace.came()
        return channel.eventLoop.makeCompletedFuture { try Self.setUp(channel, means) }
      }
      .bind(host: host, port: port).get()
  }

  private static func setUp(_ channel: any Channel, _ means: UpgradeGate.Means) throws {
    if let options = channel.syncOptions {
      try options.setOption(.allowRemoteHalfClosure, value: true)
      try options.setOption(.recvAllocator, value: SocketReads())
      // As many buffers are kept.
      try options.setOption(.maxMessagesPerRead, value: 1)
    }
    try channel.pipeline.syncOperations.addHandler(UpgradeGate(means))
  }

  private func means(
    _ come: AsyncStream<HTTPConnections.Value>.Continuation, _ pace: SocketPace
  ) -> UpgradeGate.Means {
    return UpgradeGate.Means(headTimeout: headTimeout, admit: admit, tellRefused: tellRefused) {
      [http, logger] channel in
      pace.wasNone()
      let connection = try http.install(on: channel, logger)
      if case .terminated = come.yield(connection) { http.end(connection, logger) }
    } tellEnd: { [logger] error in
      logger.trace(
        "a connection became neither HTTP nor a socket", metadata: ["error": "\(error)"])
    }
  }
}
