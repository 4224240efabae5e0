import NIOCore

/// The kernel below a channel, which takes bytes only while it has room.
///
/// It also keeps what the pipeline asks of it: reads, and that our half closes.
final class FakeKernel: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var waiting: [(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)] = []
  private var context: ChannelHandlerContext?
  /// While false everything that is written waits.
  var hasRoom = true
  private(set) var reads = 0
  private(set) var isOutputClosed = false

  /// Takes everything that waits, as one turn of the loop.
  func makeRoom() {
    hasRoom = true
    let taken = waiting
    waiting = []
    for (bytes, promise) in taken { context?.write(wrapOutboundOut(bytes), promise: promise) }
    context?.flush()
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    for (_, promise) in waiting { promise?.fail(ChannelError.ioOnClosedChannel) }
    waiting = []
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !hasRoom else { return context.write(data, promise: promise) }
    waiting.append((unwrapOutboundIn(data), promise))
  }

  func read(context: ChannelHandlerContext) {
    reads += 1
    context.read()
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    isOutputClosed = true
    promise?.succeed()
  }
}
