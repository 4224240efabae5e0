import HubbubDomain
import HubbubHub
import NIOCore

/// Sends every message back: what `/ws/echo` does, to try the frame handling alone.
///
/// - Bounds: while the transport is backed up ``Limits/outboxHardBytes`` and
///   one message wait; more closes with 4008.
/// - Isolation: its socket's event loop.
final class EchoReceiver: SocketReceiver {
  /// What comes goes back, so that the bound is that of what a server may send.
  let messageBytes = Limits.frameBytes
  let takesBinary = true

  private let transport: any SocketTransport
  private var waiting = ByteBuffer()

  init(over transport: any SocketTransport) {
    self.transport = transport
  }

  func receive(_ message: ByteBuffer, isBinary: Bool) {
    var frame = isBinary ? Frame.binary(message) : Frame.text(message)
    guard transport.isBackedUp else { return transport.write(frame) }
    guard waiting.readableBytes <= Limits.outboxHardBytes else {
      return transport.close(.slowConsumer, reason: "")
    }
    waiting.writeBuffer(&frame)
  }

  func sawLife() {}

  func drained() {
    guard waiting.readableBytes > 0 else { return }
    let frames = waiting
    waiting = ByteBuffer()
    transport.write(frames)
  }

  /// It writes by the transport only.
  func descriptorChanged() {}

  func disconnected(_ code: UInt16?) {}
}
