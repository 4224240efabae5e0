import HubbubDomain
import HubbubHub
import NIOCore

/// One live socket's bytes, right behind the kernel: the only handler after
/// the upgrade, and the way out for whoever takes its messages.
///
/// What is written goes to the kernel by a `send` of our own while it takes
/// everything; what it does not take waits in the channel. While something
/// waits there the socket is not read from, so a client that does not read
/// its answers cannot ask for more.
///
/// - Bounds: what waits is its writer's to bound, by ``isBackedUp``; of our
///   own there is at most one pong and one close frame.
/// - Isolation: its channel's event loop.
/// - Source: RFC 6455 §5.5, §7.
final class SocketHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// How far a socket is from its end.
  enum Life {
    case open
    /// We said close, the peer has not.
    case closing
    /// All is said; what still comes in is dropped.
    case finishing(Ending)
    case gone
  }

  /// What happens when the last byte is with the kernel.
  enum Ending {
    /// Both said close: the channel closes.
    case close
    /// The peer broke the protocol and may be in the middle of sending: our
    /// half closes, so that our code reaches it and is not overrun by a reset.
    case halfClose
  }

  private(set) var life = Life.open { didSet { receiver?.descriptorChanged() } }
  private var context: ChannelHandlerContext?
  private var receiver: (any SocketReceiver)?
  private var decoder = FrameDecoder()
  /// The code that was said first, by the peer or by us.
  private var said: UInt16?
  private var deadline: Scheduled<Void>?
  private let closeTimeout: TimeAmount

  /// Nil where the channel has none, and once it must not be used any more.
  private var kernel: Descriptor? { didSet { receiver?.descriptorChanged() } }
  /// What is written while the socket opens, to leave together.
  private var opening: ByteBuffer?
  /// Writes that the channel has not finished.
  private var waitingWrites = 0 { didSet { receiver?.descriptorChanged() } }
  /// Whether somebody could see that the socket is backed up.
  private var owesDrained = false
  private var waitingPong: ByteBuffer?
  private var holdsRead = false

  /// Makes a handler for a channel that is open.
  ///
  /// - Parameter descriptor: nil writes through the channel only.
  init(descriptor: Descriptor?, closeTimeout: Duration = Limits.closeTimeout) {
    kernel = descriptor
    self.closeTimeout = TimeAmount(closeTimeout)
  }

  /// Sends `answer` and makes the receiver; what that writes at once leaves
  /// behind the answer, in the same system call.
  func open(
    with answer: ByteBuffer,
    receiver make: (any SocketTransport, any EventLoop) -> any SocketReceiver
  ) {
    guard let context else { return }
    opening = answer
    receiver = make(self, context.eventLoop)
    guard let bytes = opening.take() else { return }
    send(bytes)
    receiver?.descriptorChanged()
  }

  // MARK: - Bytes in

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch life {
    case .open: receiver?.sawLife()  // even a piece of a frame: a slow line is not a dead one
    case .closing: break
    case .finishing, .gone: return
    }
    decoder.feed(unwrapInboundIn(data))
    readFrames()
  }

  private func readFrames() {
    do throws(FrameFault) {
      while let receiver, life.takesFrames,
        let incoming = try decoder.next(
          maxMessageBytes: receiver.messageBytes, takesBinary: receiver.takesBinary)
      {
        take(incoming, for: receiver)
      }
    } catch {
      fail(error)
    }
  }

  private func take(_ incoming: FrameDecoder.Incoming, for receiver: any SocketReceiver) {
    switch (incoming, life) {
    case (.close(let code), _): closedByPeer(code)
    case (.message(let message, let isBinary), .open):
      receiver.receive(message, isBinary: isBinary)
    case (.ping(let payload), .open): answer(ping: payload)
    case (.pong, _), (.message, _), (.ping, _): break
    }
  }

  private func answer(ping payload: ByteBuffer) {
    let pong = Frame.pong(payload)
    // RFC 6455 §5.5.3 allows to answer the last of several pings only.
    if isBackedUp { waitingPong = pong } else { send(pong) }
  }

  // MARK: - The channel's side

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    disconnect()
  }

  func channelInactive(context: ChannelHandlerContext) {
    disconnect()
    context.fireChannelInactive()
  }

  func read(context: ChannelHandlerContext) {
    if case .open = life, isBackedUp { holdsRead = true } else { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed: abort()
    // The hub told its sockets before; this one came in since or belongs to nobody.
    case is ChannelShouldQuiesceEvent: close(.draining, reason: "")
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    abort()
  }

  private func disconnect() {
    life = .gone
    deadline?.cancel()
    (deadline, kernel, context, waitingPong) = (nil, nil, nil, nil)
    // The receiver holds the transport: this breaks the circle.
    let receiver = receiver.take()
    receiver?.disconnected(said)
  }

  /// Closes the channel now, whatever waits.
  private func abort() {
    life = .gone
    kernel = nil
    context?.close(promise: nil)
  }
}

