import FoundationEssentials
import Glibc
import NIOCore

/// Lines of JSON on a worker's standard input and output.
///
/// - Isolation: the worker's event loop.
final class OrderHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var unread = ByteBuffer()
  private var worker: Worker?

  func channelActive(context: ChannelHandlerContext) {
    worker = Worker(loop: context.eventLoop) { [self] reply in answer(reply, context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    unread.writeBuffer(&bytes)
    while let end = unread.readableBytesView.firstIndex(of: UInt8(ascii: "\n")),
      let line = unread.readBytes(length: end - unread.readerIndex)
    {
      unread.moveReaderIndex(forwardBy: 1)
      take(line, context)
    }
  }

  /// The bench is gone, or has no more orders.
  func channelInactive(context: ChannelHandlerContext) { exit(0) }

  private func take(_ line: [UInt8], _ context: ChannelHandlerContext) {
    do { worker?.take(try JSONDecoder().decode(Order.self, from: Data(line))) } catch {
      answer(.failed("a worker got an order that it cannot read: \(error)"), context)
    }
  }

  private func answer(_ reply: Reply, _ context: ChannelHandlerContext) {
    do {
      var bytes = ByteBuffer(bytes: try JSONEncoder().encode(reply))
      bytes.writeInteger(UInt8(ascii: "\n"))
      context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    } catch { preconditionFailure("a reply is no JSON: \(error)") }
  }
}
