public import HubbubDomain
public import HubbubStats

/// How one event loop is.
public struct LoopReading: Sendable {
  public let index: Int
  public let sockets: Int
  /// Turns since the start.
  public let turns: Int
  /// CPU time of its thread since the thread began.
  public let busy: Duration
  /// How late it runs what was due.
  public let delay: Meter.Reading
  /// Those whose peers do not take what waits for them.
  let stalled: [StalledSocket]
  /// Conversations that were told something within the last beat.
  let busiest: [BusyTopic]
}

/// A socket whose peer does not take what waits for it.
public struct StalledSocket: Sendable {
  public let id: SocketID
  public let username: String
  public let outboxBytes: Int
  /// How long something has been waiting.
  public let stalled: Duration
}

/// A conversation as one loop tells it to its sockets.
struct BusyTopic: Sendable {
  let conversation: ConversationID
  let deliveriesPerSecond: Double
  let listeners: Int
}
