import HubbubHub
import HubbubTesting
import NIOCore
import Testing

/// The frames that a server sends, byte by byte.
struct FrameTests {
  @Test(arguments: [
    (0, [0x81, 0]), (1, [0x81, 1]), (125, [0x81, 125]), (126, [0x81, 126, 0, 126]),
    (65_535, [0x81, 126, 0xFF, 0xFF]), (65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
    (1_048_576, [0x81, 127, 0, 0, 0, 0, 0, 0x10, 0, 0]),
  ])
  func `a length is written in its shortest form`(count: Int, header: [UInt8]) {
    let payload = [UInt8](repeating: 0x61, count: count)
    let frame = Frame.text(payload)
    #expect(frame == ByteBuffer(bytes: header + payload))
    #expect(Frame.text(ByteBuffer(bytes: payload)) == frame)
    #expect(Frame.headerBytes(before: count) == header.count)
  }

  @Test func `each kind of frame has its opcode`() throws {
    let payload = ByteBuffer(bytes: [1, 2, 3])
    let frames = [
      Frame.text(payload), Frame.binary(payload), Frame.ping(payload), Frame.pong(payload),
    ]
    for (frame, opcode) in zip(frames, [1, 2, 9, 10] as [UInt8]) {
      #expect(frame == ByteBuffer(bytes: [0x80 | opcode, 3, 1, 2, 3]))
    }
    #expect(Frame.ping() == ByteBuffer(bytes: [0x89, 0]))
    #expect(Frame.pong() == ByteBuffer(bytes: [0x8A, 0]))
    #expect(Frame.close(4001, reason: "x") == ByteBuffer(bytes: [0x88, 3, 0x0F, 0xA1, 0x78]))
    #expect(Frame.close(1000) == ByteBuffer(bytes: [0x88, 2, 0x03, 0xE8]))
  }

  @Test func `frames one after the other are frames`() throws {
    var joined = Frame.text("one".utf8)
    var (second, third) = (Frame.binary(ByteBuffer(repeating: 7, count: 70_000)), Frame.ping())
    joined.writeBuffer(&second)
    joined.writeBuffer(&third)
    let frames = try ServerFrame.all(in: joined)
    #expect(frames.map(\.opcode) == [.text, .binary, .ping])
    #expect(frames.map(\.payload.readableBytes) == [3, 70_000, 0])
  }

  @Test func `a header can be written before its payload is`() throws {
    for count in [0, 125, 126, 65_535, 65_536] {
      var buffer = ByteBuffer()
      Frame.writeHeader(.text, payloadBytes: count, to: &buffer)
      #expect(buffer.readableBytes == Frame.headerBytes(before: count))
      buffer.writeRepeatingByte(0x61, count: count)
      #expect(try ServerFrame.all(in: buffer).map(\.payload.readableBytes) == [count])
    }
  }

  @Test func `a control frame carries 125 bytes`() {
    #expect(Frame.ping(ByteBuffer(repeating: 1, count: 125)).readableBytes == 127)
  }

  @Test(arguments: ["x", "é", "€", "👷", "e\u{301}", "👨‍👩‍👧‍👦"])
  func `a close frame's reason is cut at a character's end`(character: String) throws {
    for lead in 0..<character.utf8.count {
      let reason = String(repeating: "-", count: lead) + String(repeating: character, count: 130)
      let frame = try #require(try ServerFrame.all(in: Frame.close(4001, reason: reason)).first)
      #expect(frame.closeCode == 4001)
      #expect(reason.hasPrefix(frame.closeReason))
      #expect(frame.payload.readableBytes <= 125)
      #expect(frame.payload.readableBytes > 125 - character.utf8.count)
      #expect((frame.closeReason.utf8.count - lead).isMultiple(of: character.utf8.count))
    }
  }

  @Test func `a reason of 123 bytes is whole and one of 124 is cut`() throws {
    for (count, kept) in [(123, 123), (124, 123)] {
      let frame = Frame.close(1000, reason: String(repeating: "x", count: count))
      #expect(try ServerFrame.all(in: frame).first?.closeReason.utf8.count == kept)
    }
  }
}
