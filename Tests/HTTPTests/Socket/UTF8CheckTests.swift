import HubbubTesting
import Testing

@testable import HubbubHTTP

/// What is UTF-8, against what Swift holds for it.
struct UTF8CheckTests {
  private enum Verdict { case complete, begun, wrong }

  private func judged(_ pieces: [UInt8]...) -> Verdict {
    var check = UTF8Check()
    for piece in pieces where !piece.withUnsafeBytes({ check.accepts($0) }) { return .wrong }
    return check.isComplete ? .complete : .begun
  }

  private func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  @Test func `every pair of bytes is judged as Swift judges it`() {
    var disagreements = 0
    for first in 0...255 {
      for second in 0...255 {
        let bytes = [UInt8(first), UInt8(second)]
        if (judged(bytes) == .complete) != isText(bytes) { disagreements += 1 }
        if judged([bytes[0]], [bytes[1]]) != judged(bytes) { disagreements += 1 }
      }
    }
    #expect(disagreements == 0)
  }

  @Test func `every character is taken, and found unfinished when it is cut`() {
    for value in stride(from: 0x80, through: 0x10FFFF as UInt32, by: 37) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(Character(scalar)).utf8)
      #expect(judged(bytes) == .complete)
      for cut in 1..<bytes.count { #expect(judged(Array(bytes[..<cut])) == .begun) }
    }
  }

  @Test(arguments: [UInt64(1), 2])
  func `texts and near-texts are judged as Swift judges them, however they are cut`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var texts = 0
    for _ in 0..<3000 {
      var bytes = (0..<random.number(1...20)).flatMap { _ in
        Array(
          random.pick(["a", "abcdefgh", "é", "€", "\u{D7FF}", "\u{E000}", "👷", "\u{10FFFF}"]).utf8)
      }
      for _ in 0..<random.number(0...1) {
        bytes[random.number(0...bytes.count - 1)] = UInt8(random.number(0...255))
      }
      let cut = random.number(0...bytes.count)
      let verdict = judged(bytes)
      #expect((verdict == .complete) == isText(bytes))
      #expect(judged(Array(bytes[..<cut]), Array(bytes[cut...])) == verdict)
      if verdict == .complete { texts += 1 }
    }
    #expect(texts > 1000 && texts < 2800)
  }

  @Test func `nothing is a whole text`() { #expect(judged([]) == .complete) }
}
