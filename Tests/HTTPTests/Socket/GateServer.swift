import HubbubDomain
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
  /// Why connections were ended in the middle of an answer.
  let cuts: Watched<[HTTPConnections.CutOff]>
  private let group: ServiceGroup
  private let slow: SlowRoute

  /// Runs `body` with a server, which is stopped afterwards.
  ///
  /// - Parameter idleTimeout: after which a connection without a request is closed.
  static func run(
    admit: @escaping Admit = { $1(.echo) }, idleTimeout: Duration = .seconds(60),
    readerPatience: Duration = Limits.readerPatience,
    _ body: (GateServer) async throws -> Void
  ) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let cuts = Watched<[HTTPConnections.CutOff]>([])
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let slow = SlowRoute()
    let responder = HTTPConnections.responder(router(slow).buildResponder(), logger: logger)
    let listener = Listener(
      host: "127.0.0.1", port: 0, loops: MultiThreadedEventLoopGroup.singleton,
      http: HTTPConnections(
        responder: responder, idleTimeout: idleTimeout, readerPatience: readerPatience,
        tellCut: { cause in cuts.change { $0.append(cause) } }), admit: admit,
      onListening: { listening.yield($0) }, logger: logger)
    let group = ServiceGroup(services: [listener], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { listening.finish() }
        try await group.run()
      }
      if let port = await ports.first(where: { _ in true }) {
        try await body(GateServer(port: port, cuts: cuts, group: group, slow: slow))
      }
      slow.open()
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  private static func router(_ slow: SlowRoute) -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/hello") { _, _ in "hello" }
    router.get("/slow") { _, _ in try await slow.answer() }
    router.get("/broken") { _, _ -> String in throw Broken() }
    router.get("/ws") { _, _ in HTTPResponse.Status.upgradeRequired }
    router.get("/long") { _, _ in
      Response(
        status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(repeating: 1, count: 64 << 20)))
    }
    router.post("/echo") { request, _ in
      Response(
        status: .ok, body: ResponseBody(byteBuffer: try await request.body.collect(upTo: 1 << 20)))
    }
    return router
  }

  /// What a route of ours never throws.
  private struct Broken: Error {}

  /// Tells the server to shut down, and does not wait for it.
  func shutDown() async { await group.triggerGracefulShutdown() }

  /// Waits until somebody asks for `/slow`, which answers nobody before ``letGo()``.
  func untilAsked() async throws { try await slow.untilAsked() }

  func letGo() { slow.open() }

  func connect() async throws -> TestConnection { try await TestConnection(port: port) }

  func socket(_ path: String = "/ws") async throws -> TestSocket {
    try await TestSocket(port: port, path: path)
  }
}

/// A route that answers when it is told to.
private final class SlowRoute: Sendable {
  private let isOpen = Watched(false)
  private let asked = Watched(0)

  func answer() async throws -> String {
    asked.change { $0 += 1 }
    try await isOpen.until { $0 }
    return "at last"
  }

  func untilAsked() async throws { try await asked.until { $0 > 0 } }

  func open() { isOpen.change { $0 = true } }
}
