public import HubbubDomain
public import NIOCore

/// The way out of one socket: framed bytes in, kernel out.
///
/// - Isolation: its socket's event loop.
public protocol SocketTransport: AnyObject {
  /// Whether earlier bytes still wait for the peer. While so, nothing more
  /// is to be written; ``SocketReceiver/drained()`` says when.
  var isBackedUp: Bool { get }

  /// Where whole frames may be sent past the transport; nil while earlier bytes
  /// wait here, and for ever once the socket ends. What the kernel does not
  /// take is to be written here at once.
  var descriptor: Descriptor? { get }

  /// Writes whole frames with one system call, or as much as the kernel
  /// takes; the rest waits here and the transport is backed up.
  func write(_ frames: ByteBuffer)

  /// Sends a ping of RFC 6455 §5.5.2, unless backed up.
  func ping()

  /// Sends a close frame after what was written, and closes when the peer
  /// answers it or after a few seconds. Later calls do nothing.
  func close(_ code: CloseCode, reason: String)
}

/// Who takes what comes in on one socket.
///
/// - Isolation: its socket's event loop.
public protocol SocketReceiver: AnyObject {
  /// Bytes that one message may have now; one more closes with 1009.
  var messageBytes: Int { get }

  /// Whether binary messages are taken; else they close with 1003.
  var takesBinary: Bool { get }

  /// A whole message, its UTF-8 checked if it is text.
  func receive(_ message: ByteBuffer, isBinary: Bool)

  /// Any frame at all came in.
  func sawLife()

  /// What was written is with the kernel; the transport takes more.
  func drained()

  /// The transport's ``SocketTransport/descriptor`` may be another than before.
  func descriptorChanged()

  /// The socket is gone. Called once, last. `code` is the peer's or ours, nil if none was said.
  func disconnected(_ code: UInt16?)
}
