import NIOCore

@testable import HubbubHTTP

/// What a decoder made of some bytes: all that was said, and the fault that ended it.
struct Decoded: Equatable {
  var said: [FrameDecoder.Incoming] = []
  var fault: FrameFault?
  /// Bytes that were fed when the fault showed, or all.
  var fedBytes = 0

  /// Feeds `bytes` in pieces that end where `ends` says.
  init(
    _ bytes: [UInt8], endingPiecesAt ends: [Int] = [], maxMessageBytes: Int = 1 << 20,
    takesBinary: Bool = true
  ) {
    var decoder = FrameDecoder()
    do throws(FrameFault) {
      for end in ends + [bytes.count] {
        decoder.feed(ByteBuffer(bytes: bytes[fedBytes..<end]))
        fedBytes = end
        while let said = try decoder.next(
          maxMessageBytes: maxMessageBytes, takesBinary: takesBinary)
        {
          self.said.append(said)
        }
      }
    } catch {
      fault = error
    }
  }

  /// Feeds the frames byte by byte.
  init(byteByByte bytes: [UInt8], maxMessageBytes: Int = 1 << 20, takesBinary: Bool = true) {
    self.init(
      bytes, endingPiecesAt: Array(bytes.indices.dropFirst()), maxMessageBytes: maxMessageBytes,
      takesBinary: takesBinary)
  }
}

extension FrameDecoder.Incoming {
  /// A text message.
  static func text(_ text: String) -> Self {
    .message(ByteBuffer(string: text), isBinary: false)
  }

  /// A binary message.
  static func binary(_ bytes: [UInt8]) -> Self {
    .message(ByteBuffer(bytes: bytes), isBinary: true)
  }
}
