import Glibc
public import NIOCore

/// The kernel's side of a connected TCP socket, written to past the network layer.
///
/// A `send` of our own costs half of what the layer's write does. The number
/// is of use only while the channel that owns it is open: whoever keeps one
/// is told by the owner when it is not.
///
/// - Source: DECISIONS.md, "One handler, and sends of our own".
public struct Descriptor: Equatable, Sendable {
  public let number: CInt

  public init(number: CInt) { self.number = number }

  /// Takes from `bytes` what the kernel has room for now, and never waits.
  ///
  /// - Returns: false once the peer is gone.
  public func send(_ bytes: inout ByteBuffer) -> Bool {
    guard let sent = bytes.withUnsafeReadableBytes(send) else { return false }
    bytes.moveReaderIndex(forwardBy: sent)
    return true
  }

  /// Gives the kernel what it has room for now, and never waits.
  ///
  /// - Returns: how many bytes it took; nil once the peer is gone.
  func send(_ bytes: UnsafeRawBufferPointer) -> Int? {
    while true {
      let sent = Glibc.send(
        number, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      if sent >= 0 { return sent }
      guard errno == EINTR else { return errno == EAGAIN ? 0 : nil }
    }
  }
}
