import HubbubDomain
import HubbubHub
import NIOCore

/// Reads what a client sends: bytes in pieces of any size, whole messages out.
///
/// Faults are found at the first byte that shows them: a message too long
/// by its header, text that is no UTF-8 within the fragment.
///
/// - Bounds: a header or control frame begun, 139 bytes at most; of a message
///   begun, what came in of it. Nothing between messages.
/// - Source: RFC 6455 §5–§8.
struct FrameDecoder {
  /// What a client said.
  enum Incoming: Equatable {
    case message(ByteBuffer, isBinary: Bool)
    case ping(ByteBuffer)
    case pong
    /// Nil where no code was given.
    case close(UInt16?)
  }

  /// A message whose last frame is not complete yet.
  private struct Message {
    var bytes = ByteBuffer()
    let isBinary: Bool
    var text = UTF8Check()
  }

  /// A data frame whose payload is coming in.
  private struct Payload {
    let isFinal: Bool
    var missingBytes: Int
    var mask: Mask
  }

  /// How far a frame's payload got.
  private enum Progress {
    case needsBytes, frameEnded
    case messageEnded(Incoming)
  }

  private var unread = ByteBuffer()
  private var message: Message?
  private var payload: Payload?

  /// Takes the next bytes; ``next(maxMessageBytes:takesBinary:)`` is to be
  /// called until it says nil.
  mutating func feed(_ bytes: ByteBuffer) {
    if unread.readableBytes == 0 { unread = bytes } else { unread.writeImmutableBuffer(bytes) }
  }

  /// The next thing the client said, or nil until more bytes come in.
  ///
  /// - Throws: what ends the socket. The decoder is of no use after that.
  mutating func next(maxMessageBytes: Int, takesBinary: Bool) throws(FrameFault) -> Incoming? {
    while true {
      if payload != nil {
        switch try readPayload() {
        case .needsBytes: return release()
        case .frameEnded: break
        case .messageEnded(let message): return message
        }
      }
      guard let header = try FrameHeader.read(from: unread) else { return release() }
      if header.opcode.isControl {
        guard unread.readableBytes >= header.bytes + header.payloadBytes else { return release() }
        unread.moveReaderIndex(forwardBy: header.bytes)
        return try readControl(header)
      }
      try begin(header, maxMessageBytes: maxMessageBytes, takesBinary: takesBinary)
      unread.moveReaderIndex(forwardBy: header.bytes)
    }
  }

  /// Lets go of the buffer that the network layer would like to use again.
  private mutating func release() -> Incoming? {
    unread = unread.readableBytes == 0 ? ByteBuffer() : ByteBuffer(bytes: unread.readableBytesView)
    return nil
  }

  // MARK: - Messages

  /// Checks a data frame's header against what came before it.
  private mutating func begin(
    _ header: FrameHeader, maxMessageBytes: Int, takesBinary: Bool
  ) throws(FrameFault) {
    if header.opcode == .continuation {
      guard message != nil else { throw .nothingToContinue }
    } else {
      guard message == nil else { throw .messageWithinMessage }
      let isBinary = header.opcode == .binary
      guard takesBinary || !isBinary else { throw .binary }
      message = Message(isBinary: isBinary)
    }
    let before = message?.bytes.readableBytes ?? 0
    guard header.payloadBytes <= maxMessageBytes - before else { throw .tooLong }
    payload = Payload(
      isFinal: header.isFinal, missingBytes: header.payloadBytes, mask: header.mask)
  }

  /// Takes what there is of the payload.
  private mutating func readPayload() throws(FrameFault) -> Progress {
    guard var payload = payload.take(), var message = message.take() else { return .frameEnded }
    let count = min(payload.missingBytes, unread.readableBytes)
    guard Self.move(count, from: &unread, of: &payload, to: &message) else { throw .text }
    guard payload.missingBytes == 0 else {
      self.payload = payload
      self.message = message
      return .needsBytes
    }
    guard payload.isFinal else {
      self.message = message
      return .frameEnded
    }
    guard message.isBinary || message.text.isComplete else { throw .text }
    return .messageEnded(.message(message.bytes, isBinary: message.isBinary))
  }

  /// Unmasks `count` bytes on their way from the network's buffer into the message's own.
  ///
  /// - Returns: false where a text turns out to be none.
  private static func move(
    _ count: Int, from unread: inout ByteBuffer, of payload: inout Payload,
    to message: inout Message
  ) -> Bool {
    guard count > 0 else { return true }
    var isGood = true
    message.bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { target in
      unread.withUnsafeReadableBytes { source in
        payload.mask.unmask(UnsafeRawBufferPointer(rebasing: source[..<count]), into: target)
      }
      if !message.isBinary {
        isGood = message.text.accepts(UnsafeRawBufferPointer(rebasing: target[..<count]))
      }
      return count
    }
    payload.missingBytes -= count
    unread.moveReaderIndex(forwardBy: count)
    return isGood
  }

  // MARK: - Control frames

  /// Reads a control frame's payload, all of which is there.
  private mutating func readControl(_ header: FrameHeader) throws(FrameFault) -> Incoming {
    var mask = header.mask
    var content = ByteBuffer()
    content.writeWithUnsafeMutableBytes(minimumWritableBytes: header.payloadBytes) { target in
      unread.withUnsafeReadableBytes { source in
        mask.unmask(UnsafeRawBufferPointer(rebasing: source[..<header.payloadBytes]), into: target)
      }
      return header.payloadBytes
    }
    unread.moveReaderIndex(forwardBy: header.payloadBytes)
    switch header.opcode {
    case .ping: return .ping(content)
    case .close: return .close(try Self.closeCode(in: content))
    case .pong, .continuation, .text, .binary: return .pong
    }
  }

  /// The code of a close frame, its reason checked and dropped (RFC 6455 §5.5.1, §7.4).
  private static func closeCode(in content: ByteBuffer) throws(FrameFault) -> UInt16? {
    guard content.readableBytes > 0 else { return nil }
    var reason = content
    guard let code = reason.readInteger(as: UInt16.self) else { throw .closeOfOneByte }
    switch code {
    case 1000...1003, 1007...1011, 3000...4999: break
    default: throw .closeCode
    }
    var text = UTF8Check()
    guard reason.withUnsafeReadableBytes({ text.accepts($0) }), text.isComplete else {
      throw .closeReason
    }
    return code
  }
}
