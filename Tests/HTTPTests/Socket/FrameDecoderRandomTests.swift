import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHTTP

/// The decoder on conversations made up at random.
struct FrameDecoderRandomTests {
  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `however the bytes are cut, the same is understood`(seed: UInt64) {
    var maker = ConversationMaker(seed: seed)
    var faults = 0
    for _ in 0..<250 {
      var (frames, said) = maker.conversation()
      let isDamaged = maker.random.once(in: 2)
      if isDamaged { maker.damage(&frames) }
      let bytes = frames.bytes
      let whole = Decoded(bytes)
      if !isDamaged { #expect(whole.said == said && whole.fault == nil) }
      if whole.fault != nil { faults += 1 }
      for other in [
        Decoded(byteByByte: bytes), Decoded(bytes, endingPiecesAt: maker.cuts(bytes.count)),
      ] {
        #expect(other.said == whole.said && other.fault == whole.fault)
      }
    }
    #expect(faults > 50)
  }

  @Test(arguments: [UInt64(1), 2])
  func `bytes of any sort are read or refused, and never more is kept than was sent`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      var bytes = (0..<random.number(1...40)).map { _ in UInt8(random.number(0...255)) }
      bytes[0] = bytes[0] & 0x8F  // else nearly all end at the first byte
      let whole = Decoded(bytes, maxMessageBytes: 1000)
      #expect(whole == Decoded(bytes, maxMessageBytes: 1000))
      let pieces = Decoded(byteByByte: bytes, maxMessageBytes: 1000)
      #expect(pieces.said == whole.said && pieces.fault == whole.fault)
    }
  }
}

/// Makes what clients say, and knows what it means.
private struct ConversationMaker {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Some messages in fragments, with control frames between, and what they say.
  mutating func conversation() -> ([ClientFrame], [FrameDecoder.Incoming]) {
    var frames: [ClientFrame] = []
    var said: [FrameDecoder.Incoming] = []
    for _ in 0..<random.number(1...5) {
      let isBinary = random.once(in: 2)
      let payload = isBinary ? bytes(random.number(0...300)) : Array(text().utf8)
      var start = 0
      repeat {
        if random.once(in: 3) { control(&frames, &said) }
        let end = random.once(in: 2) ? payload.count : random.number(start...payload.count)
        let opcode: UInt8 = start == 0 && !isOpen(frames) ? (isBinary ? 2 : 1) : 0
        let isFinal = end == payload.count && random.once(in: 2)
        frames.append(
          ClientFrame(
            opcode: opcode, payload: Array(payload[start..<end]), isFinal: isFinal, mask: bytes(4)))
        start = end
        if isFinal { break }
      } while true
      said.append(.message(ByteBuffer(bytes: payload), isBinary: isBinary))
    }
    return (frames, said)
  }

  private func isOpen(_ frames: [ClientFrame]) -> Bool {
    frames.last { $0.opcode < 8 }.map { !$0.isFinal } ?? false
  }

  private mutating func control(
    _ frames: inout [ClientFrame], _ said: inout [FrameDecoder.Incoming]
  ) {
    let payload = bytes(random.number(0...125))
    let isPing = random.once(in: 2)
    frames.append(ClientFrame(opcode: isPing ? 9 : 10, payload: payload, mask: bytes(4)))
    said.append(isPing ? .ping(ByteBuffer(bytes: payload)) : .pong)
  }

  /// Breaks one frame.
  mutating func damage(_ frames: inout [ClientFrame]) {
    let index = random.number(0...frames.count - 1)
    switch random.number(0...6) {
    case 0: frames[index].reserved = UInt8(random.number(1...7))
    case 1: frames[index].opcode = UInt8(random.number(0...15))
    case 2: frames[index].mask = nil
    case 3: frames[index].isFinal.toggle()
    case 4: frames[index].length = .says(random.next())
    case 5: frames[index].payload.append(0xFF)
    default: frames.remove(at: index)
    }
  }

  /// Places to cut, in order.
  mutating func cuts(_ count: Int) -> [Int] {
    (0..<random.number(0...10)).map { _ in random.number(0...count) }.sorted()
  }

  private mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(random.number(0...255)) }
  }

  private mutating func text() -> String {
    (0..<random.number(0...60)).map { _ in random.pick(["a", "é", "€", "👷", "\0", "\u{FFFF}"]) }
      .joined()
  }
}
