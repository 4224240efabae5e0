import HubbubDomain
import HubbubHub
import NIOCore

/// One of the sample community who is here: a socket like any other, but that nobody
/// reads what it is sent.
final class DemoGuest: Sendable {
  let session: Session
  private let loop: any EventLoop
  private let line: NIOLoopBound<Line>

  /// Where their socket ends.
  private final class Line {
    var receiver: (any SocketReceiver)?
  }

  /// Somebody who comes; they are to say ``start()``.
  static func arrive(
    _ session: Session, at hub: Hub, on loop: any EventLoop
  ) async throws -> DemoGuest {
    try await loop.submit {
      let line = Line()
      line.receiver = hub.connect(session, over: DeafTransport(), on: loop)
      return DemoGuest(session, loop, NIOLoopBound(line, eventLoop: loop))
    }.get()
  }

  private init(_ session: Session, _ loop: any EventLoop, _ line: NIOLoopBound<Line>) {
    (self.session, self.loop, self.line) = (session, loop, line)
  }

  func start() { say(#"{"op":"start","ref":1,"since":{}}"#) }

  /// Likes something, through the post's actor as everybody does.
  func like(_ post: PostID) { say(#"{"op":"like","ref":2,"post":"\#(post)"}"#) }

  /// Is here, and looks.
  func look() { say(#"{"op":"active","ref":3}"#) }

  func type(in conversation: ConversationID) {
    say(#"{"op":"typing","ref":4,"conversation":"\#(conversation)"}"#)
  }

  func send(_ text: String, to conversation: ConversationID) {
    let words = JSONText.quoted(text)
    let key = MessageID.make()
    say(
      #"{"op":"send","ref":5,"conversation":"\#(conversation)","key":"\#(key)","text":\#(words)}"#)
  }

  /// Goes, as who closes their laptop.
  func leave() {
    loop.execute { [line] in
      line.value.receiver?.disconnected(1001)
      line.value.receiver = nil
    }
  }

  private func say(_ frame: String) {
    loop.execute { [line] in
      line.value.receiver?.sawLife()
      line.value.receiver?.receive(ByteBuffer(string: frame), isBinary: false)
    }
  }
}

/// A way out that leads nowhere.
private final class DeafTransport: SocketTransport {
  var isBackedUp: Bool { false }
  var descriptor: Descriptor? { nil }

  func write(_ frames: ByteBuffer) {}
  func ping() {}
  func close(_ code: CloseCode, reason: String) {}
}
