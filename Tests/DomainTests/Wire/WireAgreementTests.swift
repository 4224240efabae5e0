import Foundation
import HubbubDomain
import HubbubTesting
import Testing

/// What the socket's writer makes of things, against what HTTP's `Encodable` makes of them.
struct WireAgreementTests {
  private func encoded(_ value: some Encodable) throws -> JSON {
    try JSON(utf8: JSONEncoder().encode(value))
  }

  @Test(arguments: [UInt64(1), 2])
  func `a socket is told of a thing what HTTP tells of it`(seed: UInt64) throws {
    var things = ThingGenerator(seed: seed)
    for _ in 0..<1000 {
      let message = things.message()
      let post = things.post()
      let member = things.member()
      let conversation = things.conversation()
      let topic = things.topic()
      let seq = things.number()
      func data(_ body: Event.Body) throws -> JSON {
        let frame = try JSON(utf8: Wire.event(Event(topic: topic, seq: seq, body: body)))
        #expect(frame.topic == .string(topic.description) && frame.seq == .integer(seq))
        return frame.data
      }
      #expect(try data(.message(message)).message == encoded(message))
      #expect(try data(.post(post)).post == encoded(post))
      #expect(try data(.member(member, .role)).member == encoded(member))
      #expect(try data(.conversation(conversation)).conversation == encoded(conversation))
      #expect(try JSON(utf8: Wire.answer(.post(post), ref: 1)).ok.post == encoded(post))
    }
  }

  @Test func `every character reaches the page as it was written`() throws {
    let every = (0...0x2FF).compactMap(Unicode.Scalar.init).map { String(Character($0)) }
    let more = ["\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFF}", "\u{10FFFF}", "👷🏽", "</script>"]
    for filler in ["", "1234567", "12345678"] {
      for character in every + more {
        let text = filler + character + filler + character
        let refusal = Refusal(.invalid, text, field: character)
        let frame = try JSON(utf8: Wire.refusal(refusal, ref: nil))
        #expect(frame.error.message.string?.utf8.elementsEqual(text.utf8) == true)
        #expect(frame.error.field.string?.utf8.elementsEqual(character.utf8) == true)
      }
    }
  }

  @Test(arguments: [Int64.min, -1, 0, 9, 10, 99, 1_000_000_007, .max])
  func `every whole number is written in full`(number: Int64) throws {
    let frame = Wire.answer(.read(seq: number, unread: 0), ref: number)
    let text = String(decoding: frame, as: UTF8.self)
    #expect(text.hasPrefix("{\"ref\":\(number),\"ok\":{\"readSeq\":\(number),"))
  }

  @Test func `a time to wait is rounded up, so that nobody comes too early`() {
    #expect(Wire.comeBack(after: .seconds(2)) == "{\"retryAfterMs\":2000}")
    #expect(Wire.comeBack(after: .microseconds(1)) == "{\"retryAfterMs\":1}")
    #expect(Wire.comeBack(after: .zero) == "{\"retryAfterMs\":0}")
    #expect(
      Wire.comeBack(after: .milliseconds(1500) + .nanoseconds(1)) == "{\"retryAfterMs\":1501}")
  }

  @Test func `equal answers to start are equal bytes, whatever the order of their topics`() {
    var things = ThingGenerator(seed: 3)
    var heads: [Topic: Int64] = [:]
    for _ in 0..<60 { heads[things.topic()] = things.number() }
    var again: [Topic: Int64] = [:]
    for (topic, seq) in heads.reversed() { again[topic] = seq }
    let reset = Array(heads.keys)
    #expect(
      Wire.started(ref: 1, heads: heads, reset: reset)
        == Wire.started(ref: 1, heads: again, reset: reset.reversed()))
  }
}
