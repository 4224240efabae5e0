import HubbubDomain
import NIOCore

/// Ends a connection whose reader takes nothing of its answer for a while: each holds a
/// task, and often an open file.
///
/// It looks now and then instead of watching each write: who goes on is left alone, down to
/// some 20 KB a second, below which the kernel's own buffer hides that anything goes.
///
/// - Bounds: ``Limits/readerPatience``, and as much again until the look after it.
/// - Isolation: its channel's event loop.
final class ReaderPatience: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  private let patience: TimeAmount
  private let tellStalled: @Sendable () -> Void
  private var progress = ReaderProgress()
  private var look: Scheduled<Void>?

  init(patience: Duration, tellStalled: @escaping @Sendable () -> Void) {
    self.patience = TimeAmount(patience)
    self.tellStalled = tellStalled
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    progress.written += unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
    if look == nil { lookLater(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { look?.cancel() }

  private func lookLater(_ context: ChannelHandlerContext) {
    look = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
      self.look(context)
    }
  }

  private func look(_ context: ChannelHandlerContext) {
    look = nil
    let waiting = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    switch progress.look(waiting: waiting) {
    case .done: return
    case .goesOn: lookLater(context)
    case .stalled:
      tellStalled()
      context.close(promise: nil)
    }
  }
}

/// What a reader took from one look to the next.
struct ReaderProgress {
  enum Finding { case done, goesOn, stalled }

  /// Bytes that were written since the connection began.
  var written = 0
  /// Those of them that the kernel had taken at the last look.
  private var taken = 0

  /// - Parameter waiting: bytes that the kernel has not taken.
  mutating func look(waiting: Int) -> Finding {
    guard waiting > 0 else { return .done }
    guard written - waiting > taken else { return .stalled }
    taken = written - waiting
    return .goesOn
  }
}
