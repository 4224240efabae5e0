import HubbubDomain

/// What a client did that RFC 6455 or our bounds forbid; it ends the socket.
enum FrameFault: Error, Equatable, CaseIterable {
  case reservedBits, reservedOpcode, unmasked
  case lengthNotShortest, lengthOutOfRange
  case longControl, fragmentedControl
  case nothingToContinue, messageWithinMessage
  case closeOfOneByte, closeCode
  case binary
  case text, closeReason
  case tooLong

  /// The code to close with (RFC 6455 §7.4.1).
  var code: CloseCode {
    switch self {
    case .reservedBits, .reservedOpcode, .unmasked, .lengthNotShortest, .lengthOutOfRange,
      .longControl, .fragmentedControl, .nothingToContinue, .messageWithinMessage,
      .closeOfOneByte, .closeCode:
      .protocolError
    case .binary: .unsupportedData
    case .text, .closeReason: .invalidText
    case .tooLong: .messageTooBig
    }
  }

  /// What the close frame says, for whoever debugs a client.
  var reason: String {
    switch self {
    case .reservedBits: "reserved bits are set"
    case .reservedOpcode: "reserved opcode"
    case .unmasked: "frame is not masked"
    case .lengthNotShortest: "length is not in its shortest form"
    case .lengthOutOfRange: "length has its highest bit set"
    case .longControl: "control frame is longer than 125 bytes"
    case .fragmentedControl: "control frame is fragmented"
    case .nothingToContinue: "continuation of nothing"
    case .messageWithinMessage: "new message within a fragmented one"
    case .closeOfOneByte: "close frame with half a code"
    case .closeCode: "close code may not be sent"
    case .binary: "only text is spoken here"
    case .text: "text is not UTF-8"
    case .closeReason: "reason is not UTF-8"
    case .tooLong: "message is too long"
    }
  }
}
