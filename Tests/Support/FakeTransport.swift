public import HubbubDomain
public import HubbubHub
public import NIOCore
import Synchronization

/// A way out of a socket that keeps what was written, with a kernel that
/// has as much room as the test says.
///
/// Back it up with ``backUp()`` or with little room, and let it go again with
/// ``drain(roomBytes:)``. What was written can be read from any thread, and
/// ``frames(_:)`` waits for it.
///
/// - Isolation: `loop`, for what the protocol asks and for `receiver`;
///   everything that is kept is behind a lock.
public final class FakeTransport: SocketTransport, @unchecked Sendable {
  // Unchecked because of `receiver`, which only code on `loop` may touch.

  /// How the server ended it.
  public struct Close: Equatable, Sendable {
    public let code: CloseCode
    public let reason: String
  }

  private struct Waiter {
    let isDone: (State) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var written: [ByteBuffer] = []
    var pings = 0
    var close: Close?
    var isBackedUp = false
    var roomBytes: Int
    var unwantedWrites = 0
    var waiters: [Waiter] = []
  }

  public let loop: any EventLoop
  /// Who is told when there is room again, and when the socket is gone.
  public var receiver: (any SocketReceiver)?
  private let state: Mutex<State>

  /// - Parameter roomBytes: what the kernel takes before it backs up.
  public init(on loop: any EventLoop, roomBytes: Int = .max) {
    self.loop = loop
    state = Mutex(State(roomBytes: roomBytes))
  }

  // MARK: - The server's side

  public var isBackedUp: Bool { state.withLock { $0.isBackedUp } }

  public func write(_ frames: ByteBuffer) {
    change { state in
      guard state.close == nil else { return }
      if state.isBackedUp { state.unwantedWrites += 1 }
      state.written.append(frames)
      state.roomBytes -= min(frames.readableBytes, state.roomBytes)
      if state.roomBytes == 0 { state.isBackedUp = true }
    }
  }

  public func ping() {
    change { state in
      if state.close == nil, !state.isBackedUp { state.pings += 1 }
    }
  }

  public func close(_ code: CloseCode, reason: String) {
    change { state in
      if state.close == nil { state.close = Close(code: code, reason: reason) }
    }
  }

  // MARK: - The kernel's and the peer's side

  /// From now on the peer takes nothing.
  public func backUp() { change { $0.isBackedUp = true } }

  /// The peer has taken everything, and the receiver is told.
  ///
  /// - Parameter roomBytes: what the kernel takes before it backs up again.
  /// - Isolation: `loop`.
  public func drain(roomBytes: Int = .max) {
    change { state in
      state.isBackedUp = false
      state.roomBytes = roomBytes
    }
    receiver?.drained()
  }

  /// A text message of the peer.
  ///
  /// - Isolation: `loop`.
  public func say(_ text: String) {
    receiver?.sawLife()
    receiver?.receive(ByteBuffer(string: text), isBinary: false)
  }

  /// The socket is gone.
  ///
  /// - Isolation: `loop`.
  public func disconnect(_ code: UInt16? = nil) {
    receiver?.disconnected(code)
    receiver = nil
  }

  // MARK: - What a test looks at

  /// The bytes of each write.
  public var written: [ByteBuffer] { state.withLock { $0.written } }
  public var pings: Int { state.withLock { $0.pings } }
  public var closed: Close? { state.withLock { $0.close } }
  /// Writes that came although the transport was backed up: there must be none.
  public var unwantedWrites: Int { state.withLock { $0.unwantedWrites } }

  /// Every frame written, in order; throws where the bytes are no frames.
  public func frames() throws -> [ServerFrame] {
    try written.flatMap { try ServerFrame.all(in: $0) }
  }

  /// The text frames written, as JSON.
  public func said() throws -> [JSON] { try frames().filter { $0.opcode == .text }.map(\.json) }

  /// Forgets what was written, so that a test looks at what comes after.
  public func forget() { change { $0.written = [] } }

  /// The frames written, once there are at least `count`.
  public func frames(_ count: Int) async throws -> [ServerFrame] {
    await until { state in
      count <= state.written.reduce(0) { $0 + ((try? ServerFrame.all(in: $1).count) ?? 0) }
    }
    return try frames()
  }

  /// The text frames written as JSON, once there are at least `count`.
  public func said(_ count: Int) async throws -> [JSON] {
    try await frames(count).filter { $0.opcode == .text }.map(\.json)
  }

  /// How the server ended it, once it has.
  public func closing() async -> Close? {
    await until { $0.close != nil }
    return closed
  }

  // MARK: - Waiting

  private func change(_ body: (inout State) -> Void) {
    let done = state.withLock { state -> [Waiter] in
      body(&state)
      let waiters = state.waiters
      state.waiters = waiters.filter { !$0.isDone(state) }
      return waiters.filter { $0.isDone(state) }
    }
    for waiter in done { waiter.continuation.resume() }
  }

  private func until(_ isDone: @escaping @Sendable (State) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isDoneAlready = state.withLock { state in
        if isDone(state) { return true }
        state.waiters.append(Waiter(isDone: isDone, continuation: continuation))
        return false
      }
      if isDoneAlready { continuation.resume() }
    }
  }
}
