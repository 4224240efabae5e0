import Glibc
import HubbubDomain
import HubbubTesting
import NIOCore
import NIOEmbedded
import Testing

@testable import HubbubHTTP

/// A listening channel that the system gives no connection; `test_pressure.py`
/// sees that it then really rests.
@Suite(.timeLimit(.minutes(10))) struct AcceptPatienceTests {
  private let told = Watched(0)
  private let passedOn = Watched(0)
  private let pace = SocketPace(loops: 1)
  private let channel = NIOAsyncTestingChannel()

  init() async throws {
    try await channel.testingEventLoop.executeInContext { [told, passedOn, pace, channel] in
      try channel.pipeline.syncOperations.addHandlers(
        AcceptPatience(pace: pace) { _ in told.change { $0 += 1 } }, Behind(passedOn))
    }
  }

  private func fails(with error: any Error & Sendable) async throws {
    try await channel.testingEventLoop.executeInContext { [channel] in
      channel.pipeline.fireErrorCaught(error)
    }
  }

  private static func failure(_ code: CInt) -> IOError {
    IOError(errnoCode: code, reason: "accept")
  }

  @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
  func `a rest is told once, however often accepting fails in it`(code: CInt) async throws {
    for _ in 0..<3 { try await fails(with: Self.failure(code)) }
    #expect(told.value == 1)
    #expect(passedOn.value == 0)
    await channel.testingEventLoop.advanceTime(by: TimeAmount(Limits.acceptRest))
    try await fails(with: Self.failure(code))
    #expect(told.value == 2)
    _ = try await channel.finish()
  }

  @Test func `what is one connection's trouble holds nobody else up`() async throws {
    try await fails(with: Self.failure(ECONNABORTED))
    try await fails(with: ChannelError.ioOnClosedChannel)
    #expect(told.value == 0)
    #expect(passedOn.value == 2)
    _ = try await channel.finish()
  }

  /// Somebody was let in.
  private func lets() async throws {
    try await channel.testingEventLoop.executeInContext { [channel] in
      channel.pipeline.fireChannelReadComplete()
    }
  }

  /// As it was set last: the channel itself answers always yes.
  private var isReading: Bool {
    let set = channel.options.first { $0.option is ChannelOptions.Types.AutoReadOption }
    return set?.value as? Bool ?? true
  }

  @Test func `when many sockets came nobody else does for a moment`() async throws {
    try await lets()
    #expect(isReading)
    // Enough for the test to be quicker than their rest.
    for _ in 0..<60_000 { pace.came() }
    try await lets()
    #expect(!isReading)
    let half = TimeAmount(Limits.socketRest * 30_000)
    await channel.testingEventLoop.advanceTime(by: half)
    #expect(!isReading, "the rest is of their number")
    await channel.testingEventLoop.advanceTime(by: half)
    #expect(isReading)
    _ = try await channel.finish()
  }

  @Test func `a long rest takes the place of a short one`() async throws {
    for _ in 0..<10_000 { pace.came() }
    try await lets()
    #expect(!isReading)
    try await fails(with: Self.failure(EMFILE))
    await channel.testingEventLoop.advanceTime(by: TimeAmount(Limits.acceptRest))
    #expect(isReading)
    #expect(told.value == 1)
    _ = try await channel.finish()
  }

  /// Hears of what was passed on.
  private final class Behind: ChannelInboundHandler, Sendable {
    typealias InboundIn = any Channel
    private let count: Watched<Int>

    init(_ count: Watched<Int>) { self.count = count }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      count.change { $0 += 1 }
    }
  }
}
