import Testing

@testable import hubbub_bench

struct GlanceTests {
  private static let room = TopicKey("conversation:0199f3c1")

  @Test(arguments: [
    #"{"event":"message","topic":"conversation:0199f3c1","seq":43,"data":{"message":{}}}"#,
    #"{"seq":43,"topic":"conversation:0199f3c1","event":"message"}"#,
    #"{ "event": "message", "topic": "conversation:0199f3c1", "seq": 43, "data": {} }"#,
  ])
  func `a message tells its topic and number, however its members are written`(text: String) {
    let event = Glance.Event(name: .message, topic: Self.room, seq: 43)
    #expect(glance(text) == .event(event))
  }

  @Test(arguments: [
    ("message", Glance.Name.message), ("post", .post), ("joined", .joined), ("left", .left),
    ("skip", .skip), ("likes", .likes), ("presence", .other), ("massage", .other),
  ])
  func `each event is told by its name`(text: String, name: Glance.Name) {
    let quick = glance(#"{"event":"\#(text)","topic":"conversation:0199f3c1"}"#)
    let slow = glance(#"{ "topic":"conversation:0199f3c1","event":"\#(text)"}"#)
    #expect(quick == .event(Glance.Event(name: name, topic: Self.room, seq: nil)))
    #expect(quick == slow)
  }

  @Test func `hello has no topic`() {
    let hello = Glance.Event(name: .hello, topic: nil, seq: nil)
    #expect(glance(#"{"event":"hello","data":{"protocol":1}}"#) == .event(hello))
    #expect(glance(#"{"data":{},"event":"hello"}"#) == .event(hello))
  }

  @Test(
    arguments: [
      (#"{"ref":7,"ok":{}}"#, 7, false), (#"{"ok":{"seq":1},"ref":7}"#, 7, false),
      (#"{"ref":12,"error":{"code":"busy"}}"#, 12, true),
      (#"{"ref":null,"error":{"code":"bad_request"}}"#, nil, true),
      (#"{ "error":{}, "ref": null }"#, nil, true),
    ] as [(String, Int?, Bool)])
  func `an answer tells whose it is and whether it is a no`(
    text: String, ref: Int?, isRefusal: Bool
  ) {
    #expect(glance(text) == .answer(ref: ref, isRefusal: isRefusal))
  }

  @Test(arguments: ["", "{", "hello", "[]", "{}", #"{"event":7}"#, #"{"ref":7}"#, #"{"event":"m"#])
  func `what is no frame of Hubbub's is none`(text: String) { #expect(glance(text) == nil) }

  @Test func `topics that differ in one place have different keys`() {
    let names = (0..<10_000).map { "conversation:0199f3c1-2000-7000-8000-\(100_000 + $0)" }
    #expect(Set(names.map { TopicKey($0) }).count == names.count)
    #expect(TopicKey("feed") != TopicKey("feeds"))
  }

  private func glance(_ text: String) -> Glance? { Array(text.utf8).withUnsafeBytes(Glance.read) }
}
