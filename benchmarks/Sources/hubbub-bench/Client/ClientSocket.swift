import NIOCore

/// One connection of a visitor: handshake, frames, end.
///
/// - Isolation: the worker's event loop.
final class ClientSocket: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let visitor: Visitor
  private let crew: Crew
  private var context: ChannelHandlerContext?
  /// The kernel's side of it, once it is upgraded.
  private var descriptor: CInt?
  private var parser = FrameParser()
  /// What came of the answer to the handshake; nil once it is upgraded.
  private var answer: ByteBuffer? = ByteBuffer()
  /// How it ends, as far as is known.
  private var ending = Ending.closed(code: nil, slot: nil)

  init(_ visitor: Visitor, _ crew: Crew) {
    self.visitor = visitor
    self.crew = crew
  }

  /// Sends a text message.
  func send(_ text: String) { write(ClientFrame.text(text)) }

  /// Ends the connection with a reset, as its linger time is 0.
  func close() { context?.close(promise: nil) }

  /// Reads nothing until ``resume()``.
  func pause() { if let descriptor { crew.reader.pause(descriptor) } }

  func resume() { if let descriptor { crew.reader.add(descriptor, self) } }

  private func write(_ frame: ByteBuffer) {
    context?.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }

  // MARK: - What the channel tells

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func channelActive(context: ChannelHandlerContext) {
    write(
      Handshake.request(
        host: crew.assignment.host, port: crew.assignment.port, token: visitor.login.token))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    crew.hasRead = true
    let bytes = unwrapInboundIn(data)
    // Behind the handshake NIO reads only what was left when the peer went.
    guard answer == nil else { return shake(bytes) }
    bytes.withUnsafeReadableBytes { read($0, Monotonic.now) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let descriptor { crew.reader.remove(descriptor) }
    self.context = nil
    visitor.ended(self, ending)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  // MARK: - Bytes

  /// Takes the answer to the handshake.
  private func shake(_ bytes: ByteBuffer) {
    answer?.writeImmutableBuffer(bytes)
    guard let all = answer else { return }
    switch Handshake.answer(all.readableBytesView) {
    case .notYet: break
    case .refused(let status):
      ending = .refused(status: status)
      close()
    case .upgraded(let used):
      answer = nil
      all.withUnsafeReadableBytes {
        read(UnsafeRawBufferPointer(rebasing: $0[used...]), Monotonic.now)
      }
      handOver()
    }
  }

  /// Lets ``Reader`` read from here on.
  private func handOver() {
    guard let context, context.channel.isActive else { return }
    try? context.channel.syncOptions?.setOption(.autoRead, value: false)
    try? context.pipeline.syncOperations.withUnsafeTransportIfAvailable(
      of: NIOBSDSocket.Handle.self
    ) { handle in
      descriptor = handle
      crew.reader.add(handle, self)
    }
  }

  /// Takes what came in.
  @inline(__always)
  func read(_ bytes: UnsafeRawBufferPointer, _ now: UInt64) {
    do throws(FrameParser.Fault) {
      try parser.feed(bytes) { kind, payload in hear(kind, payload, now) }
    } catch {
      crew.tally.sums["badFrames", default: 0] += 1
      close()
    }
  }

  @inline(__always)
  private func hear(_ kind: FrameParser.Kind, _ payload: UnsafeRawBufferPointer, _ now: UInt64) {
    switch kind {
    case .text: visitor.hear(payload, now)
    case .ping: write(ClientFrame.pong(payload))
    case .close:
      ending = .closed(by: payload)
      close()
    case .binary, .pong: break
    }
  }
}
