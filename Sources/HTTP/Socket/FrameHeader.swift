import HubbubHub
import NIOCore

/// What comes before a client frame's payload.
///
/// - Source: RFC 6455 §5.2, §5.5.
struct FrameHeader {
  let opcode: Frame.Opcode
  let isFinal: Bool
  let payloadBytes: Int
  let mask: Mask
  /// Bytes of the header itself.
  let bytes: Int

  /// Reads the header at the start of `unread`, or nil while bytes of it are missing.
  ///
  /// - Throws: what is wrong with it whatever came before, at the first byte that shows it.
  static func read(from unread: ByteBuffer) throws(FrameFault) -> FrameHeader? {
    let start = unread.readerIndex
    guard let first = unread.getInteger(at: start, as: UInt8.self) else { return nil }
    guard first & 0x70 == 0 else { throw .reservedBits }
    guard let opcode = Frame.Opcode(rawValue: first & 0x0F) else { throw .reservedOpcode }
    let isFinal = first & 0x80 != 0
    guard isFinal || !opcode.isControl else { throw .fragmentedControl }
    guard let second = unread.getInteger(at: start + 1, as: UInt8.self) else { return nil }
    guard second & 0x80 != 0 else { throw .unmasked }
    let short = Int(second & 0x7F)
    guard short <= Frame.controlBytes || !opcode.isControl else { throw .longControl }
    guard let (length, width) = try length(short, in: unread, at: start + 2),
      let key = unread.getInteger(at: start + 2 + width, endianness: .little, as: UInt32.self)
    else { return nil }
    return FrameHeader(
      opcode: opcode, isFinal: isFinal, payloadBytes: length, mask: Mask(key: key),
      bytes: 2 + width + 4)
  }

  /// The payload's length and the bytes of its long form, which must be the shortest.
  private static func length(
    _ short: Int, in unread: ByteBuffer, at index: Int
  ) throws(FrameFault) -> (Int, width: Int)? {
    switch short {
    case 126:
      guard let long = unread.getInteger(at: index, as: UInt16.self) else { return nil }
      guard long > 125 else { throw .lengthNotShortest }
      return (Int(long), 2)
    case 127:
      guard let long = unread.getInteger(at: index, as: UInt64.self) else { return nil }
      guard long > UInt16.max else { throw .lengthNotShortest }
      guard let length = Int(exactly: long) else { throw .lengthOutOfRange }
      return (length, 8)
    default:
      return (short, 0)
    }
  }
}

extension Frame.Opcode {
  /// Whether this frame may come between the fragments of a message.
  var isControl: Bool { rawValue >= Frame.Opcode.close.rawValue }
}
