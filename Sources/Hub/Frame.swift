public import NIOCore

/// The frames that a server sends: whole, unmasked, in one allocation each.
///
/// Every function takes payload bytes and gives the encoded frame, ready
/// for ``SocketTransport/write(_:)`` and to be shared by any number of
/// sockets. Frames may be joined: the bytes of two, one after the other,
/// are two frames.
///
/// - Source: RFC 6455 §5.2 for the layout, §5.5 for control frames.
public enum Frame {
  /// What a frame carries.
  public enum Opcode: UInt8, Sendable {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10
  }

  /// Bytes that a control frame may carry (RFC 6455 §5.5).
  public static let controlBytes = 125

  /// Encodes a text message.
  ///
  /// - Parameter payload: UTF-8, which is the caller's to ensure.
  public static func text(_ payload: some Collection<UInt8>) -> ByteBuffer {
    frame(.text, payload)
  }

  /// Encodes a text message.
  ///
  /// - Parameter payload: UTF-8, which is the caller's to ensure.
  public static func text(_ payload: ByteBuffer) -> ByteBuffer {
    frame(.text, payload.readableBytesView)
  }

  /// Encodes a binary message.
  public static func binary(_ payload: ByteBuffer) -> ByteBuffer {
    frame(.binary, payload.readableBytesView)
  }

  /// Encodes a ping.
  ///
  /// - Parameter payload: comes back in the pong; 125 bytes at most.
  public static func ping(_ payload: ByteBuffer = ByteBuffer()) -> ByteBuffer {
    control(.ping, payload)
  }

  /// Encodes the answer to a ping.
  ///
  /// - Parameter payload: the ping's; 125 bytes at most.
  public static func pong(_ payload: ByteBuffer = ByteBuffer()) -> ByteBuffer {
    control(.pong, payload)
  }

  /// Encodes a close frame.
  ///
  /// - Parameter reason: cut after 123 bytes, at a character's end.
  public static func close(_ code: UInt16, reason: String = "") -> ByteBuffer {
    let reason = reason.prefix(utf8Bytes: controlBytes - 2)
    var frame = empty(.close, payloadBytes: 2 + reason.utf8.count)
    frame.writeInteger(code)
    frame.writeSubstring(reason)
    return frame
  }

  /// Bytes that the header takes before a payload of `payloadBytes`.
  public static func headerBytes(before payloadBytes: Int) -> Int {
    payloadBytes < 126 ? 2 : payloadBytes <= UInt16.max ? 4 : 10
  }

  /// Writes the header alone, of a frame that is a whole message.
  ///
  /// For who encodes the payload straight into `buffer`, behind it.
  public static func writeHeader(
    _ opcode: Opcode, payloadBytes: Int, to buffer: inout ByteBuffer
  ) {
    let first = 0x80 | opcode.rawValue
    switch headerBytes(before: payloadBytes) {
    case 2:
      buffer.writeMultipleIntegers(first, UInt8(payloadBytes))
    case 4:
      buffer.writeMultipleIntegers(first, UInt8(126), UInt16(payloadBytes))
    default:
      buffer.writeMultipleIntegers(first, UInt8(127), UInt64(payloadBytes))
    }
  }

  /// A buffer of the whole frame's size that holds the header.
  static func empty(_ opcode: Opcode, payloadBytes: Int) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(
      capacity: headerBytes(before: payloadBytes) + payloadBytes)
    writeHeader(opcode, payloadBytes: payloadBytes, to: &buffer)
    return buffer
  }

  static func frame(_ opcode: Opcode, _ payload: some Collection<UInt8>) -> ByteBuffer {
    var frame = empty(opcode, payloadBytes: payload.count)
    frame.writeBytes(payload)
    return frame
  }

  private static func control(_ opcode: Opcode, _ payload: ByteBuffer) -> ByteBuffer {
    precondition(payload.readableBytes <= controlBytes, "a control frame carries 125 bytes at most")
    return frame(opcode, payload.readableBytesView)
  }
}

extension String {
  /// The longest beginning that takes at most `bytes` bytes as UTF-8.
  fileprivate func prefix(utf8Bytes bytes: Int) -> Substring {
    guard utf8.count > bytes else { return self[...] }
    var end = utf8.index(startIndex, offsetBy: bytes)
    while end.samePosition(in: self) == nil { end = utf8.index(before: end) }
    return self[..<end]
  }
}
