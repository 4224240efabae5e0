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
  /// - Throws: what is wrong with it whatever came before, as soon as that can be seen.
  static func read(from unread: ByteBuffer) throws(FrameFault) -> FrameHeader? {
    let start = unread.readerIndex
    guard let pair = unread.getInteger(at: start, as: UInt16.self) else { return nil }
    guard pair & 0x7000 == 0 else { throw .reservedBits }
    guard let opcode = Frame.Opcode(rawValue: UInt8(pair >> 8 & 0x0F)) else {
      throw .reservedOpcode
    }
    guard pair & 0x80 != 0 else { throw .unmasked }
    let isFinal = pair & 0x8000 != 0
    let short = Int(pair & 0x7F)
    if opcode.isControl {
      guard short <= Frame.controlBytes else { throw .longControl }
      guard isFinal else { throw .fragmentedControl }
    }
    guard let (length, width) = try length(short, in: unread, at: start + 2) else { return nil }
    guard
      let key = unread.getInteger(at: start + 2 + width, endianness: .little, as: UInt32.self)
    else { return nil }
    return FrameHeader(
      opcode: opcode, isFinal: isFinal, payloadBytes: length, mask: Mask(key: key),
      bytes: 2 + width + 4)
  }

  /// The payload's length and the bytes of its long form, which need not be the shortest.
  private static func length(
    _ short: Int, in unread: ByteBuffer, at index: Int
  ) throws(FrameFault) -> (Int, width: Int)? {
    switch short {
    case 126:
      return unread.getInteger(at: index, as: UInt16.self).map { (Int($0), 2) }
    case 127:
      guard let long = unread.getInteger(at: index, as: UInt64.self) else { return nil }
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
