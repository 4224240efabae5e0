import HubbubDomain
import HubbubHub
import HubbubStore
import NIOCore

/// One of the sample community who is here: a socket like any other, but that nobody
/// reads what it is sent.
final class DemoGuest: Sendable {
  let session: Session
  private let loop: any EventLoop
  private let line: NIOLoopBound<Line>

  /// Where their socket ends.
  fileprivate final class Line {
    var receiver: (any SocketReceiver)?

    func end(_ code: UInt16) {
      receiver?.disconnected(code)
      receiver = nil
    }
  }

  /// Whether the hub has not ended their socket.
  var isHere: Bool {
    get async { (try? await loop.submit { [line] in line.value.receiver != nil }.get()) ?? false }
  }

  /// Somebody who comes; they are to say ``start()``.
  ///
  /// - Returns: nil for who may not: they were suspended, or there is no place.
  static func arrive(
    _ session: Session, at hub: Hub, on loop: any EventLoop
  ) async throws -> DemoGuest? {
    let account = try await hub.store.account(named: session.user.username)
    guard account?.isDisabled == false, hub.refusesSocket(of: session) == nil else { return nil }
    return try await loop.submit {
      let line = Line()
      let transport = DeafTransport(loop, line)
      line.receiver = hub.connect(session, over: transport, on: loop)
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
    loop.execute { [line] in line.value.end(1001) }
  }

  private func say(_ frame: String) {
    loop.execute { [line] in
      line.value.receiver?.sawLife()
      line.value.receiver?.receive(ByteBuffer(string: frame), isBinary: false)
    }
  }
}

/// A way out that leads nowhere; who is told to go, goes.
private final class DeafTransport: SocketTransport {
  private let loop: any EventLoop
  private let line: NIOLoopBound<DemoGuest.Line>

  init(_ loop: any EventLoop, _ line: DemoGuest.Line) {
    self.loop = loop
    self.line = NIOLoopBound(line, eventLoop: loop)
  }

  var isBackedUp: Bool { false }
  var descriptor: Descriptor? { nil }

  func write(_ frames: ByteBuffer) {}
  func ping() {}

  func close(_ code: CloseCode, reason: String) {
    loop.execute { [line] in line.value.end(code.rawValue) }
  }
}
