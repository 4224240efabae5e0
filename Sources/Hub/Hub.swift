import HubbubActors
public import HubbubDomain
public import HubbubStore
public import Logging
public import NIOCore
import Synchronization

/// The front door: who is here, who listens, who is awake.
public final class Hub: Sendable {
  public let store: any Store
  public let counts: HubCounts
  let configuration: HubConfiguration
  let clock: any HubClock
  let people = People()
  let board = PresenceBoard()
  let writer: Writer
  let timedStore: TimedStore
  let statsTopic: StatsTopic
  let taps: Taps
  let supervisor: Supervisor
  let shards: [LoopShard]
  let logger: Logger
  let writing: Task<Void, Never>
  let isEnding = Atomic(false)
  private let relay: Relay

  /// Builds a hub on one store.
  ///
  /// - Parameters:
  ///   - bus: by which it hears of other hubs' commits, and of its own.
  ///   - loops: where its sockets live; 64 at most.
  ///   - clock: nil for the machine's time.
  public init(
    store: any Store, bus: any Bus = LocalBus(), loops: any EventLoopGroup,
    configuration: HubConfiguration = HubConfiguration(), clock: (any HubClock)? = nil,
    logger: Logger
  ) {
    let clock = clock ?? LoopClock(loop: loops.any())
    let isMeasured = configuration.isMeasured
    let counts = HubCounts(isOn: isMeasured)
    let relay = Relay(counts: counts, logger: logger)
    let store = TimedStore(store, isMeasured: isMeasured)
    let writer = Writer(store: store, herald: relay, isMeasured: isMeasured)
    let taps = Taps(
      bus: bus,
      means: Tap.Means(store: store, clock: clock, counts: counts) { relay.hand($0, to: $1) })
    (self.store, self.counts, self.configuration) = (store, counts, configuration)
    (self.clock, self.writer, self.taps, self.relay) = (clock, writer, taps, relay)
    (self.logger, timedStore, statsTopic) = (logger, store, StatsTopic(clock: clock))
    supervisor = Supervisor(
      store: store, writer: writer, announcer: relay, taps: taps, clock: clock, counts: counts,
      presence: PresenceRules(
        idleAfter: configuration.presenceIdle, grace: configuration.presenceGrace))
    shards = loops.makeIterator().enumerated().map {
      LoopShard(
        index: $0.offset, loop: $0.element, store: store, taps: taps, counts: counts,
        patience: configuration.presenceGather, unreadGather: configuration.unreadGather,
        isMeasured: isMeasured)
    }
    relay.connect(
      Relay.Ends(
        bus: bus, fanOut: FanOut(shards: shards), supervisor: supervisor, people: people,
        board: board, clock: clock))
    // Nobody cancels it: it ends when the hub drains and all is written.
    writing = Task { await writer.run() }
    bus.onHealth { [weak self] health in if health == .suspect { self?.sweepSoon() } }
    beat()
    restIdle()
    for shard in shards { shard.loop.execute { shard.pulse() } }
  }

  /// Writes a change with others, tells of it, and answers.
  public func commit(_ change: Change) async -> Outcome {
    await writer.commit(change)
  }

  /// Writes a change that nobody waits for; where too much waits it is left out.
  public func append(_ change: Change) { writer.append(change, answering: Asker { _ in }) }

  /// How much was written so far, and how much waits.
  public var written: WriterCounts { writer.counts }

  /// Throws when a row cannot be written or a frame cannot be fanned out.
  public func checkReady() async throws {
    if isDraining { throw Refusal.unavailable }
    try await store.checkWritable()
    for shard in shards { await shard.run {} }
  }

  /// Compares every topic that is heard with the store, and tells what the bus lost.
  public func sweep() async throws { try await taps.sweep() }

  /// What is there now, and all that was counted.
  public func snapshot() -> [String: Int] {
    var all = counts.snapshot()
    let written = writer.counts
    all["sockets"] = people.socketCount
    all["people"] = people.count
    all["topics"] = taps.count
    all["usersAwake"] = supervisor.users.count
    all["postsAwake"] = supervisor.posts.count
    all["conversationsAwake"] = supervisor.conversations.count
    all["lettersWaiting"] =
      supervisor.users.depth + supervisor.posts.depth + supervisor.conversations.depth
    all["changesWaiting"] = written.waiting
    all["transactions"] = written.transactions
    all["changesWritten"] = written.changes
    all["largestTransaction"] = written.largestTransaction
    return all
  }

  // MARK: - What comes by itself

  private func beat() {
    let before = clock.now()
    clock.after(Limits.socketBeat) { [weak self] in
      guard let self, !isDraining else { return }
      let now = clock.now()
      for shard in shards { shard.post(.work { shard.beat(at: now) }) }
      if now - before >= Limits.socketBeat + Limits.sleepNoticed { wakeFromSleep() }
      beat()
    }
  }

  /// The machine slept, and no reminder ran meanwhile: what they were for is late.
  private func wakeFromSleep() {
    for user in supervisor.users.awake { supervisor.remind(.user(user)) }
  }

  private func restIdle() {
    clock.after(Limits.passivationBeat) { [weak self] in
      guard let self, !isDraining else { return }
      supervisor.passivate(idleFor: Limits.actorIdle)
      board.forgetGone(before: clock.now() - Limits.presenceMemory)
      restIdle()
    }
  }

  private func sweepSoon() {
    Task {
      do { try await sweep() } catch {
        logger.error("sweep failed", metadata: ["cause": "\(error)"])
        clock.after(Limits.repairRetry) { [weak self] in self?.sweepSoon() }
      }
    }
  }
}
