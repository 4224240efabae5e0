import Testing

@testable import hubbub_bench

struct FrameParserTests {
  /// What a parser told: the kind, and the payload as text.
  private struct Heard: Equatable {
    let kind: FrameParser.Kind
    let text: String
  }

  private static let long = String(repeating: "x", count: 70_000)
  private static let stream: [UInt8] =
    frame(0x81, "hello") + frame(0x89, "ping") + frame(0x81, String(repeating: "é", count: 100))
    + frame(0x01, "in ") + frame(0x80, "two") + frame(0x81, "") + frame(0x88, "\u{3}\u{68}")
  private static let messages = [
    Heard(kind: .text, text: "hello"), Heard(kind: .ping, text: "ping"),
    Heard(kind: .text, text: String(repeating: "é", count: 100)),
    Heard(kind: .text, text: "in two"), Heard(kind: .text, text: ""),
    Heard(kind: .close, text: "\u{3}\u{68}"),
  ]

  @Test func `frames that come at once are told one by one`() throws {
    #expect(try heard([Self.stream]) == Self.messages)
  }

  @Test func `a stream that is cut in two anywhere says the same`() throws {
    for cut in 0...Self.stream.count {
      let pieces = [Array(Self.stream[..<cut]), Array(Self.stream[cut...])]
      #expect(try heard(pieces) == Self.messages, "cut at \(cut)")
    }
  }

  @Test func `a stream that comes byte by byte says the same`() throws {
    #expect(try heard(Self.stream.map { [$0] }) == Self.messages)
  }

  @Test func `a message of 70,000 bytes has a length of eight`() throws {
    let pieces = [Self.frame(0x81, Self.long) + Self.frame(0x81, "after")]
    #expect(try heard(pieces).map(\.text) == [Self.long, "after"])
  }

  @Test func `a ping may come between the parts of a message`() throws {
    let stream = Self.frame(0x01, "a") + Self.frame(0x89, "p") + Self.frame(0x80, "b")
    #expect(try heard([stream]).map(\.text) == ["p", "ab"])
  }

  @Test(
    arguments: [
      ([0x81, 0x85, 1, 2, 3, 4], FrameParser.Fault.masked),
      ([0xc1, 0x00], .reservedBits),
      ([0x83, 0x00], .unknownOpcode),
      ([0x80, 0x00], .wrongFragment),
      ([0x01, 0x00, 0x81, 0x00], .wrongFragment),
      ([0x09, 0x00], .wrongFragment),
      ([0x81, 0x7f, 0, 0, 0, 0, 0, 0x10, 0, 1], .tooLong),
      ([0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], .tooLong),
    ] as [([UInt8], FrameParser.Fault)])
  func `what no server may send is a fault`(bytes: [UInt8], fault: FrameParser.Fault) {
    #expect(throws: fault) { try heard([bytes]) }
  }

  @Test func `a message of 1 MiB is taken, one byte more is not`() throws {
    let most = String(repeating: "m", count: Limits.frameBytes)
    #expect(try heard([Self.frame(0x81, most)]).first?.text.utf8.count == Limits.frameBytes)
    #expect(throws: FrameParser.Fault.tooLong) { try heard([Self.frame(0x81, most + "m")]) }
    let parts = Self.frame(0x01, most) + Self.frame(0x80, "m")
    #expect(throws: FrameParser.Fault.tooLong) { try heard([parts]) }
  }

  private func heard(_ pieces: [[UInt8]]) throws -> [Heard] {
    var parser = FrameParser()
    var heard: [Heard] = []
    for piece in pieces {
      try piece.withUnsafeBytes { bytes in
        try parser.feed(bytes) { kind, payload in
          heard.append(Heard(kind: kind, text: String(decoding: payload, as: UTF8.self)))
        }
      }
    }
    return heard
  }

  private static func frame(_ first: UInt8, _ text: String) -> [UInt8] {
    let count = text.utf8.count
    let length: [UInt8] =
      switch count {
      case ..<126: [UInt8(count)]
      case ...0xffff: [126, UInt8(count >> 8), UInt8(count & 0xff)]
      default: [127] + (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) }
      }
    return [first] + length + Array(text.utf8)
  }
}
