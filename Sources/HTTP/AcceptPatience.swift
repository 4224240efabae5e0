import HubbubDomain
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// Lets a listening channel rest when the system has no files or no memory
/// left for a connection: asking again at once changes nothing.
///
/// NIO's own handler holds back reads, but a channel whose accept failed still
/// waits to read and is called again for ever; so reading is switched off.
///
/// - Isolation: its channel's event loop.
final class AcceptPatience: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private let tellRest: @Sendable (any Error) -> Void
  private var isResting = false

  /// - Parameter tellRest: hears of each rest, and why.
  init(tellRest: @escaping @Sendable (any Error) -> Void) { self.tellRest = tellRest }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let failure = error as? IOError, Self.wants.contains(failure.errnoCode) else {
      return context.fireErrorCaught(error)
    }
    guard !isResting else { return }
    isResting = true
    tellRest(error)
    read(false, context)
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(Limits.acceptRest)) {
      self.isResting = false
      self.read(true, context)
    }
  }

  /// What a connection needs and the system does not have.
  ///
  /// - Source: accept(2), "ERRORS".
  private static let wants: Set<CInt> = [EMFILE, ENFILE, ENOBUFS, ENOMEM]

  private func read(_ isOn: Bool, _ context: ChannelHandlerContext) {
    do { try context.channel.syncOptions?.setOption(.autoRead, value: isOn) } catch {
      context.fireErrorCaught(error)  // it is closed
    }
  }
}
