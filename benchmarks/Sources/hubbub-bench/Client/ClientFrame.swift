import NIOCore

/// The frames that a client sends: whole, and masked as RFC 6455 §5.3 wants.
enum ClientFrame {
  /// Encodes a text message.
  static func text(_ payload: String) -> ByteBuffer { frame(.text, Array(payload.utf8)) }

  /// Encodes the answer to a ping.
  static func pong(_ payload: UnsafeRawBufferPointer) -> ByteBuffer { frame(.pong, payload) }

  static func frame(_ kind: FrameParser.Kind, _ payload: some Collection<UInt8>) -> ByteBuffer {
    var frame = ByteBufferAllocator().buffer(capacity: 14 + payload.count)
    frame.writeInteger(0x80 | kind.rawValue)
    switch payload.count {
    case ..<126: frame.writeInteger(0x80 | UInt8(payload.count))
    case ...Int(UInt16.max): frame.writeMultipleIntegers(UInt8(0xfe), UInt16(payload.count))
    default: frame.writeMultipleIntegers(UInt8(0xff), UInt64(payload.count))
    }
    let mask = UInt32.random(in: .min ... .max)
    frame.writeInteger(mask)
    let key = (0..<4).map { UInt8(truncatingIfNeeded: mask >> (24 - 8 * $0)) }
    frame.writeBytes(payload.enumerated().map { $0.element ^ key[$0.offset & 3] })
    return frame
  }
}
