import HTTPTypes
import HubbubDomain
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose client still sends a long body when its answer is there.
///
/// The answer says so, and our half is closed behind it; what comes then is dropped for a
/// while, so that no reset overtakes the answer. The same for a body of any length whose
/// request is the connection's last: nobody else reads it then.
///
/// - Bounds: ``Limits/unwantedBody`` and ``Limits/headTimeout``, whichever is first.
/// - Isolation: its channel's event loop.
final class UnwantedBody: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Phase {
    case passing
    /// The answer that is being written is the last.
    case ending
    /// It is written; nobody behind this wants what comes.
    case dropping
    case over
  }

  private let tellCut: @Sendable () -> Void
  /// Bytes of the body that are still to come, as announced; of an unknown number all.
  private var announced = 0
  /// Requests that came and have no whole answer yet.
  private var open = 0
  /// Whether the request that came last is to be the last.
  private var isLast = false
  private var phase = Phase.passing
  /// Bytes that came after the answer.
  private var dropped = 0
  private var deadline: Scheduled<Void>?

  init(tellCut: @escaping @Sendable () -> Void) { self.tellCut = tellCut }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      open += 1
      announced = Self.length(head)
      isLast = head.headerFields[.connection] == "close"
    case .body(let bytes): came(bytes.readableBytes, context)
    case .end:
      announced = 0
      // The client has nothing to do but to hear the answer.
      if phase == .dropping { deadline?.cancel() }
    }
    if phase == .passing || phase == .ending { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    if phase == .dropping { context.read() }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head): writeHead(head, context, promise)
    case .body: context.write(data, promise: promise)
    case .end:
      open -= 1
      if phase == .ending { return writeEnd(data, context, promise) }
      context.write(data, promise: promise)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  private static func length(_ head: HTTPRequest) -> Int {
    if let text = head.headerFields[.contentLength] { return Int(text) ?? .max }
    return head.headerFields[.transferEncoding] == nil ? 0 : .max
  }

  private func came(_ count: Int, _ context: ChannelHandlerContext) {
    if announced != .max { announced -= count }
    guard phase == .dropping else { return }
    dropped += count
    if dropped > Limits.unwantedBody { cut(context) }
  }

  private func writeHead(
    _ head: HTTPResponse, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
  ) {
    var head = head
    // With more than one under way, the body that comes is not that of this one.
    if head.status.kind != .informational, open == 1, announced > (isLast ? 0 : Limits.unwantedBody)
    {
      phase = .ending
      head.headerFields[.connection] = "close"
    }
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }

  private func writeEnd(
    _ end: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
  ) {
    phase = .dropping
    let loop = context.eventLoop.assumeIsolated()
    deadline = loop.scheduleTask(in: TimeAmount(Limits.headTimeout)) { self.cut(context) }
    let written = promise ?? context.eventLoop.makePromise()
    written.futureResult.assumeIsolated().whenComplete { _ in
      context.close(mode: .output, promise: nil)
    }
    context.writeAndFlush(end, promise: written)
    context.read()
  }

  /// Once: what the same read brought is still to come.
  private func cut(_ context: ChannelHandlerContext) {
    guard phase == .dropping else { return }
    phase = .over
    deadline?.cancel()
    tellCut()
    context.close(promise: nil)
  }
}
