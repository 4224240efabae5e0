import Glibc
import NIOCore
import NIOPosix

/// Makes a worker's loop go round without ever sleeping in `epoll_wait`.
///
/// A pipe that always holds bytes, of which each pass reads one. Between two
/// passes that brought nothing the thread rests ``Limits/napNanoseconds`` on
/// its own, so that no send of the server has to wake it.
///
/// - Isolation: the worker's event loop.
final class Metronome: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// Bytes put into the pipe at once: half of what Linux gives a pipe.
  private static let refill = [UInt8](repeating: 0, count: 32 * 1024)

  private let crew: Crew
  private let tick: (UInt64) -> Void
  private let input: CInt
  private var bytesLeft = 0
  private var context: ChannelHandlerContext?

  /// - Parameter tick: called once a pass, with the time.
  private init(_ crew: Crew, input: CInt, tick: @escaping (UInt64) -> Void) {
    self.crew = crew
    self.input = input
    self.tick = tick
  }

  /// Makes one; it ticks as soon as its channel is there.
  static func start(_ crew: Crew, tick: @escaping (UInt64) -> Void) throws {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw Problem.system("cannot make a pipe") }
    let metronome = NIOLoopBound(
      Metronome(crew, input: ends[1], tick: tick), eventLoop: crew.loop)
    _ = NIOPipeBootstrap(group: crew.loop)
      .channelOption(.maxMessagesPerRead, value: 1)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(metronome.value)
        }
      }
      .takingOwnershipOfDescriptor(input: ends[0])
  }

  func channelActive(context: ChannelHandlerContext) { fill() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytesLeft -= 1
    if bytesLeft == 0 { fill() }
    if !crew.hasRead { Monotonic.rest(nanoseconds: Limits.napNanoseconds) }
    crew.hasRead = false
    tick(Monotonic.now)
  }

  private func fill() {
    bytesLeft = write(input, Self.refill, Self.refill.count)
    precondition(bytesLeft > 0, "the metronome's pipe takes nothing")
  }
}
