import NIOCore
import Testing

@testable import hubbub_bench

struct ClientFrameTests {
  @Test(arguments: [0, 1, 125, 126, 65_535, 65_536])
  func `a text is masked, and unmasked it is the text again`(bytes: Int) throws {
    let text = String(repeating: "t", count: bytes)
    var frame = ClientFrame.text(text)
    #expect(frame.readInteger(as: UInt8.self) == 0x81)
    let read = frame.readInteger(as: UInt8.self)
    let second = try #require(read)
    #expect(second & 0x80 != 0)
    let length: Int? =
      switch second & 0x7f {
      case 126: frame.readInteger(as: UInt16.self).map(Int.init)
      case 127: frame.readInteger(as: UInt64.self).map(Int.init)
      default: Int(second & 0x7f)
      }
    #expect(length == bytes)
    let (maskRead, payloadRead) = (frame.readBytes(length: 4), frame.readBytes(length: bytes))
    let mask = try #require(maskRead)
    let payload = try #require(payloadRead)
    let plain = payload.enumerated().map { $0.element ^ mask[$0.offset % 4] }
    #expect(String(decoding: plain, as: UTF8.self) == text)
    #expect(frame.readableBytes == 0)
  }
}
