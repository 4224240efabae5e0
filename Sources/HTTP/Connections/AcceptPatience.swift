import HubbubDomain
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// Lets a listening channel rest: for a moment when many sockets came, so that those
/// who are in are served meanwhile; for long when the system has no files or no memory
/// left for a connection, since asking again at once changes nothing.
///
/// NIO's own handler for the latter holds back reads, but a channel whose accept failed
/// still waits to read and is called again for ever; so reading is switched off.
///
/// - Bounds: who waits meanwhile is in the kernel's list, of ``Limits/backlog``.
/// - Isolation: its channel's event loop.
final class AcceptPatience: ChannelInboundHandler {
  typealias InboundIn = any Channel

  private enum State { case letsIn, restsForAMoment, restsForLong }

  private let pace: SocketPace
  private let tellRest: @Sendable (any Error) -> Void
  private var state = State.letsIn

  /// - Parameter tellRest: hears of each long rest, and why.
  init(pace: SocketPace, tellRest: @escaping @Sendable (any Error) -> Void) {
    self.pace = pace
    self.tellRest = tellRest
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    let rest = pace.rest()
    if state == .letsIn, rest > .zero { go(to: .restsForAMoment, for: rest, context) }
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let failure = error as? IOError, Self.wants.contains(failure.errnoCode) else {
      return context.fireErrorCaught(error)
    }
    guard state != .restsForLong else { return }
    tellRest(error)
    go(to: .restsForLong, for: TimeAmount(Limits.acceptRest), context)
  }

  /// Lets nobody in for a time; a long rest takes the place of a short one.
  private func go(to rest: State, for time: TimeAmount, _ context: ChannelHandlerContext) {
    if state == .letsIn { read(false, context) }
    state = rest
    context.eventLoop.assumeIsolated().scheduleTask(in: time) {
      guard self.state == rest else { return }
      self.state = .letsIn
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
