import Glibc
import HubbubHub
import NIOCore
import NIOPosix

/// Two connected sockets of the kernel: one to be written past a transport,
/// the other read by a channel.
///
/// - Bounds: the kernel's buffer; what it does not take waits here.
/// - Isolation: its loop.
final class SocketPair: @unchecked Sendable {  // its loop protects it
  let descriptor: Descriptor
  private let loop: any EventLoop
  private let reader: any Channel
  private var waiting = ByteBuffer()

  private init(_ descriptor: Descriptor, _ loop: any EventLoop, _ reader: any Channel) {
    (self.descriptor, self.loop, self.reader) = (descriptor, loop, reader)
  }

  /// Opens a pair.
  ///
  /// - Parameters:
  ///   - loop: who writes.
  ///   - readerLoop: who reads, so that reading is no work of the writer's.
  ///   - read: called with whole frames as they arrive.
  static func open(
    on loop: any EventLoop, readOn readerLoop: any EventLoop,
    read: @escaping @Sendable (ByteBuffer) -> Void
  ) async throws -> SocketPair {
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      throw IOError(errnoCode: errno, reason: "socketpair")
    }
    let reader = try await NIOPipeBootstrap(group: readerLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Reader(read))
        }
      }
      .takingOwnershipOfDescriptor(input: ends[1]).get()
    return SocketPair(Descriptor(number: ends[0]), loop, reader)
  }

  /// Writes; false when some of it had to be kept.
  func write(_ bytes: ByteBuffer) -> Bool {
    waiting.writeImmutableBuffer(bytes)
    return pass()
  }

  /// Calls `done` when all that was kept is with the kernel.
  func onceRead(_ done: @escaping () -> Void) {
    loop.assumeIsolated().execute { [self] in
      if pass() { done() } else { onceRead(done) }
    }
  }

  /// Hangs up.
  func close() {
    Glibc.close(descriptor.number)
    reader.close(promise: nil)
  }

  private func pass() -> Bool {
    guard waiting.readableBytes > 0 else { return true }
    guard descriptor.send(&waiting) else {
      waiting.clear()
      return true
    }
    return waiting.readableBytes == 0
  }

  private final class Reader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let read: @Sendable (ByteBuffer) -> Void
    private var bytes = ByteBuffer()

    init(_ read: @escaping @Sendable (ByteBuffer) -> Void) { self.read = read }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      bytes.writeImmutableBuffer(unwrapInboundIn(data))
      var rest = bytes
      do {
        while try ServerFrame.next(from: &rest) != nil {}
      } catch {
        return read(bytes)  // no frames: whoever looks at it will say so
      }
      let whole = bytes.readableBytes - rest.readableBytes
      if whole > 0, let frames = bytes.readSlice(length: whole) { read(frames) }
      bytes.discardReadBytes()
    }
  }
}
