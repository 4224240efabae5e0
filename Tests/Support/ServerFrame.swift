public import HubbubHub
public import NIOCore

/// A frame as a server sends it, taken apart again.
///
/// - Source: RFC 6455 §5.2.
public struct ServerFrame: Equatable, Sendable {
  /// What no server of ours may send.
  public enum Fault: Error { case reservedBits, reservedOpcode, masked, lengthOutOfRange, cutOff }

  public let opcode: Frame.Opcode
  public let isFinal: Bool
  public let payload: ByteBuffer

  public init(opcode: Frame.Opcode, isFinal: Bool, payload: ByteBuffer) {
    self.opcode = opcode
    self.isFinal = isFinal
    self.payload = payload
  }

  /// The payload as text.
  public var text: String { String(buffer: payload) }

  /// The payload as JSON; `null` where it is none.
  public var json: JSON { (try? JSON(utf8: payload.readableBytesView)) ?? .null }

  /// The code of a close frame, if it carries one.
  public var closeCode: UInt16? {
    opcode == .close ? payload.getInteger(at: payload.readerIndex) : nil
  }

  /// The reason of a close frame.
  public var closeReason: String { String(buffer: payload.dropping(bytes: 2)) }

  /// Takes the frame that `bytes` begin with; nil while it is not whole.
  public static func next(from bytes: inout ByteBuffer) throws(Fault) -> ServerFrame? {
    var rest = bytes
    guard let first: UInt8 = rest.readInteger(), let second: UInt8 = rest.readInteger() else {
      return nil
    }
    guard first & 0x70 == 0 else { throw .reservedBits }
    guard let opcode = Frame.Opcode(rawValue: first & 0x0F) else { throw .reservedOpcode }
    guard second & 0x80 == 0 else { throw .masked }
    guard let length = try length(Int(second), from: &rest),
      let payload = rest.readSlice(length: length)
    else { return nil }
    bytes = rest
    return ServerFrame(opcode: opcode, isFinal: first & 0x80 != 0, payload: payload)
  }

  /// All frames in `bytes`, which must end with a frame.
  public static func all(in bytes: ByteBuffer) throws(Fault) -> [ServerFrame] {
    var rest = bytes
    var frames: [ServerFrame] = []
    while let frame = try next(from: &rest) { frames.append(frame) }
    guard rest.readableBytes == 0 else { throw .cutOff }
    return frames
  }

  private static func length(_ short: Int, from rest: inout ByteBuffer) throws(Fault) -> Int? {
    switch short {
    case 126: return rest.readInteger(as: UInt16.self).map(Int.init)
    case 127:
      guard let long: UInt64 = rest.readInteger() else { return nil }
      guard let length = Int(exactly: long) else { throw .lengthOutOfRange }
      return length
    default: return short
    }
  }
}

extension ByteBuffer {
  fileprivate func dropping(bytes count: Int) -> ByteBuffer {
    getSlice(at: readerIndex + min(count, readableBytes), length: max(0, readableBytes - count))
      ?? ByteBuffer()
  }
}
