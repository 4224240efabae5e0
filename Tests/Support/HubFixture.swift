public import HubbubDomain
public import HubbubStore
public import NIOCore
public import NIOPosix
import Synchronization

@testable public import HubbubHub

/// A hub on a real store, with time and doors in the hands of a test.
///
/// Nobody is held to a rate unless the test says so.
public final class HubFixture: Sendable {
  public let store: GatedStore
  public let clock = ManualHubClock()
  /// What the hub hears of commits; a test may say something over it.
  public let bus: any Bus
  public let hub: Hub
  /// Two, so that what crosses loops is tested too.
  public let loops: [any EventLoop]
  private let sockets = Mutex<[FakeSocket]>([])

  /// Shared by all tests: a thread is dear, a loop's state is each hub's own.
  public static let threads = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  fileprivate init(
    _ store: (any Store)?, _ bus: any Bus, _ threads: MultiThreadedEventLoopGroup,
    _ configure: (inout HubConfiguration) -> Void
  ) throws {
    var configuration = HubConfiguration()
    configuration.limitsRates = false
    configuration.presenceGather = .zero
    configuration.unreadGather = .seconds(86_400)  // a test that wants it asks for it
    configure(&configuration)
    self.bus = bus
    loops = Array(threads.makeIterator())
    self.store = GatedStore(try store ?? temporaryStore())
    hub = Hub(
      store: self.store, bus: bus, loops: threads, configuration: configuration,
      clock: clock, logger: .silent())
  }

  // MARK: - Coming in

  /// A login of a user, made just now; the hub does not look whether it is stored.
  public func session(of user: User, role: Role = .member) -> Session {
    let now = clock.wallTime()
    return Session(
      id: .make(), user: user, role: role, createdAt: now, expiresAt: now + .seconds(86_400),
      lastSeen: LastSeen(
        activeAt: now, awayAt: Timestamp(milliseconds: 0), isInvisible: false))
  }

  /// Connects a socket, which is greeted and not started.
  ///
  /// - Parameters:
  ///   - session: a login of its own unless given.
  ///   - loop: which of ``loops`` it lives on.
  ///   - overKernel: whether its transport may be written past, as a real one.
  public func connect(
    _ user: User, session: Session? = nil, loop: Int = 0, overKernel: Bool = false
  ) async throws -> FakeSocket {
    let session = session ?? self.session(of: user)
    let (loop, otherLoop) = (loops[loop], loops[1 - loop])
    let transport =
      overKernel ? try await .overKernel(on: loop, readOn: otherLoop) : FakeTransport(on: loop)
    try await loop.submit { [hub] in
      transport.receiver = hub.connect(session, over: transport, on: loop)
      transport.receiver?.descriptorChanged()  // as when a real one has opened
    }.get()
    let socket = FakeSocket(session, transport)
    sockets.withLock { $0.append(socket) }
    return socket
  }

  /// Connects a socket and starts it.
  public func listen(
    _ user: User, session: Session? = nil, loop: Int = 0, since: [Topic: Int64] = [:],
    overKernel: Bool = false
  ) async throws -> FakeSocket {
    let socket = try await connect(user, session: session, loop: loop, overKernel: overKernel)
    try await socket.start(since: since)
    return socket
  }

  // MARK: - Writing

  /// Writes something as an HTTP request would, and tells of it.
  @discardableResult
  public func write(_ change: Change) async throws -> Answer {
    try await hub.commit(change).result.get()
  }

  /// Writes a message and tells of it.
  ///
  /// - Returns: its seq.
  @discardableResult
  public func say(
    _ text: String, by author: User, in room: ConversationID
  ) async throws -> Int64 {
    let answer = try await write(message(text, by: author, in: room))
    guard case .message(_, let seq, _) = answer else { return -1 }
    return seq
  }

  /// A message that nobody has written yet.
  public func message(_ text: String, by author: User, in room: ConversationID) -> Change {
    let id = MessageID.make()
    return .message(
      NewMessage(
        id: id, conversation: room, author: author, key: "\(id)", text: text,
        createdAt: clock.wallTime()))
  }

  /// Returns when every loop has done what it was given until now.
  public func settle() async {
    // What a turn began is done when the next one runs.
    for _ in 0..<2 { for shard in hub.shards { await shard.run {} } }
  }

  // MARK: - The end

  fileprivate func end() async throws {
    store.openAll()
    for socket in sockets.withLock({ $0 }) { try await socket.disconnect() }
    await hub.drain(patience: .zero)
    try await store.close()
  }
}

/// Runs `body` with a hub, which ends afterwards.
///
/// - Parameter threads: two loops; those of all tests, unless nobody else may work on them.
public func withHub(
  store: (any Store)? = nil, bus: any Bus = LocalBus(),
  threads: MultiThreadedEventLoopGroup = HubFixture.threads,
  _ configure: (inout HubConfiguration) -> Void = { _ in },
  _ body: (HubFixture) async throws -> Void
) async throws {
  let fixture = try HubFixture(store, bus, threads, configure)
  var result = Result<Void, any Error>.success(())
  do { try await body(fixture) } catch { result = .failure(error) }
  try await fixture.end()
  try result.get()
}
