import HubbubDomain
import HubbubStats
import HubbubStore
import Logging

extension Hub {
  /// How things are now.
  ///
  /// Each loop tells for itself when it comes to it; none waits for another.
  public func reading() async -> HubReading {
    var reading = HubReading()
    reading.loops = await loopReadings()
    reading.numbers = snapshot()
    counts.tell(&reading)
    (reading.online, reading.idle) = people.presence(
      at: clock.wallTime(), idleAfter: configuration.presenceIdle)
    for kind in ActorKind.allCases { reading.actors[kind] = supervisor.reading(of: kind, counts) }
    (reading.writer, reading.batches) = (writer.counts, writer.batches.reading())
    reading.commits = writer.commits.reading()
    reading.reads = timedStore.times
    return reading
  }

  private func loopReadings() async -> [LoopReading] {
    await withTaskGroup(of: LoopReading.self) { group in
      for shard in shards {
        let now = clock.now()
        group.addTask { await shard.run { shard.watch.reading(of: shard, at: now) } }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.index < $1.index }
    }
  }

  /// The conversations in which most was told lately, at most ``Limits/statsNamed``.
  ///
  /// None while the store, which knows what they are called, cannot be read:
  /// the other figures are wanted then more than ever.
  public func busiestRooms(of reading: HubReading) async -> [BusyRoom] {
    do { return try await named(Self.busiest(of: reading)) } catch {
      logger.error("busy rooms could not be named", metadata: ["cause": "\(error)"])
      return []
    }
  }

  /// Each conversation over all loops, the busiest first.
  private static func busiest(of reading: HubReading) -> [BusyTopic] {
    let all = Dictionary(grouping: reading.loops.flatMap(\.busiest), by: \.conversation)
    let together = all.map { id, parts in
      BusyTopic(
        conversation: id,
        deliveriesPerSecond: parts.reduce(0) { $0 + $1.deliveriesPerSecond },
        listeners: parts.reduce(0) { $0 + $1.listeners })
    }
    let sorted = together.sorted {
      ($1.deliveriesPerSecond, $0.conversation) < ($0.deliveriesPerSecond, $1.conversation)
    }
    return Array(sorted.prefix(Limits.statsNamed))
  }

  private func named(_ topics: [BusyTopic]) async throws -> [BusyRoom] {
    var rooms: [BusyRoom] = []
    for topic in topics {
      guard let found = try await store.conversation(topic.conversation, for: .hub) else {
        continue
      }
      rooms.append(BusyRoom(topic, found))
    }
    return rooms
  }

  /// From now on the topic `stats` tells what comes from there: a JSON object.
  public func tellStats(from source: @escaping @Sendable () async -> [UInt8]) {
    statsTopic.connect(source)
  }
}

extension BusyRoom {
  fileprivate init(_ topic: BusyTopic, _ conversation: Conversation) {
    (id, kind) = (topic.conversation, conversation.kind)
    title = conversation.kind == .room ? conversation.title : nil
    (deliveriesPerSecond, listeners) = (topic.deliveriesPerSecond, topic.listeners)
  }
}

extension Supervisor {
  fileprivate func reading(of kind: ActorKind, _ counts: HubCounts) -> ActorReading {
    var reading = ActorReading()
    let depths =
      switch kind {
      case .user: users.depths
      case .conversation: conversations.depths
      case .post: posts.depths
      }
    reading.awake = depths.count
    reading.mailbox = depths.reduce(0, +)
    reading.deepestMailbox = depths.max() ?? 0
    reading.woken = counts.number(of: .actorsWoken, kind)
    reading.passivated = counts.number(of: .actorsPassivated, kind)
    reading.failures = counts.number(of: .actorFailures, kind)
    reading.parked = counts.number(of: .actorsParked, kind)
    return reading
  }
}
