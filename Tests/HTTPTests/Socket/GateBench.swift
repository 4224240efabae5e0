import HTTPTypes
import HubbubDomain
import HubbubTesting
import NIOCore
import NIOEmbedded

@testable import HubbubHTTP

/// A gate on a bench, whose admission the test decides on when it likes.
final class GateBench: Sendable {
  enum Outcome { case http, socket }

  let channel: NIOAsyncTestingChannel
  let loop: NIOAsyncTestingEventLoop
  /// What the connection turned out to be.
  let outcome: EventLoopFuture<Outcome>
  /// The upgrades that were asked for.
  let asked: AsyncStream<UpgradeRequest>
  private let decision: AsyncStream<Admission>.Continuation
  /// The decisions that the gate has taken in.
  private let taken: AsyncStream<Void>

  /// - Parameter hasHTTP: false for one that cannot make an HTTP connection.
  init(hasHTTP: Bool = true) async throws {
    let (asked, questions) = AsyncStream.makeStream(of: UpgradeRequest.self)
    let (decisions, decision) = AsyncStream.makeStream(of: Admission.self)
    channel = NIOAsyncTestingChannel()
    loop = channel.testingEventLoop
    let (taken, took) = AsyncStream.makeStream(of: Void.self)
    (self.asked, self.decision, self.taken) = (asked, decision, taken)
    let decided = loop.makePromise(of: Outcome.self)
    outcome = decided.futureResult
    let means = UpgradeGate.Means(
      headTimeout: Limits.headTimeout,
      admit: { request, answer in
        questions.yield(request)
        Task {
          let decision = await decisions.first { _ in true }
          answer((decision ?? .refused(.serviceUnavailable, .unavailable)).noting(decided))
          took.yield()
        }
      },
      tellRefused: { _, _ in },
      installHTTP: { channel in
        if !hasHTTP { throw NoHTTP() }
        try channel.pipeline.syncOperations.addHandler(StandIn())
        decided.succeed(.http)
      },
      tellEnd: { decided.fail($0) })
    try await loop.executeInContext { [channel] in
      let gate = UpgradeGate(means)
      try channel.pipeline.syncOperations.addHandlers(FakeKernel(), gate)
    }
    try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1))
  }

  /// The peer sends bytes.
  func peerSends(_ bytes: ByteBuffer) async throws { try await channel.writeInbound(bytes) }

  func peerSends(_ text: String) async throws { try await peerSends(ByteBuffer(string: text)) }

  /// Waits for the question whether an upgrade may be, and returns it.
  func question() async -> UpgradeRequest? { await asked.first { _ in true } }

  func decide(_ admission: Admission) { decision.yield(admission) }

  /// Waits until the gate has acted on a decision.
  func acted() async {
    _ = await taken.first { _ in true }
    await loop.run()
  }

  /// Why it cannot make an HTTP connection.
  struct NoHTTP: Error {}

  /// What came to HTTP so far.
  func cameToHTTP() async throws -> String {
    var text = ""
    while let bytes = try await channel.readInbound(as: ByteBuffer.self) {
      text += String(buffer: bytes)
    }
    return text
  }

  /// What was answered so far, as text.
  func answered() async throws -> String {
    var text = ""
    while let bytes = try await channel.readOutbound(as: ByteBuffer.self) {
      text += String(buffer: bytes)
    }
    return text
  }

  /// Waits until something is answered.
  func answer() async throws -> String {
    String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self))
  }

  /// Whether our half of the connection is closed, and how often more was read.
  func kernel<Value: Sendable>(
    _ look: @escaping @Sendable (FakeKernel) -> Value
  ) async throws -> Value {
    try await loop.executeInContext { [channel] in
      look(try channel.pipeline.syncOperations.handler(type: FakeKernel.self))
    }
  }

  /// Ends it; a channel left open keeps promises that nobody fulfils.
  func finish() async throws {
    decision.finish()
    _ = try await channel.finish(acceptAlreadyClosed: true)
  }

  /// Stands where HTTP would be.
  private final class StandIn: ChannelInboundHandler { typealias InboundIn = ByteBuffer }
}

extension Admission {
  /// The same, noting when a socket is really made.
  fileprivate func noting(_ outcome: EventLoopPromise<GateBench.Outcome>) -> Admission {
    guard case .socket(let make) = self else { return self }
    return .socket { transport, loop in
      outcome.succeed(.socket)
      return make(transport, loop)
    }
  }
}

/// Runs `body` with a gate.
func withGate(
  hasHTTP: Bool = true, _ body: (GateBench) async throws -> Void
) async throws {
  let bench = try await GateBench(hasHTTP: hasHTTP)
  do { try await body(bench) } catch {
    try await bench.finish()
    throw error
  }
  try await bench.finish()
}
