import Foundation
public import HubbubDomain
import HubbubHub
import NIOCore
import Synchronization

/// A client with one socket at a hub, and no network between.
///
/// It answers nothing by itself: a test says what a client does.
public final class FakeSocket: Sendable {
  private struct Heard {
    var frames: [JSON] = []
    var writes = 0
    var refs: Int64 = 0
  }

  public let session: Session
  public let transport: FakeTransport
  private let state = Mutex(Heard())

  init(_ session: Session, _ transport: FakeTransport) {
    self.session = session
    self.transport = transport
  }

  public var user: User { session.user }

  // MARK: - Saying

  /// Says a text as it is.
  public func say(_ text: String) async throws {
    try await transport.loop.submit { [transport] in transport.say(text) }.get()
  }

  /// Says commands in one breath.
  ///
  /// - Returns: the refs they were given.
  @discardableResult
  public func say(_ questions: [(op: String, arguments: [String: JSON])]) async throws -> [Int64] {
    var refs: [Int64] = []
    var texts: [String] = []
    for question in questions {
      let ref = nextRef()
      refs.append(ref)
      let members = question.arguments.merging(["op": .string(question.op), "ref": .integer(ref)]) {
        $1
      }
      texts.append(try write(.object(members)))
    }
    try await transport.loop.submit { [transport, texts] in texts.forEach(transport.say) }.get()
    return refs
  }

  /// Asks a command, and waits for its answer: `ok` or `error` with what is in it.
  @discardableResult
  public func ask(_ op: String, _ arguments: [String: JSON] = [:]) async throws -> JSON {
    let refs = try await say([(op, arguments)])
    return try await answer(to: refs[0])
  }

  /// Begins to listen.
  ///
  /// - Returns: what `start` is answered.
  @discardableResult
  public func start(epoch: String? = nil, since: [Topic: Int64] = [:]) async throws -> JSON {
    let seqs = since.map { ("\($0.key)", JSON.integer($0.value)) }
    var arguments = ["since": JSON.object(Dictionary(uniqueKeysWithValues: seqs))]
    arguments["epoch"] = epoch.map(JSON.string)
    return try await ask("start", arguments)
  }

  private func write(_ question: JSON) throws -> String {
    String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
  }

  private func nextRef() -> Int64 {
    state.withLock { state in
      state.refs += 1
      return state.refs
    }
  }

  // MARK: - Hearing

  /// Every frame of JSON so far, in order.
  public func heard() throws -> [JSON] {
    try state.withLock { state in
      let written = transport.written
      for write in written.dropFirst(state.writes) {
        for frame in try ServerFrame.all(in: write) where frame.opcode == .text {
          state.frames.append(frame.json)
        }
      }
      state.writes = written.count
      return state.frames
    }
  }

  /// The frames of JSON that are `wanted`, once there are at least `count`.
  @discardableResult
  public func hear(_ count: Int = 1, where wanted: (JSON) -> Bool) async throws -> [JSON] {
    while true {
      let writes = transport.written.count
      let found = try heard().filter(wanted)
      if found.count >= count { return found }
      if let closed = transport.closed { throw Ended(closed: closed, heard: try heard()) }
      try await transport.untilWritten(beyond: writes)
    }
  }

  /// The events of one name, once there are at least `count`.
  @discardableResult
  public func hear(_ event: JSON, _ count: Int = 1) async throws -> [JSON] {
    try await hear(count) { $0.event == event }
  }

  /// The answer with that ref.
  public func answer(to ref: Int64) async throws -> JSON {
    try await hear { $0.ref == .integer(ref) }[0]
  }

  /// The events of one name so far, after all that the hub has said until now is here.
  public func events(_ event: JSON) async throws -> [JSON] {
    try await catchUp()
    return try heard().filter { $0.event == event }
  }

  /// Returns when what the hub told this socket's loop until now is heard.
  public func catchUp() async throws { try await ask("ping") }

  /// The socket ended while something was waited for.
  public struct Ended: Error {
    public let closed: FakeTransport.Close
    public let heard: [JSON]
  }

  // MARK: - The network

  /// The peer takes nothing any more.
  public func backUp() { transport.backUp() }

  /// The peer has taken everything.
  public func drain(roomBytes: Int = .max) async throws {
    try await transport.loop.submit { [transport] in transport.drain(roomBytes: roomBytes) }.get()
  }

  /// Some frame came in.
  public func showLife() async throws {
    try await transport.loop.submit { [transport] in transport.receiver?.sawLife() }.get()
  }

  /// The socket is gone.
  public func disconnect(_ code: UInt16? = nil) async throws {
    try await transport.loop.submit { [transport] in transport.disconnect(code) }.get()
  }
}
