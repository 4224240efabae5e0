import HTTPTypes
import HubbubDomain
import HubbubHub
import NIOCore
import NIOPosix

/// The first handler of each connection: reads the first request's head as
/// bytes and makes the connection a socket or an HTTP connection.
///
/// `GET /ws` and `GET /ws/echo` that ask for an upgrade are read by hand,
/// which costs a quarter of what the HTTP parser takes. As soon as the bytes
/// can be nothing of that sort, HTTP is installed and gets them all.
///
/// - Bounds: ``Limits/headBytes`` for the head, ``Limits/headTimeout`` for its
///   coming in; while an upgrade is decided on nothing more is read.
/// - Isolation: its channel's event loop.
final class UpgradeGate: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Why a connection became neither.
  enum Failure: Error { case closed, tooSlow, refused }

  private enum Stage {
    case head, admitting, refusing, done
  }

  private var stage = Stage.head
  /// The head so far, then what came in behind it.
  private var bytes = ByteBuffer()
  /// Bytes of the head that hold no end of it.
  private var searchedBytes = 0
  private var holdsRead = false
  private var deadline: Scheduled<Void>?
  private let means: Means

  init(_ means: Means) { self.means = means }

  /// What all gates of a server work with, kept once.
  final class Means: Sendable {
    fileprivate let headTimeout: TimeAmount
    fileprivate let admit: Admit
    fileprivate let tellRefused: TellRefused
    fileprivate let installHTTP: @Sendable (any Channel) throws -> Void
    fileprivate let tellEnd: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - headTimeout: in which a first request's head must be in.
    ///   - admit: decides on each upgrade, `path` telling the two apart.
    ///   - tellRefused: hears of those that were refused.
    ///   - installHTTP: makes an HTTP connection of a channel.
    ///   - tellEnd: hears of each connection that became nothing.
    init(
      headTimeout: Duration, admit: @escaping Admit, tellRefused: @escaping TellRefused,
      installHTTP: @escaping @Sendable (any Channel) throws -> Void,
      tellEnd: @escaping @Sendable (any Error) -> Void
    ) {
      self.headTimeout = TimeAmount(headTimeout)
      self.admit = admit
      self.tellRefused = tellRefused
      self.installHTTP = installHTTP
      self.tellEnd = tellEnd
    }
  }

  // MARK: - Bytes in

  func handlerAdded(context: ChannelHandlerContext) {
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: means.headTimeout) {
      self.end(context, Failure.tooSlow)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch stage {
    case .head:
      keep(unwrapInboundIn(data))
      readHead(context)
    case .admitting:
      keep(unwrapInboundIn(data))
      // Reading has stopped; only what a client sent before it hung up comes at once.
      if bytes.readableBytes > Limits.startBytes { end(context, Failure.closed) }
    case .refusing: break
    case .done: context.fireChannelRead(data)
    }
  }

  private func keep(_ more: ByteBuffer) {
    if bytes.readableBytes == 0 { bytes = more } else { bytes.writeImmutableBuffer(more) }
  }

  private func readHead(_ context: ChannelHandlerContext) {
    guard SocketPath.mayBegin(bytes) else { return passToHTTP(context) }
    guard let length = headLength() else {
      if bytes.readableBytes > Limits.headBytes { refuse(context, with: .headTooLong) }
      return
    }
    guard length <= Limits.headBytes else { return refuse(context, with: .headTooLong) }
    guard let slice = bytes.getSlice(at: bytes.readerIndex, length: length),
      let head = RequestHead(slice)
    else { return passToHTTP(context) }
    switch Handshake(head) {
    case .plain: passToHTTP(context)
    case .wrongVersion: refuse(context, with: .wrongVersion)
    case .malformed(let reason): refuse(context, with: .malformed(reason))
    case .upgrade(let accept):
      bytes.moveReaderIndex(forwardBy: length)
      decide(context, head, accept: accept)
    }
  }

  /// Bytes of the head with its empty line, once that is in.
  private func headLength() -> Int? {
    let end = bytes.withUnsafeReadableBytes { bytes -> Int? in
      (searchedBytes..<max(searchedBytes, bytes.count - 3)).first {
        bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self).littleEndian == 0x0A0D_0A0D
      }
    }
    searchedBytes = max(0, bytes.readableBytes - 3)
    return end.map { $0 + 4 }
  }

  // MARK: - What becomes of the connection

  private func passToHTTP(_ context: ChannelHandlerContext) {
    stage = .done
    deadline?.cancel()
    do {
      try means.installHTTP(context.channel)
    } catch {
      return fail(context, error)
    }
    replay(context)
  }

  private func decide(_ context: ChannelHandlerContext, _ head: RequestHead, accept: String) {
    stage = .admitting
    deadline?.cancel()
    let target = head.target.split(separator: "?", maxSplits: 1)
    let request = UpgradeRequest(
      path: String(target[0]), query: target.count > 1 ? String(target[1]) : nil,
      remoteAddress: context.remoteAddress?.ipAddress, loop: context.eventLoop, head: head)
    let loop = context.eventLoop
    let here = NIOLoopBound((gate: self, context: context), eventLoop: loop)
    means.admit(request) { admission in
      guard loop.inEventLoop else {
        return loop.execute { here.value.gate.follow(admission, here.value.context, accept) }
      }
      here.value.gate.follow(admission, here.value.context, accept)
    }
  }

  private func follow(
    _ admission: Admission, _ context: ChannelHandlerContext, _ accept: String
  ) {
    guard case .admitting = stage else { return }  // the client left meanwhile
    switch admission {
    case .socket(let make): upgrade(context, accept, make)
    case .refused(let status, let refusal):
      refuse(context, with: GateRefusal(status: status, refusal: refusal))
    }
  }

  private func upgrade(
    _ context: ChannelHandlerContext, _ accept: String,
    _ make: (any SocketTransport, any EventLoop) -> any SocketReceiver
  ) {
    stage = .done
    let operations = context.pipeline.syncOperations
    do {
      let number = try operations.withUnsafeTransportIfAvailable(
        of: NIOBSDSocket.Handle.self, { $0 })
      let socket = SocketHandler(descriptor: number.map(Descriptor.init(number:)))
      try operations.addHandler(socket, position: .after(self))
      socket.open(with: GateAnswer.switching(accept: accept), receiver: make)
    } catch {
      return fail(context, error)
    }
    replay(context)
  }

  /// Gives what came in to whoever is next, and leaves.
  private func replay(_ context: ChannelHandlerContext) {
    let held = bytes
    bytes = ByteBuffer()
    if held.readableBytes > 0 {
      context.fireChannelRead(wrapInboundOut(held))
      context.fireChannelReadComplete()
    }
    if holdsRead { context.read() }
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  /// Answers and closes our half.
  ///
  /// The peer may still be sending: what comes is dropped until it hangs up,
  /// so that no reset overtakes the answer.
  private func refuse(_ context: ChannelHandlerContext, with refusal: GateRefusal) {
    stage = .refusing
    means.tellRefused(refusal.status, refusal.refusal.code)
    means.tellEnd(Failure.refused)
    deadline?.cancel()
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: means.headTimeout) {
      context.close(promise: nil)
    }
    bytes = ByteBuffer()
    context.writeAndFlush(wrapOutboundOut(refusal.answer)).assumeIsolated().whenComplete { _ in
      context.close(mode: .output, promise: nil)
    }
    if holdsRead { context.read() }
  }

  /// Ends what was decided and could not be carried out.
  private func fail(_ context: ChannelHandlerContext, _ error: any Error) {
    means.tellEnd(error)
    end(context, error)
  }

  private func end(_ context: ChannelHandlerContext, _ error: any Error) {
    if stage != .done, stage != .refusing { means.tellEnd(error) }
    stage = .done
    deadline?.cancel()
    bytes = ByteBuffer()
    context.close(promise: nil)
  }

  // MARK: - The channel's side

  func read(context: ChannelHandlerContext) {
    if case .admitting = stage { holdsRead = true } else { context.read() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(context, Failure.closed)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(context, error)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent, ChannelEvent.inputClosed: end(context, Failure.closed)
    default: context.fireUserInboundEventTriggered(event)
    }
  }
}
