import HubbubDomain
import NIOCore
import Testing

@testable import HubbubHTTP

/// What a client may say, and how it is read.
struct FrameDecoderTests {
  @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 65_537])
  func `a message of any length is read, text and binary`(count: Int) {
    let payload = (0..<count).map { UInt8($0 % 127) }
    let frames = [ClientFrame(opcode: 1, payload: payload), .binary(payload)]
    let decoded = Decoded(frames.bytes)
    #expect(decoded.fault == nil)
    #expect(
      decoded.said == [.message(ByteBuffer(bytes: payload), isBinary: false), .binary(payload)])
  }

  @Test func `a message in fragments is read as one, with control frames between`() {
    let frames: [ClientFrame] = [
      .text("Hel", isFinal: false), .ping([1, 2]), .more([], isFinal: false),
      .more(Array("lo".utf8), isFinal: false), .pong(), .more(Array("!".utf8)), .text("next"),
    ]
    let expected: [FrameDecoder.Incoming] = [
      .ping(ByteBuffer(bytes: [1, 2])), .pong, .text("Hello!"), .text("next"),
    ]
    #expect(Decoded(frames.bytes).said == expected)
    #expect(Decoded(byteByByte: frames.bytes).said == expected)
  }

  @Test func `a character may be cut between fragments`() {
    let worker = Array("👷é".utf8)
    let frames =
      [ClientFrame(opcode: 1, payload: [worker[0]], isFinal: false)]
      + worker.dropFirst().map { ClientFrame.more([$0], isFinal: false) } + [.more([])]
    #expect(Decoded(frames.bytes).said == [.text("👷é")])
  }

  @Test(
    arguments: [[UInt8]]([[0, 0, 0, 0], [0xFF, 0, 0xFF, 0], [1, 2, 3, 4], [0x80, 0, 0, 0]]))
  func `any key unmasks, however the payload is cut`(mask: [UInt8]) {
    let payload = (0..<100).map { UInt8($0) }
    var frame = ClientFrame.binary(payload)
    frame.mask = mask
    for cut in 6..<frame.bytes.count {
      #expect(Decoded(frame.bytes, endingPiecesAt: [cut]).said == [.binary(payload)])
    }
  }

  @Test func `a control frame carries up to 125 bytes`() {
    let payload = [UInt8](repeating: 0x61, count: 125)
    #expect(Decoded(ClientFrame.ping(payload).bytes).said == [.ping(ByteBuffer(bytes: payload))])
    #expect(Decoded(ClientFrame.ping().bytes).said == [.ping(ByteBuffer())])
    #expect(Decoded(ClientFrame.pong(payload).bytes).said == [.pong])
    let reason = [UInt8](repeating: 0x61, count: 123)
    #expect(Decoded(ClientFrame.close(1000, reason).bytes).said == [.close(1000)])
  }

  // MARK: - Faults

  @Test(arguments: [UInt8]([1, 2, 3, 4, 5, 6, 7]))
  func `a reserved bit is a fault at the first byte`(reserved: UInt8) {
    for opcode in [0, 1, 2, 8, 9, 10] as [UInt8] {
      let frame = ClientFrame(opcode: opcode, payload: [], reserved: reserved)
      #expect(Decoded(frame.bytes).fault == .reservedBits)
      #expect(Decoded(byteByByte: frame.bytes).fedBytes == 1)
    }
  }

  @Test(arguments: [UInt8]([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]))
  func `a reserved opcode is a fault at the first byte`(opcode: UInt8) {
    let frame = ClientFrame(opcode: opcode, payload: [])
    #expect(Decoded(frame.bytes).fault == .reservedOpcode)
    #expect(Decoded(byteByByte: frame.bytes).fedBytes == 1)
  }

  @Test(arguments: [UInt8]([0, 1, 2, 8, 9, 10]))
  func `a frame without a mask is a fault at the second byte`(opcode: UInt8) {
    let frame = ClientFrame(opcode: opcode, payload: [1, 2, 3], mask: nil)
    #expect(Decoded(frame.bytes).fault == .unmasked)
    #expect(Decoded(byteByByte: frame.bytes).fedBytes == 2)
  }

  @Test(arguments: [UInt8]([8, 9, 10]))
  func `a control frame is neither cut nor long`(opcode: UInt8) {
    let cut = ClientFrame(opcode: opcode, payload: [], isFinal: false)
    #expect(Decoded(cut.bytes).fault == .fragmentedControl)
    let long = ClientFrame(opcode: opcode, payload: [UInt8](repeating: 0x61, count: 126))
    #expect(Decoded(long.bytes).fault == .longControl)
    #expect(Decoded(byteByByte: long.bytes).fedBytes == 2)
    let wide = ClientFrame(opcode: opcode, payload: [], length: .eight)
    #expect(Decoded(wide.bytes).fault == .longControl)
  }

  @Test(arguments: [
    (125, ClientFrame.Length.two), (0, .two), (125, .eight), (126, .eight), (65_535, .eight),
  ])
  func `a length that is not in its shortest form is a fault`(
    count: Int, length: ClientFrame.Length
  ) {
    let payload = [UInt8](repeating: 0x61, count: count)
    let frame = ClientFrame(opcode: 2, payload: payload, length: length)
    #expect(Decoded(frame.bytes).fault == .lengthNotShortest)
  }

  @Test(arguments: [UInt64(1) << 63, .max])
  func `a length of 64 bits is a fault`(length: UInt64) {
    let frame = ClientFrame(opcode: 2, payload: [], length: .says(length))
    #expect(Decoded(frame.bytes, maxMessageBytes: .max).fault == .lengthOutOfRange)
  }

  @Test func `fragments that do not fit together are faults`() {
    let continuing: [ClientFrame] = [.more([])]
    #expect(Decoded(continuing.bytes).fault == .nothingToContinue)
    let again: [ClientFrame] = [.text("a"), .more([0x62])]
    #expect(Decoded(again.bytes) == Decoded(again.bytes))
    #expect(Decoded(again.bytes).fault == .nothingToContinue)
    for second in [ClientFrame.text("b"), .binary([1])] {
      let within: [ClientFrame] = [.text("a", isFinal: false), second]
      #expect(Decoded(within.bytes).fault == .messageWithinMessage)
    }
  }

  @Test(arguments: [UInt16]([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999]))
  func `a close code that may be sent is taken`(code: UInt16) {
    #expect(Decoded(ClientFrame.close(code).bytes).said == [.close(code)])
  }

  @Test(arguments: [
    UInt16(0), 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
  ])
  func `a close code that may not be sent is a fault`(code: UInt16) {
    #expect(Decoded(ClientFrame.close(code).bytes).fault == .closeCode)
  }

  @Test func `a close says nothing, a code, or a code and a reason in UTF-8`() {
    #expect(Decoded(ClientFrame.close([]).bytes).said == [.close(nil)])
    #expect(Decoded(ClientFrame.close([3]).bytes).fault == .closeOfOneByte)
    #expect(Decoded(ClientFrame.close(1000, Array("über".utf8)).bytes).said == [.close(1000)])
    #expect(Decoded(ClientFrame.close(1000, [0xFF]).bytes).fault == .closeReason)
    #expect(Decoded(ClientFrame.close(1000, [0xC3]).bytes).fault == .closeReason)
  }

  @Test func `binary is a fault where only text is spoken`() {
    let decoded = Decoded(ClientFrame.binary([1, 2, 3]).bytes, takesBinary: false)
    #expect(decoded.fault == .binary)
    #expect(Decoded(ClientFrame.text("a").bytes, takesBinary: false).said == [.text("a")])
  }

  // MARK: - Text that is none

  @Test(arguments: [
    [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
    [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8], [0xFE],
    [0xFF], [0xC3, 0x28], [0xE2, 0x28], [0xF0, 0x9F, 0x28],
  ])
  func `text that is not UTF-8 is a fault before its frame is whole`(bytes: [UInt8]) {
    for filler in [0, 1, 7, 8, 9, 100] {
      let start = [UInt8](repeating: 0x61, count: filler)
      let frame = ClientFrame(opcode: 1, payload: start + bytes + start + [0x61])
      let decoded = Decoded(byteByByte: frame.bytes)
      #expect(decoded.fault == .text)
      #expect(decoded.fedBytes <= frame.bytes.count - filler - 1)
      #expect(Decoded(frame.bytes).fault == .text)
    }
  }

  @Test func `text that is not UTF-8 is a fault in the fragment where it shows`() {
    let frames: [ClientFrame] = [
      .text("ok", isFinal: false), ClientFrame.more([0xF4], isFinal: false),
      ClientFrame.more([0x90], isFinal: false), .more([0x80, 0x80]),
    ]
    let decoded = Decoded(byteByByte: frames.bytes)
    #expect(decoded.fault == .text)
    #expect(decoded.fedBytes == Array(frames[..<3]).bytes.count)
  }

  @Test(arguments: [[0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x91]])
  func `text that ends within a character is a fault at its end`(bytes: [UInt8]) {
    #expect(Decoded(ClientFrame(opcode: 1, payload: bytes).bytes).fault == .text)
    let frames = [ClientFrame(opcode: 1, payload: bytes, isFinal: false), .more([])]
    let decoded = Decoded(frames.bytes)
    #expect(decoded.said == [] && decoded.fault == .text)
  }

  @Test func `binary may hold any byte`() {
    let payload = (0...255).map { UInt8($0) }
    #expect(Decoded(ClientFrame.binary(payload).bytes).said == [.binary(payload)])
  }

  // MARK: - Length

  @Test func `a message one byte too long is a fault at its header`() {
    let bound = Limits.messageBytes
    let fits = ClientFrame.binary([UInt8](repeating: 1, count: bound))
    #expect(Decoded(fits.bytes, maxMessageBytes: bound).said.count == 1)
    let long = ClientFrame.binary([UInt8](repeating: 1, count: bound + 1))
    let decoded = Decoded(byteByByte: Array(long.bytes.prefix(100)), maxMessageBytes: bound)
    #expect(decoded.fault == .tooLong)
    #expect(decoded.fedBytes == 14)
  }

  @Test func `fragments that are together one byte too long are a fault`() {
    func frames(_ last: Int) -> [ClientFrame] {
      [
        .binary([UInt8](repeating: 1, count: 60), isFinal: false),
        .more([UInt8](repeating: 1, count: 30), isFinal: false),
        .more([UInt8](repeating: 1, count: last)),
      ]
    }
    #expect(Decoded(frames(10).bytes, maxMessageBytes: 100).said.count == 1)
    #expect(Decoded(frames(11).bytes, maxMessageBytes: 100).fault == .tooLong)
    let endless = Decoded(
      ([.text("", isFinal: false)] + [ClientFrame](repeating: .more([1], isFinal: false), count: 9))
        .bytes, maxMessageBytes: 8)
    #expect(endless.fault == .tooLong)
  }

  @Test func `each fault closes with the code that RFC 6455 names`() {
    for fault in FrameFault.allCases {
      let expected: CloseCode =
        switch fault {
        case .binary: .unsupportedData
        case .text, .closeReason: .invalidText
        case .tooLong: .messageTooBig
        default: .protocolError
        }
      #expect(fault.code == expected)
      #expect(!fault.reason.isEmpty && fault.reason.utf8.count <= 123)
    }
    #expect(Set(FrameFault.allCases.map(\.reason)).count == FrameFault.allCases.count)
  }
}