extension SocketHandler.Life {
  var takesFrames: Bool {
    switch self {
    case .open, .closing: true
    case .finishing, .gone: false
    }
  }
}

// MARK: - Bytes out

extension SocketHandler: SocketTransport {
  var isBackedUp: Bool { waitingWrites > 0 }

  var descriptor: Descriptor? {
    guard case .open = life, opening == nil, !isBackedUp else { return nil }
    return kernel
  }

  func write(_ frames: ByteBuffer) {
    guard case .open = life else { return }
    send(frames)
  }

  func ping() {
    guard case .open = life, !isBackedUp else { return }
    send(Self.emptyPing)
  }

  private static let emptyPing = Frame.ping()

  /// Hands bytes to the kernel, what it has no room for to the channel.
  ///
  /// Calls nobody back: a fan-out in progress must not see its list of
  /// sockets change, so that a dead peer is dropped in a later turn.
  private func send(_ bytes: ByteBuffer) {
    guard opening == nil else {
      opening?.writeImmutableBuffer(bytes)
      return
    }
    // A channel that closes takes the context away before anybody can write again.
    guard let context else { return }
    var rest = bytes
    if waitingWrites == 0, let kernel, !kernel.send(&rest) {
      self.kernel = nil
      life = .gone
      context.eventLoop.assumeIsolated().execute { self.abort() }
      return
    }
    if rest.readableBytes > 0 { enqueue(rest, context) }
  }

  private func enqueue(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    let written = context.eventLoop.makePromise(of: Void.self)
    waitingWrites += 1
    written.futureResult.assumeIsolated().whenComplete { self.written($0) }
    context.writeAndFlush(wrapOutboundOut(bytes), promise: written)
    // What is written by now was never seen waiting, and nobody is called back from here.
    owesDrained = isBackedUp
  }

  private func written(_ result: Result<Void, any Error>) {
    waitingWrites -= 1
    guard case .success = result else {
      kernel = nil  // the channel closes, and tells so itself
      return
    }
    guard waitingWrites == 0, owesDrained else { return }
    owesDrained = false
    drain()
  }

  /// All that waited is with the kernel.
  private func drain() {
    guard case .open = life else { return finishIfFlushed() }
    if let pong = waitingPong.take() { send(pong) }
    guard !isBackedUp else { return }
    resumeReading()
    receiver?.drained()
  }

  private func resumeReading() {
    guard holdsRead else { return }
    holdsRead = false
    context?.read()
  }

  // MARK: - The end

  func close(_ code: CloseCode, reason: String) {
    guard case .open = life else { return }
    life = .closing
    said = code.rawValue
    send(Frame.close(code.rawValue, reason: reason))
    startDeadline()
    resumeReading()  // the peer's answer is awaited even while it is slow to read
  }

  private func closedByPeer(_ code: UInt16?) {
    if case .open = life {
      said = code
      send(Frame.close(code ?? CloseCode.normal.rawValue))
    }
    finish(.close)
  }

  private func fail(_ fault: FrameFault) {
    guard case .open = life else { return finish(.halfClose) }
    said = fault.code.rawValue
    send(Frame.close(fault.code.rawValue, reason: fault.reason))
    finish(.halfClose)
  }

  private func finish(_ ending: Ending) {
    guard life.takesFrames else { return }
    life = .finishing(ending)
    finishIfFlushed()
    startDeadline()
    resumeReading()
  }

  private func finishIfFlushed() {
    guard case .finishing(let ending) = life, !isBackedUp else { return }
    switch ending {
    case .close: abort()
    case .halfClose: context?.close(mode: .output, promise: nil)
    }
  }

  private func startDeadline() {
    guard deadline == nil, let context else { return }
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: closeTimeout) { self.abort() }
  }
}
