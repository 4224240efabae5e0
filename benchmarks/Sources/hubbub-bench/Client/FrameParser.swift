/// Reads what a server sends: bytes in pieces of any size, whole messages out.
///
/// The hot path allocates nothing: where no frame is cut off at the end of a
/// piece, payloads are looked at where they lie.
///
/// - Bounds: ``Limits/frameBytes`` of one message.
/// - Source: RFC 6455 §5.
struct FrameParser {
  /// What a whole message or control frame is.
  enum Kind: UInt8 {
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10
  }

  /// What ends the socket: no server may send it.
  enum Fault: Error, Equatable {
    case masked, reservedBits, unknownOpcode, tooLong, wrongFragment
  }

  /// Bytes of a frame whose end is not in yet.
  private var unread: [UInt8] = []
  /// The payloads so far of a message in several frames, and its kind.
  private var fragments: [UInt8] = []
  private var fragmented: Kind?

  /// Takes the next bytes and tells each message that they complete.
  ///
  /// - Parameter hear: is told the payload, which is there only while it runs.
  mutating func feed(
    _ bytes: UnsafeRawBufferPointer, _ hear: (Kind, UnsafeRawBufferPointer) -> Void
  ) throws(Fault) {
    guard !unread.isEmpty else {
      let used = try walk(bytes, hear)
      if used < bytes.count { unread.append(contentsOf: bytes[used...]) }
      return
    }
    unread.append(contentsOf: bytes)
    // Moved out, so that it is not copied when what is left is kept.
    let all = unread
    unread = []
    let used = try all.withUnsafeBufferPointer { whole throws(Fault) in
      try walk(UnsafeRawBufferPointer(whole), hear)
    }
    unread = Array(all[used...])
  }

  /// Tells every whole frame in `bytes`.
  ///
  /// - Returns: how many bytes they took.
  private mutating func walk(
    _ bytes: UnsafeRawBufferPointer, _ hear: (Kind, UnsafeRawBufferPointer) -> Void
  ) throws(Fault) -> Int {
    var at = 0
    while let header = try Header(bytes, at: at) {
      let begin = at + header.bytes
      guard bytes.count - begin >= header.payloadBytes else { break }
      at = begin + header.payloadBytes
      let payload = UnsafeRawBufferPointer(rebasing: bytes[begin..<at])
      if let kind = header.wholeMessage, fragmented == nil || kind.isControl {
        hear(kind, payload)
      } else {
        try join(header, payload, hear)
      }
    }
    return at
  }

  /// Takes a frame that is only a part of its message.
  private mutating func join(
    _ header: Header, _ payload: UnsafeRawBufferPointer,
    _ hear: (Kind, UnsafeRawBufferPointer) -> Void
  ) throws(Fault) {
    guard (header.opcode == 0) == (fragmented != nil) else { throw .wrongFragment }
    let kind = fragmented ?? Kind(rawValue: header.opcode) ?? .text
    guard !kind.isControl else { throw .wrongFragment }
    guard fragments.count + payload.count <= Limits.frameBytes else { throw .tooLong }
    fragments.append(contentsOf: payload)
    fragmented = header.isFinal ? nil : kind
    guard header.isFinal else { return }
    fragments.withUnsafeBytes { hear(kind, $0) }
    fragments.removeAll()
  }
}

extension FrameParser.Kind {
  var isControl: Bool { rawValue >= 8 }
}

extension FrameParser {
  /// What stands before a payload.
  private struct Header {
    let isFinal: Bool
    let opcode: UInt8
    /// Bytes that the header itself takes.
    let bytes: Int
    let payloadBytes: Int

    /// The kind, where the frame is all of its message.
    var wholeMessage: Kind? { isFinal ? Kind(rawValue: opcode) : nil }

    /// - Returns: nil while it is not all there.
    @inline(__always)
    init?(_ all: UnsafeRawBufferPointer, at: Int) throws(Fault) {
      guard all.count - at >= 2 else { return nil }
      let (first, second) = (all[at], all[at + 1])
      guard second & 0x80 == 0 else { throw .masked }
      guard first & 0x70 == 0 else { throw .reservedBits }
      isFinal = first & 0x80 != 0
      opcode = first & 0x0f
      guard opcode == 0 || Kind(rawValue: opcode) != nil else { throw .unknownOpcode }
      let lengthBytes = second < 126 ? 0 : second == 126 ? 2 : 8
      bytes = 2 + lengthBytes
      guard all.count - at >= bytes else { return nil }
      var length = lengthBytes == 0 ? UInt64(second) : 0
      for offset in 0..<lengthBytes { length = length << 8 | UInt64(all[at + 2 + offset]) }
      guard length <= UInt64(Limits.frameBytes) else { throw .tooLong }
      payloadBytes = Int(length)
    }
  }
}
