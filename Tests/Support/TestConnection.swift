public import NIOCore
import NIOPosix

/// A connection to a server on this machine, byte by byte.
///
/// It closes when nobody holds it any more.
public final class TestConnection {
  private let channel: any Channel
  private var incoming: AsyncStream<ByteBuffer>.Iterator
  /// What came in and was not taken yet.
  public var bytes = ByteBuffer()

  /// Connects.
  public init(port: Int) async throws {
    let (stream, arrivals) = AsyncStream.makeStream(of: ByteBuffer.self)
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Arrivals(to: arrivals))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    incoming = stream.makeAsyncIterator()
  }

  deinit { channel.close(promise: nil) }

  /// Sends bytes; returns when the kernel has them.
  public func send(_ bytes: ByteBuffer) async throws {
    try await channel.writeAndFlush(bytes).get()
  }

  /// Waits for more bytes; false when the server has closed.
  public func receive() async -> Bool {
    guard let more = await incoming.next() else { return false }
    bytes.writeImmutableBuffer(more)
    return true
  }

  /// Closes our side at once.
  public func close() async throws { try await channel.close().get() }

  /// Closes the half on which we send.
  public func closeHalf() async throws { try await channel.close(mode: .output).get() }

  /// Takes from the kernel again.
  public func goOnReading() async throws {
    try await channel.setOption(.autoRead, value: true).get()
  }

  /// From now on nothing is taken from the kernel: a peer that does not read.
  public func stopReading() async throws {
    try await channel.setOption(.autoRead, value: false).get()
  }
}

/// Passes on what comes in.
private final class Arrivals: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer

  private let arrivals: AsyncStream<ByteBuffer>.Continuation

  init(to arrivals: AsyncStream<ByteBuffer>.Continuation) { self.arrivals = arrivals }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    arrivals.yield(unwrapInboundIn(data))
  }

  func channelInactive(context: ChannelHandlerContext) { arrivals.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
