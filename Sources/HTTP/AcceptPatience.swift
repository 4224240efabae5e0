import HubbubDomain
import NIOCore

/// Lets a listening channel rest when the system gives it no connection:
/// most often no files are left, and asking again at once changes nothing.
///
/// NIO's own handler holds back reads, but a channel whose accept failed still
/// waits to read and is called again for ever; so reading is switched off.
///
/// - Isolation: its channel's event loop.
final class AcceptPatience: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private var isResting = false

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is IOError else { return context.fireErrorCaught(error) }
    guard !isResting else { return }
    isResting = true
    read(false, context)
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(Limits.acceptRest)) {
      self.isResting = false
      self.read(true, context)
    }
  }

  private func read(_ isOn: Bool, _ context: ChannelHandlerContext) {
    do { try context.channel.syncOptions?.setOption(.autoRead, value: isOn) } catch {
      context.fireErrorCaught(error)  // it is closed
    }
  }
}
