import Glibc
import NIOCore

/// The kernel's side of a connected TCP socket, written to past the network layer.
///
/// A `send` of our own costs half of what the layer's write does. The number
/// is of use only while the channel that owns it is open: whoever keeps one
/// asks the channel before each use.
struct Descriptor {
  let number: CInt

  /// Takes from `bytes` what the kernel has room for now, and never waits.
  ///
  /// - Returns: false once the peer is gone.
  func send(_ bytes: inout ByteBuffer) -> Bool {
    while true {
      let sent = bytes.withUnsafeReadableBytes {
        Glibc.send(number, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if sent >= 0 {
        bytes.moveReaderIndex(forwardBy: sent)
        return true
      }
      guard errno == EINTR else { return errno == EAGAIN }
    }
  }
}
