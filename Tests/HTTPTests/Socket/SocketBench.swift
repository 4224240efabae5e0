import HubbubHub
import HubbubTesting
import NIOCore
import NIOEmbedded

@testable import HubbubHTTP

/// A socket on a bench: its handler between a kernel and a receiver that the
/// test plays, on a loop whose time the test moves.
final class SocketBench {
  let channel = EmbeddedChannel()
  let kernel = FakeKernel()
  let socket: SocketHandler
  let receiver = FakeReceiver()

  /// Opens a socket, without an answer before its frames.
  init(answer: String = "", onOpen: (any SocketTransport) -> Void = { _ in }) throws {
    socket = SocketHandler(descriptor: nil)
    try channel.pipeline.syncOperations.addHandlers(kernel, socket)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    socket.open(with: ByteBuffer(string: answer)) { [receiver] transport, _ in
      onOpen(transport)
      return receiver
    }
  }

  deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

  /// The peer sends frames, all in one piece.
  func peerSays(_ frames: ClientFrame...) throws {
    try channel.writeInbound(ByteBuffer(bytes: frames.bytes))
    channel.embeddedEventLoop.run()
  }

  /// The peer sends bytes.
  func peerSends(_ bytes: some Sequence<UInt8>) throws {
    try channel.writeInbound(ByteBuffer(bytes: bytes))
    channel.embeddedEventLoop.run()
  }

  /// What the kernel was handed since the last look, one buffer for each write.
  func writes() throws -> [ByteBuffer] {
    var writes: [ByteBuffer] = []
    while let write = try channel.readOutbound(as: ByteBuffer.self) {
      if write.readableBytes > 0 { writes.append(write) }
    }
    return writes
  }

  /// The frames among it.
  func frames() throws -> [ServerFrame] { try writes().flatMap { try ServerFrame.all(in: $0) } }

  func pass(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }
}

extension ServerFrame {
  /// A whole frame.
  init(_ opcode: Frame.Opcode, _ payload: [UInt8]) {
    self.init(opcode: opcode, isFinal: true, payload: ByteBuffer(bytes: payload))
  }

  /// A whole text message.
  static func text(_ text: String) -> Self { Self(.text, Array(text.utf8)) }

  /// A close frame.
  static func close(_ code: UInt16, _ reason: String = "") -> Self {
    Self(.close, [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
  }
}
