public import HubbubDomain
public import HubbubStats
public import HubbubStore

/// How a hub is at one moment, and what it did since it began.
public struct HubReading: Sendable {
  /// All that the hub counted, by name; see ``Hub/snapshot()``.
  public internal(set) var numbers: [String: Int] = [:]
  /// Commands that were refused.
  public internal(set) var refusals: [Refusal.Code: Int] = [:]
  /// Sockets that ended, by close code; 1006 went without one.
  public internal(set) var closes: [Int: Int] = [:]
  public internal(set) var online = 0
  public internal(set) var idle = 0
  public internal(set) var lanes: [Lane: Int] = [:]
  public internal(set) var actors: [ActorKind: ActorReading] = [:]
  public internal(set) var loops: [LoopReading] = []
  public internal(set) var writer = WriterCounts()
  public internal(set) var batches = Meter.Reading()
  public internal(set) var commits = Meter.Reading()
  public internal(set) var reads: [StoreRead: Meter.Reading] = [:]

  /// Everything that waits for sockets whose peers do not take it.
  public var outboxBytes: Int { loops.flatMap(\.stalled).reduce(0) { $0 + $1.outboxBytes } }
  public var largestOutboxBytes: Int { loops.flatMap(\.stalled).map(\.outboxBytes).max() ?? 0 }

  /// Those who wait longest, at most ``Limits/statsNamed``; of those who wait
  /// alike, the one who came first.
  public var slowestConsumers: [StalledSocket] {
    let sorted = loops.flatMap(\.stalled).sorted { ($1.stalled, $0.id) < ($0.stalled, $1.id) }
    return Array(sorted.prefix(Limits.statsNamed))
  }
}

/// The actors of one kind.
public struct ActorReading: Equatable, Sendable {
  public internal(set) var awake = 0
  /// Items in all mailboxes, and in the fullest.
  public internal(set) var mailbox = 0
  public internal(set) var deepestMailbox = 0
  // Since the start
  public internal(set) var woken = 0
  public internal(set) var passivated = 0
  public internal(set) var failures = 0
  public internal(set) var parked = 0
}

/// A conversation in which much is told.
public struct BusyRoom: Sendable {
  public let id: ConversationID
  /// Of rooms; what others are called is no operator's business.
  public let title: String?
  public let kind: ConversationKind
  /// Over the last second or so.
  public let deliveriesPerSecond: Double
  /// Sockets.
  public let listeners: Int
}
