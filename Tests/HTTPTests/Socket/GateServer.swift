import HubbubTesting
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

@testable import HubbubHTTP

/// A server on a free port, whose sockets are admitted by the test and whose
/// HTTP is a few plain routes.
struct GateServer {
  let port: Int

  /// Runs `body` with a server, which is stopped afterwards.
  static func run(
    admit: @escaping Admit = { $1(.echo) }, _ body: (GateServer) async throws -> Void
  ) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let responder = HTTPConnections.responder(router().buildResponder(), logger: logger)
    let listener = Listener(
      host: "127.0.0.1", port: 0, loops: MultiThreadedEventLoopGroup.singleton,
      http: HTTPConnections(responder: responder), admit: admit,
      onListening: { listening.yield($0) }, logger: logger)
    let group = ServiceGroup(services: [listener], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { listening.finish() }
        try await group.run()
      }
      if let port = await ports.first(where: { _ in true }) {
        try await body(GateServer(port: port))
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  private static func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/hello") { _, _ in "hello" }
    router.get("/ws") { _, _ in HTTPResponse.Status.upgradeRequired }
    router.post("/echo") { request, _ in
      Response(
        status: .ok, body: ResponseBody(byteBuffer: try await request.body.collect(upTo: 1 << 20)))
    }
    return router
  }

  func connect() async throws -> TestConnection { try await TestConnection(port: port) }

  func socket(_ path: String = "/ws") async throws -> TestSocket {
    try await TestSocket(port: port, path: path)
  }
}
