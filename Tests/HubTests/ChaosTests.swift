import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import NIOCore
import NIOPosix
import Testing

/// Two hubs on one store, with a bus between them that loses 30 %, repeats
/// 10 % and reorders 15 %.
struct ChaosTests {
  private static let seeds: ClosedRange<UInt64> = 1...1_000
  /// Runs at once: they wait for the disk most of the time.
  private static let runsAtOnce = 8

  @Test(.timeLimit(.minutes(10)))
  func `over 1,000 seeds the sockets of two hubs get each number once, in order`() async throws {
    let store = try temporaryStore()
    var total = ChaosBus.Counts()
    var heard = 0
    for start in stride(
      from: Self.seeds.lowerBound, through: Self.seeds.upperBound, by: Self.runsAtOnce)
    {
      let seeds = start..<min(start + UInt64(Self.runsAtOnce), Self.seeds.upperBound + 1)
      for report in try await Self.run(seeds, on: store) {
        #expect(report.faults == [], "seed \(report.seed)")
        heard += report.heard
        total.add(report.bus)
      }
    }
    // The bus did what it is for, and sockets heard what was written.
    #expect(total.dropped * 100 / total.published >= 28)
    #expect(total.doubled * 100 / total.published >= 8)
    #expect(total.reordered * 100 / total.published >= 13)
    print("chaos: \(heard) deliveries over \(Self.seeds.count) seeds, bus: \(total)")
    #expect(heard > 50_000)
  }

  private static func run(
    _ seeds: Range<UInt64>, on store: any Store
  ) async throws -> [ChaosRun.Report] {
    try await withThrowingTaskGroup(of: ChaosRun.Report.self) { group in
      for seed in seeds { group.addTask { try await ChaosRun(seed: seed, on: store).run() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }
}

extension ChaosBus.Counts {
  mutating func add(_ other: Self) {
    published += other.published
    dropped += other.dropped
    doubled += other.doubled
    reordered += other.reordered
  }
}

/// One seeded story: people write in a room over two hubs, are cut off and come back.
private final class ChaosRun {
  struct Report: Sendable {
    let seed: UInt64
    let heard: Int
    let bus: ChaosBus.Counts
    let faults: [String]
  }

  private let seed: UInt64
  private let store: any Store
  private let bus: ChaosBus
  private let loops = MultiThreadedEventLoopGroup.singleton
  private let hubs: [Hub]
  private let room = ConversationID.make()
  private var random: SeededGenerator
  private var clients: [ChaosClient] = []

  init(seed: UInt64, on store: any Store) {
    self.seed = seed
    self.store = store
    random = SeededGenerator(seed: seed)
    let bus = ChaosBus(seed: seed)
    self.bus = bus
    var configuration = HubConfiguration()
    configuration.limitsRates = false
    hubs = (0..<2).map { [loops] _ in
      Hub(store: store, bus: bus, loops: loops, configuration: configuration, logger: .silent())
    }
  }

  func run() async throws -> Report {
    try await gather()
    for step in 0..<random.number(20...40) { try await take(step) }
    let head = try await converge()
    var faults = clients.flatMap(\.faults)
    faults += try await differences(from: head)
    for client in clients { try await client.leave() }
    for hub in hubs { await hub.drain(patience: .zero) }
    return Report(
      seed: seed, heard: clients.reduce(0) { $0 + $1.heard.count }, bus: bus.counts, faults: faults)
  }

  private func gather() async throws {
    let users = try await store.addUsers(4, named: "s\(seed)_")
    let owner = try #require(users.first)
    let now = Timestamp.now()
    let changes =
      [
        Change.open(
          NewConversation(id: room, kind: .room, title: "Chaos", owner: owner, createdAt: now))
      ]
      + users.dropFirst().map { .join(room, $0, at: now) }
    _ = try await store.commit(changes)
    clients = users.map { ChaosClient($0, in: room) }
    for client in clients { try await connect(client) }
  }

  private func take(_ step: Int) async throws {
    let client = random.pick(clients)
    if random.once(in: 6) {
      try await client.cut(&random)
      try await connect(client)
    } else {
      try await client.send("m\(step)")
      try client.read()
    }
  }

  private func connect(_ client: ChaosClient) async throws {
    try await client.connect(to: random.pick(hubs), on: loops.next())
  }

  /// Lets the hubs find out what the bus lost, until everybody knows everything.
  private func converge() async throws -> Int64 {
    let topic = Topic.conversation(room)
    for _ in 0..<100_000 {
      for client in clients { try client.read() }
      let head = try await store.heads([topic])[topic]?.head ?? 0
      if clients.allSatisfy({ $0.isSettled && ($0.last ?? 0) >= head }) { return head }
      bus.settle()
      for hub in hubs { try await hub.sweep() }
    }
    throw NeverEven(seed: seed)
  }

  /// What was heard against what is in history.
  private func differences(from head: Int64) async throws -> [String] {
    var keys: [Int64: String] = [:]
    for event in try await store.read(.conversation(room), after: 0, limit: 1_000, as: .hub) {
      if case .message(let message) = event.body { keys[message.seq] = message.key }
    }
    var faults: [String] = []
    for client in clients {
      if client.heard.map(\.seq) != Array(client.first + 1..<head + 1) {
        faults.append("heard \(client.heard.map(\.seq)), not \(client.first + 1)…\(head)")
      }
      for (seq, key) in client.heard where key != keys[seq] { faults.append("\(seq) differs") }
      for (key, seq) in client.acknowledged where keys[seq] != key { faults.append("\(key) lost") }
    }
    return faults
  }

  private struct NeverEven: Error { let seed: UInt64 }
}
