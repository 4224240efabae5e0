import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix

/// All visitors of one worker, and what they share.
///
/// - Isolation: the worker's event loop.
final class Crew {
  let loop: any EventLoop
  let assignment: Assignment
  let reader: Reader
  let board: Scoreboard
  /// Ids of the rooms; user i is in room i mod their number.
  let rooms: [String]
  private(set) var visitors: [Visitor] = []
  private(set) var publisher: Visitor?

  /// What is going on.
  var play: any Play
  var tally = Tally()
  /// What topics are called, for `since`.
  var names: [TopicKey: String] = [:]
  /// Off where thousands come only to go: nobody counts their numbers.
  var followsTopics = true
  /// Whether any bytes came since it was last set back.
  var hasRead = false
  var startedSockets = 0
  /// Deliveries that were counted before the tally was cleared.
  var deliveredBefore = 0
  private var lastStamp: UInt64 = 0
  /// Makes keys that no earlier run has used.
  private let nonce = String(UInt64.random(in: .min ... .max), radix: 36)

  /// Users of the run, over all workers: the last login is the publisher's.
  let users: Int

  init(_ assignment: Assignment, on loop: any EventLoop, play: any Play) throws {
    self.assignment = assignment
    self.loop = loop
    self.play = play
    reader = try Reader()
    board = try Scoreboard(path: assignment.boardFile, workers: assignment.workers)
    rooms = try Self.text(assignment.roomsFile).split(separator: "\n").map(String.init)
    let logins = try Login.all(in: Self.text(assignment.tokensFile))
    users = logins.count - 1
    let mine = assignment.first..<(assignment.first + assignment.count)
    guard mine.upperBound < logins.count, let last = logins.last else {
      throw Problem("the tokens' file has fewer users than the run has sockets")
    }
    visitors = mine.map { Visitor(index: $0, login: logins[$0], isPublisher: false, crew: self) }
    guard assignment.isLeader else { return }
    if case .sleep = assignment.part { visitors.first?.isSleeper = true }
    publisher = Visitor(index: users, login: last, isPublisher: true, crew: self)
  }

  private static func text(_ path: String) throws -> String {
    do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw Problem("cannot read \(path): \(error)")
    }
  }

  /// Deliveries since the start, over all workers: the others' as last posted.
  var delivered: Int {
    guard assignment.workers > 1 else { return deliveredBefore &+ tally.deliveries }
    post()
    return board.sum(.deliveries)
  }

  /// The time, but never the same twice.
  func stamp() -> UInt64 {
    lastStamp = max(lastStamp + 1, Monotonic.now)
    return lastStamp
  }

  /// A key for what is written, the `number`th of its author.
  func key(_ number: Int) -> String { "\(nonce)-\(assignment.worker)-\(number)" }

  /// Does something `seconds` from now.
  func later(_ seconds: Double, _ work: @escaping () -> Void) {
    let bound = NIOLoopBound(work, eventLoop: loop)
    loop.scheduleTask(in: .nanoseconds(Int64(Monotonic.nanoseconds(seconds)))) { bound.value() }
  }

  /// Users that room `place` holds, the publisher aside.
  func members(ofRoom place: Int) -> Int {
    guard place < users else { return 0 }
    return (users - place - 1) / rooms.count + 1
  }

  /// The visitor that may stop reading, where this worker has it.
  var sleeper: Visitor? { visitors.first.flatMap { $0.isSleeper ? $0 : nil } }

  /// Users whose deliveries count, where one of them is the sleeper.
  var listeners: Int { users - 1 }

  /// The room that a visitor is in.
  func room(of visitor: Visitor) -> String { rooms[visitor.index % rooms.count] }

  /// Connects a handler from an address that belongs to visitor `index`.
  ///
  /// - Parameters:
  ///   - isNarrow: whether its buffers are to be small; see ``narrowed(_:)``.
  ///   - failed: called when nobody answers.
  func connect(
    _ handler: any ChannelHandler, from index: Int, isNarrow: Bool = false,
    failed: @escaping () -> Void
  ) {
    do {
      let bound = NIOLoopBound((handler, failed), eventLoop: loop)
      let plain = try bootstrap(from: index)
      try (isNarrow ? Self.narrowed(plain) : plain)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(bound.value.0)
          }.flatMap { Self.endsByReset(channel) }
        }
        .connect(to: SocketAddress(ipAddress: assignment.host, port: assignment.port))
        .whenFailure { _ in bound.value.1() }
    } catch { failed() }
  }

  private func bootstrap(from index: Int) throws -> ClientBootstrap {
    // 127.1.0.2 and on: one after the other, as a crowd would come.
    let place = index % Limits.sourceAddresses
    let source = "127.\(1 + assignment.worker).0.\(2 + place)"
    return ClientBootstrap(group: loop)
      .channelOption(.ipOption(Self.bindWithoutPort), value: 1)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.maxMessagesPerRead, value: 1)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1_024))
      .bind(to: try SocketAddress(ipAddress: source, port: 0))
  }

  /// Buffers as over an Ethernet, not as over loopback, whose segments of
  /// 64 KiB let the kernels take more for a peer that does not read.
  private static func narrowed(_ bootstrap: ClientBootstrap) -> ClientBootstrap {
    bootstrap
      .channelOption(.socketOption(.so_rcvbuf), value: Limits.narrowReceiveBytes)
      .channelOption(.tcpOption(maxSegment), value: Limits.narrowSegmentBytes)
  }

  /// `TCP_MAXSEG` (tcp(7)).
  private static let maxSegment = NIOBSDSocket.Option(rawValue: 2)

  /// `IP_BIND_ADDRESS_NO_PORT`: the port is chosen when it connects, so that
  /// one port serves any number of source addresses (ip(7)).
  private static let bindWithoutPort = NIOBSDSocket.Option(rawValue: 24)

  /// No socket of ours lingers: thousands in TIME_WAIT would use up the ports.
  private static func endsByReset(_ channel: any Channel) -> EventLoopFuture<Void> {
    guard let options = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    return options.setSoLinger(linger(l_onoff: 1, l_linger: 0))
  }
}
