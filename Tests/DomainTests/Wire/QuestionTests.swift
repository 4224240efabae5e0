import HubbubDomain
import Testing

/// What is understood of a client's message, and what is answered where nothing is.
struct QuestionTests {
  static let conversation = Recorded.square
  static let post = Recorded.morning

  static func send(key: String = "k", text: String = "hi", more: String = "") -> String {
    """
    {"ref":7,"op":"send","conversation":"\(conversation)","key":"\(key)","text":"\(text)"\(more)}
    """
  }

  // MARK: - Limits, at the bound and one past it

  @Test(arguments: ["x", "é", "👷"])
  func `a key of 64 characters is taken and one of 65 is too large`(character: String) throws {
    let key = String(repeating: character, count: 64)
    #expect(
      try ask(Self.send(key: key)).command
        == .send(conversation: Self.conversation, key: key, text: "hi", replyTo: nil))
    #expect(refusal(of: Self.send(key: key + "x"))?.refusal.code == .tooLarge)
    #expect(refusal(of: Self.send(key: key + "x"))?.refusal.field == "key")
  }

  @Test(arguments: ["x", "é", "👷"])
  func `a text of 4000 characters is taken and one of 4001 is too large`(
    character: String
  ) throws {
    let text = String(repeating: character, count: 4000)
    #expect(
      try ask(Self.send(text: text)).command
        == .send(conversation: Self.conversation, key: "k", text: text, replyTo: nil))
    #expect(refusal(of: Self.send(text: text + "x"))?.refusal.code == .tooLarge)
    #expect(refusal(of: Self.send(text: text + "x"))?.refusal.field == "text")
  }

  @Test func `no text and no key holds the character NUL`() {
    for question in [Self.send(text: "a\\u0000b"), Self.send(key: "a\\u0000b")] {
      #expect(refusal(of: question)?.refusal.code == .badRequest)
    }
  }

  @Test func `a character is a Unicode scalar, however it is escaped`() throws {
    let worker = "\\ud83d\\udc77"  // one scalar, two escapes, twelve bytes
    _ = try ask(Self.send(text: String(repeating: worker, count: 4000)))
    #expect(
      refusal(of: Self.send(text: String(repeating: worker, count: 4001)))?.refusal.code
        == .tooLarge)
    let family = "👨‍👩‍👧‍👦"  // one grapheme of seven scalars
    _ = try ask(Self.send(key: String(repeating: family, count: 9)))
    #expect(
      refusal(of: Self.send(key: String(repeating: family, count: 10)))?.refusal.code
        == .tooLarge)
  }

  @Test func `a number of up to 63 bits is taken and a larger one refused`() throws {
    for (digits, seq) in [("0", 0), ("-0", 0), ("9223372036854775807", Int64.max)] {
      let text = #"{"ref":1,"op":"read","conversation":"\#(Self.conversation)","seq":\#(digits)}"#
      #expect(try ask(text).command == .read(Self.conversation, seq: seq))
    }
    for digits in ["9223372036854775808", "-1", "1.0", "1e2", "\"1\"", "null", "true"] {
      let text = #"{"ref":1,"op":"read","conversation":"\#(Self.conversation)","seq":\#(digits)}"#
      #expect(refusal(of: text)?.refusal.field == "seq", "\(digits)")
    }
  }

  @Test func `a ref may be any whole number of 64 bits and nothing else`() throws {
    for ref in [Int64.min, -1, 0, 1, Int64.max] {
      #expect(try ask(#"{"ref":\#(ref),"op":"ping"}"#) == Question(ref: ref, command: .ping))
    }
    for ref in ["9223372036854775808", "-9223372036854775809", "1.5", "1e2", "\"7\"", "null"] {
      let refused = refusal(of: #"{"ref":\#(ref),"op":"ping"}"#)
      #expect(refused?.ref == nil && refused?.refusal.field == "ref", "\(ref)")
    }
    #expect(refusal(of: #"{"op":"ping"}"#)?.refusal.field == "ref")
  }

  // MARK: - What may be left out or be more

  @Test func `names that no command knows are passed over`() throws {
    let text = #"{"v":[{"deep":[1.5e3]}],"op":"ping","ref":1,"x":{"y":null}}"#
    #expect(try ask(text) == Question(ref: 1, command: .ping))
  }

  @Test func `names and values may be escaped`() throws {
    let text = #"{"\u0072ef":1,"o\u0070":"pin\u0067"}"#
    #expect(try ask(text) == Question(ref: 1, command: .ping))
    let like = "\(Self.post)".replacing("-", with: "\\u002d")
    #expect(
      try ask(#"{"ref":1,"op":"like","post":"\#(like)"}"#).command == .like(Self.post))
    let topic = #"{"ref":1,"op":"subscribe","topics":["post\u003a\#(Self.post)"]}"#
    #expect(try ask(topic).command == .subscribe([.post(Self.post)]))
  }

  @Test func `a start may leave out or null what it has not`() throws {
    for text in [
      #"{"ref":1,"op":"start"}"#, #"{"ref":1,"op":"start","epoch":null,"since":null}"#,
      #"{"ref":1,"op":"start","since":{}}"#,
    ] {
      #expect(try ask(text).command == .start(epoch: nil, since: [:]))
    }
  }

  @Test func `a topic of since that is none of ours is passed over`() throws {
    let text = #"{"ref":1,"op":"start","since":{"feed":3,"stats:":1,"post:7":2,"":0}}"#
    #expect(try ask(text).command == .start(epoch: nil, since: [.feed: 3]))
  }

  // MARK: - Refusals

  @Test(arguments: [
    ("op", #"{"ref":1}"#), ("op", #"{"ref":1,"op":7}"#), ("op", #"{"ref":1,"op":"dance"}"#),
    ("op", #"{"ref":1,"op":"Ping"}"#),
    ("post", #"{"ref":1,"op":"like"}"#), ("post", #"{"ref":1,"op":"unlike","post":7}"#),
    ("conversation", #"{"ref":1,"op":"typing"}"#),
    ("conversation", #"{"ref":1,"op":"send","key":"k","text":"hi"}"#),
    ("topics", #"{"ref":1,"op":"subscribe"}"#),
    ("topics", #"{"ref":1,"op":"subscribe","topics":{}}"#),
    ("topics", #"{"ref":1,"op":"subscribe","topics":["feed"]}"#),
    ("topics", #"{"ref":1,"op":"unsubscribe","topics":[7]}"#),
    ("epoch", #"{"ref":1,"op":"start","epoch":7}"#),
    ("since", #"{"ref":1,"op":"start","since":[]}"#),
    ("since", #"{"ref":1,"op":"start","since":{"feed":-1}}"#),
    ("since", #"{"ref":1,"op":"start","since":{"feed":1.5}}"#),
    ("since", #"{"ref":1,"op":"start","since":{"nothing of ours":null}}"#),
    ("key", send(key: "")), ("key", send(key: " \\t\\u200b")), ("text", send(text: "")),
    ("text", send(text: "\\n\\u00a0\\u2028\\ufeff")), ("media", send(more: #","media":{}"#)),
    ("media", send(more: #","media":[1]"#)), ("media", send(more: #","media":[1,2,3,4,5]"#)),
  ])
  func `a missing or wrong field is named in a bad_request`(field: String, text: String) {
    let refused = refusal(of: text)
    #expect(refused?.refusal.code == .badRequest)
    #expect(refused?.refusal.field == field)
    #expect(refused?.ref == (text.contains("\"ref\":7") ? 7 : 1))
  }

  @Test func `an id of nothing is not found`() {
    let like = #"{"ref":1,"op":"like","post":"7"}"#
    #expect(refusal(of: like)?.refusal == .noSuchPost)
    let typing = #"{"ref":1,"op":"typing","conversation":""}"#
    #expect(refusal(of: typing)?.refusal == .noSuchConversation)
  }

  @Test func `what is no object has no ref to answer to`() {
    for text in [
      "", "  ", "7", "null", "\"ref\"", "[{\"ref\":1,\"op\":\"ping\"}]", "{", "{\"ref\":1",
    ] {
      let refused = refusal(of: text)
      #expect(refused?.ref == nil && refused?.refusal.code == .badRequest, "\(text)")
    }
  }
}
