import HubbubDomain
import HubbubTesting
import Testing

/// What clients ask, by the record that the pages are tested with too.
struct RecordedQuestionTests {
  static let expected: [String: Question] = [
    "start, the first time": Question(ref: 1, command: .start(epoch: nil, since: [:])),
    "start, coming back": Question(
      ref: 1,
      command: .start(
        epoch: "e-1",
        since: [
          .feed: 17, .user(Recorded.ada.id): 3, .conversation(Recorded.square): 42,
          .post(Recorded.morning): 5,
        ])),
    "subscribe": Question(
      ref: 2, command: .subscribe([.post(Recorded.morning), .post(Recorded.secret)])),
    "unsubscribe": Question(ref: 3, command: .unsubscribe([.post(Recorded.secret)])),
    "send": Question(
      ref: 7, command: .send(conversation: Recorded.square, key: "k-43", text: "hi", replyTo: nil)),
    "send, with characters to escape": Question(
      ref: 8,
      command: .send(
        conversation: Recorded.square, key: "k-44", text: Recorded.escaped, replyTo: nil)),
    "like": Question(ref: 9, command: .like(Recorded.morning)),
    "unlike": Question(ref: 10, command: .unlike(Recorded.morning)),
    "read": Question(ref: 11, command: .read(Recorded.square, seq: 43)),
    "typing": Question(ref: 12, command: .typing(Recorded.square)),
    "active": Question(ref: 13, command: .active),
    "ping": Question(ref: 14, command: .ping),
  ]

  @Test func `every recorded command is understood as it is meant`() throws {
    let recorded = try RecordedFrame.of(.client)
    #expect(Set(recorded.keys) == Set(Self.expected.keys))
    for (name, frame) in recorded {
      let question = try ask(frame.encoded())
      #expect(question == Self.expected[name], "\(name)")
    }
  }

  @Test func `every command of the contract is recorded`() throws {
    let operations = Set(try RecordedFrame.of(.client).values.map(\.frame.op.string))
    #expect(
      operations == [
        "start", "subscribe", "unsubscribe", "send", "like", "unlike", "read", "typing", "active",
        "ping",
      ])
    #expect(operations == Set(Self.expected.values.map { Self.operation(of: $0.command) }))
  }

  /// Stops compiling when a command joins that is not recorded.
  private static func operation(of command: Command) -> String {
    switch command {
    case .start: "start"
    case .subscribe: "subscribe"
    case .unsubscribe: "unsubscribe"
    case .send: "send"
    case .like: "like"
    case .unlike: "unlike"
    case .read: "read"
    case .typing: "typing"
    case .active: "active"
    case .ping: "ping"
    }
  }
}
