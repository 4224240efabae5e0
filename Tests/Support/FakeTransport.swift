public import HubbubDomain
public import HubbubHub
public import NIOCore

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

  private struct State {
    var written: [ByteBuffer] = []
    var pings = 0
    var close: Close?
    var isBackedUp = false
    var roomBytes: Int
    var unwantedWrites = 0
  }

  public let loop: any EventLoop
  /// Who is told when there is room again, and when the socket is gone.
  public var receiver: (any SocketReceiver)?
  private let state: Watched<State>

  /// A real one, for a transport that may be written past.
  private var kernel: SocketPair?

  /// - Parameter roomBytes: what the kernel takes before it backs up.
  public init(on loop: any EventLoop, roomBytes: Int = .max) {
    self.loop = loop
    state = Watched(State(roomBytes: roomBytes))
  }

  /// Makes one that may be written past: over a real pair of sockets, whose
  /// other end is read all the time.
  ///
  /// What it keeps as one write may have been several.
  public static func overKernel(
    on loop: any EventLoop, readOn readerLoop: any EventLoop
  ) async throws -> FakeTransport {
    let transport = FakeTransport(on: loop)
    transport.kernel = try await SocketPair.open(on: loop, readOn: readerLoop) {
      [state = transport.state] bytes in
      state.change { $0.written.append(bytes) }
    }
    return transport
  }

  // MARK: - The server's side

  public var isBackedUp: Bool { state.value.isBackedUp }

  public var descriptor: Descriptor? {
    state.value.close == nil && !isBackedUp ? kernel?.descriptor : nil
  }

  public func write(_ frames: ByteBuffer) {
    if let kernel { return write(frames, to: kernel) }
    state.change { state in
      guard state.close == nil else { return }
      if state.isBackedUp { state.unwantedWrites += 1 }
      state.written.append(frames)
      state.roomBytes -= min(frames.readableBytes, state.roomBytes)
      if state.roomBytes == 0 { state.isBackedUp = true }
    }
  }

  /// Keeps what the kernel has no room for, until the peer has read.
  private func write(_ frames: ByteBuffer, to kernel: SocketPair) {
    guard state.value.close == nil else { return }
    state.change { if $0.isBackedUp { $0.unwantedWrites += 1 } }
    guard !kernel.write(frames) else { return }
    state.change { $0.isBackedUp = true }
    receiver?.descriptorChanged()
    kernel.onceRead { [self] in drain() }
  }

  public func ping() {
    state.change { state in
      if state.close == nil, !state.isBackedUp { state.pings += 1 }
    }
  }

  public func close(_ code: CloseCode, reason: String) {
    state.change { state in
      if state.close == nil { state.close = Close(code: code, reason: reason) }
    }
    receiver?.descriptorChanged()
  }

  // MARK: - The kernel's and the peer's side

  /// From now on the peer takes nothing.
  public func backUp() { state.change { $0.isBackedUp = true } }

  /// The peer has taken everything, and the receiver is told.
  ///
  /// - Parameter roomBytes: what the kernel takes before it backs up again.
  /// - Isolation: `loop`.
  public func drain(roomBytes: Int = .max) {
    state.change { state in
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
    kernel?.close()
    kernel = nil
  }

  // MARK: - What a test looks at

  /// The bytes of each write.
  public var written: [ByteBuffer] { state.value.written }
  public var pings: Int { state.value.pings }
  public var closed: Close? { state.value.close }
  /// Writes that came although the transport was backed up: there must be none.
  public var unwantedWrites: Int { state.value.unwantedWrites }

  /// Every frame written, in order; throws where the bytes are no frames.
  public func frames() throws -> [ServerFrame] {
    try written.flatMap { try ServerFrame.all(in: $0) }
  }

  /// The text frames written, as JSON.
  public func said() throws -> [JSON] { try frames().filter { $0.opcode == .text }.map(\.json) }

  /// Forgets what was written, so that a test looks at what comes after.
  public func forget() { state.change { $0.written = [] } }

  /// The frames written, once there are at least `count`.
  public func frames(_ count: Int) async throws -> [ServerFrame] {
    try await state.until { state in
      count <= state.written.reduce(0) { $0 + ((try? ServerFrame.all(in: $1).count) ?? 0) }
    }
    return try frames()
  }

  /// The text frames written as JSON, once there are at least `count`.
  public func said(_ count: Int) async throws -> [JSON] {
    try await frames(count).filter { $0.opcode == .text }.map(\.json)
  }

  /// Returns once there are more than `count` writes, or the server has ended it.
  public func untilWritten(beyond count: Int) async throws {
    try await state.until { $0.written.count > count || $0.close != nil }
  }

  /// Returns once so many pings were sent.
  public func untilPinged(_ count: Int) async throws {
    try await state.until { $0.pings >= count }
  }

  /// How the server ended it, once it has.
  public func closing() async throws -> Close? {
    try await state.until { $0.close != nil }
    return closed
  }
}
