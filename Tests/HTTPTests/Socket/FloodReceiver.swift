import HubbubHub
import NIOCore

/// Sends numbered frames as fast as they are taken, once it is asked to.
///
/// - Isolation: its socket's event loop.
final class FloodReceiver: SocketReceiver {
  let messageBytes = 1000
  let takesBinary = false
  private let transport: any SocketTransport
  private let frames: Int
  private let padding: String
  private let backedUp: AsyncStream<Int>.Continuation
  private let gone: AsyncStream<UInt16?>.Continuation
  private var written = 0

  /// - Parameter backedUp: told the next number each time there is no room.
  init(
    over transport: any SocketTransport, frames: Int, of bytes: Int,
    backedUp: AsyncStream<Int>.Continuation, gone: AsyncStream<UInt16?>.Continuation
  ) {
    self.transport = transport
    self.frames = frames
    padding = String(repeating: "x", count: bytes)
    (self.backedUp, self.gone) = (backedUp, gone)
  }

  func receive(_ message: ByteBuffer, isBinary: Bool) { flood() }

  func sawLife() {}

  func drained() { flood() }

  func descriptorChanged() {}

  func disconnected(_ code: UInt16?) {
    gone.yield(code)
    gone.finish()
  }

  private func flood() {
    while written < frames, !transport.isBackedUp {
      transport.write(Frame.text("\(written) \(padding)".utf8))
      written += 1
    }
    if transport.isBackedUp { backedUp.yield(written) }
  }
}
